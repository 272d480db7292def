import type { MemberId } from '@freehold/kernel/caller/caller';
import type { BookingId } from '../booking/booking.entity.ts';
import type { Invite } from '../calendar-entry/invite.policy.ts';
import type { HandoverId } from '../handover/handover.entity.ts';
import type { NotificationKind } from '../notification-text/kinds.policy.ts';
import type { MessageFacts } from '../notification-text/write-message.policy.ts';

/** Something of which a customer is told. */
export interface Occasion {
  readonly kind: NotificationKind;
  readonly customerId: MemberId;
  /** Names what happened: of one name, customer and channel there is one message. */
  readonly name: string;
  readonly bookingId?: BookingId;
  /** Of what goes to the recipient of a handover and not to the customer. */
  readonly handoverId?: HandoverId;
  /** From when on it would tell nothing worth knowing. */
  readonly usefulUntil?: Date;
  /** What a mail of it tells the calendar of its reader. */
  readonly invite?: Invite;
  readonly facts: MessageFacts;
}
