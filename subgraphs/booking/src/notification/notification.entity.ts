import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { TRACEPARENT_LENGTH } from '@freehold/kernel/tracing/traceparent';
import type { Id } from '@freehold/kernel/values/id';
import { Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BookingId } from '../booking/booking.entity.ts';
import type { Invite } from '../calendar-entry/invite.policy.ts';
import type { HandoverId } from '../handover/handover.entity.ts';
import { NOTIFICATION_KINDS, type NotificationKind } from '../notification-text/kinds.policy.ts';
import { NOTIFICATION_CHANNELS, type NotificationChannel } from './channels.policy.ts';

registerEnumType(NOTIFICATION_KINDS, {
  name: 'NotificationKind',
  description: 'What a customer is told of.',
  valuesConfig: {
    REQUESTED: { description: 'The booking waits until staff approves it.' },
    SERIES_BOOKED: { description: 'Several bookings of a series, made in one go, are confirmed.' },
    SERIES_REQUESTED: { description: 'Several bookings of a series wait until staff approves them.' },
    SESSION_CANCELED: { description: 'The session was called off, and the booking with it.' },
    PROMOTED: { description: 'Whoever waited has a booking.' },
    OFFERED: { description: 'Seats are kept for whoever waited, until a deadline.' },
    TICKET_OFFERED: {
      description:
        'The link of a ticket, mailed for whoever is told to the address that they gave; the link is not shown.',
    },
    TICKET_RECEIVED: { description: 'Whoever is told holds a ticket that another one held.' },
    TICKET_HANDED_ON: { description: 'A ticket has another holder than the one who is told.' },
  },
});
registerEnumType(NOTIFICATION_CHANNELS, {
  name: 'NotificationChannel',
  description: 'The way by which a message goes.',
});

/** Where a message stands. */
export const NOTIFICATION_STATUSES = {
  QUEUED: 'QUEUED',
  SENT: 'SENT',
  FAILED: 'FAILED',
  SUPPRESSED: 'SUPPRESSED',
} as const;
/** One of {@link NOTIFICATION_STATUSES}. */
export type NotificationStatus = keyof typeof NOTIFICATION_STATUSES;
registerEnumType(NOTIFICATION_STATUSES, {
  name: 'NotificationStatus',
  description: 'Where a message stands.',
  valuesConfig: {
    QUEUED: { description: 'It is to be sent, for the first time or again.' },
    SENT: { description: 'It was handed over, once.' },
    FAILED: { description: 'It was not taken, and is not tried any more.' },
    SUPPRESSED: { description: 'It was never to be sent, and the reason says why.' },
  },
});

/** The id of a message. */
export type NotificationId = Id<'ntf'>;

/** Names no person: the address is looked up when it is sent. */
@ObjectType({ description: 'A message to a customer about something that happened, by one way.' })
@TenantTable('notification')
@Unique({ name: 'notification_once', properties: ['tenantId', 'occasion', 'customerId', 'channel'] })
@Index({ properties: ['tenantId', 'customerId', 'id'] })
@Index({ properties: ['tenantId', 'bookingId', 'id'] })
@Index({ name: 'notification_due', properties: ['tenantId', 'dueAt', 'id'], where: "status = 'QUEUED'" })
@Index({ name: 'notification_kept', properties: ['tenantId', 'createdAt'], where: 'body is not null' })
export class Notification extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('ntf') })
  id!: NotificationId;

  @Field(() => NOTIFICATION_KINDS, { description: 'What it tells.' })
  @Enum({ items: () => Object.values(NOTIFICATION_KINDS), type: 'string' })
  kind!: NotificationKind;

  @Field(() => NOTIFICATION_CHANNELS, { description: 'The way by which it goes.' })
  @Enum({ items: () => Object.values(NOTIFICATION_CHANNELS), type: 'string' })
  channel!: NotificationChannel;

  @Property({ type: new IdType('mbr') })
  customerId!: MemberId;

  /** What it is about, once for each customer and channel: the id of the event, or which reminder of which booking when. */
  @Property({ type: 'text' })
  occasion!: string;

  /** The booking that it is about, if it is about one. */
  @Property({ type: new IdType('bkg'), nullable: true })
  bookingId!: BookingId | null;

  /** The handover whose link goes to its recipient, with it; null for what goes to the customer. */
  @Property({ type: new IdType('hnd'), nullable: true })
  handoverId!: HandoverId | null;

  @Field(() => String, { nullable: true, description: 'One line; null once it was deleted for its age.' })
  @Property({ type: 'text', nullable: true })
  subject!: string | null;

  @Field(() => String, { nullable: true, description: 'Lines; null once they were deleted for their age.' })
  @Property({ type: 'text', nullable: true })
  body!: string | null;

  /** What the mail tells the calendar of its reader; null when it is no mail or tells it nothing, or for its age. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  invite!: Invite | null;

  @Field(() => NOTIFICATION_STATUSES, { description: 'Where it stands.' })
  @Enum({ items: () => Object.values(NOTIFICATION_STATUSES), type: 'string' })
  status!: NotificationStatus;

  @Field(() => String, { nullable: true, description: 'Why it was not sent, so far or ever.' })
  @Property({ type: 'text', nullable: true })
  reason!: string | null;

  @Field(() => Int, { description: 'How often it was tried.' })
  @Property({ type: 'integer' })
  attempts!: number;

  /** When it is tried next, while it is queued. */
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  dueAt!: Date;

  /** From when on it would tell nothing worth knowing, and is not sent any more. */
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  usefulUntil!: Date | null;

  @Field(() => Date, { description: 'When what it tells happened.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was handed over.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  sentAt!: Date | null;

  /** The span in which it was written, in the form of W3C Trace Context; null where that is not kept. */
  @Property({ type: 'string', length: TRACEPARENT_LENGTH, nullable: true })
  cause!: string | null;
}
