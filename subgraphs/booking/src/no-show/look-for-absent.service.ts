import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { Booking } from '../booking/booking.entity.ts';
import { LookForAbsent } from '../booking/booking.jobs.ts';
import { noShowAt } from '../policy/policy.policy.ts';
import { policiesThatLook } from '../policy/policy.service.ts';
import { Session, type SessionId } from '../session/session.entity.ts';
import { markNoShows } from './no-show.service.ts';

/**
 * Has somebody look who came to a session, when the first of its open bookings would be missed after now; by no rules
 * or without such bookings nobody looks. For whoever moves a session that is booked.
 */
export async function planNextLook(
  ctx: Context,
  { em, enqueue }: Transaction,
  session: Session,
): Promise<void> {
  const policies = await policiesThatLook(em);
  if (policies.size === 0 || session.canceledAt) return;
  const where = { session: { id: session.id }, status: { $in: ['PENDING' as const, 'CONFIRMED' as const] } };
  const open = await em.find(Booking, { ...where, policyId: { $in: [...policies.keys()] } });
  const instants = open
    .map((booking) => {
      const policy = booking.policyId && policies.get(booking.policyId);
      const attendance = booking.attendance();
      // Who waits for approval has a seat from now on at the earliest.
      const since = attendance.since ?? ctx.now();
      return policy && noShowAt(policy.rules, { ...attendance, since })?.getTime();
    })
    .filter((instant) => typeof instant === 'number' && instant > ctx.now().getTime());
  if (instants.length === 0) return;
  const at = new Date(Math.min(...instants.map(Number)));
  await enqueue(LookForAbsent, { sessionId: session.id }, { at, key: session.id });
}

/**
 * Marks who did not come to a session by now; where some bookings are missed later, or the session was moved, somebody
 * looks again then.
 */
export async function lookForAbsent(ctx: Context, sessionId: SessionId): Promise<void> {
  await markNoShows(ctx, { sessionId });
  await ctx.transaction(async (transaction) => {
    const session = await transaction.em.findOne(Session, { id: sessionId });
    if (session) await planNextLook(ctx, transaction, session);
  });
}
