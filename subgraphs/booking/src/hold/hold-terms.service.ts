import type { MemberId } from '@freehold/kernel/caller/caller';
import { askTogether } from '@freehold/kernel/database/prepared/ask-prepared';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OfferingId } from '../offering/offering.entity.ts';
import { offeringWith } from '../offering/offering.service.ts';
import { refuseOutsideWindow } from '../policy/policy.policy.ts';
import { newestPolicy } from '../policy/policy.service.ts';
import { refuseBlocked, strikeTimes } from '../strike/strike.service.ts';

/** What somebody wants to hold seats or a time of, and when it begins. */
export interface HoldWish {
  readonly offeringId: OfferingId;
  readonly startsAt: Date;
  readonly customerId: MemberId;
}

/**
 * What each seat costs that is held now. Who could not book now holds nothing, lest seats stand empty for them until
 * booking opens; whoever may set the rules aside holds at any time. Limits, and strikes that nobody has marked yet,
 * are judged by the booking.
 * @throws {OfferingArchived} when it takes no new bookings.
 * @throws {TooEarlyToBook|BookingClosed|MemberBlocked} as a booking.
 */
export async function holdPrice(
  ctx: Context,
  em: EntityManager,
  { offeringId, startsAt, customerId }: HoldWish,
): Promise<bigint> {
  const [{ rules }, offering] = await askTogether(em, [
    newestPolicy(em, offeringId),
    offeringWith(em, offeringId),
  ]);
  offering.refuseWhenArchived();
  if (mayDo(ctx.caller, 'policy.override')) return offering.priceMinor;
  const now = ctx.now();
  refuseOutsideWindow(rules, { startsAt, now });
  refuseBlocked(rules, await strikeTimes(em, customerId), now);
  return offering.priceMinor;
}
