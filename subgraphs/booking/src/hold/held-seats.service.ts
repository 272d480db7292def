import type { MemberId } from '@freehold/kernel/caller/caller';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { uuidOf } from '@freehold/kernel/values/id';
import { raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Session, type SessionId } from '../session/session.entity.ts';
import { SlotTaken } from '../session/session.errors.ts';
import { SeatsFreed } from '../session/session.events.ts';
import { holdSession, takeSeats } from '../session/session.service.ts';
import { HOLD_MS, Hold, type HoldId } from './hold.entity.ts';
import { HoldExpired } from './hold.errors.ts';
import { SweepSeats } from './hold.jobs.ts';

/** Whose hold is to be used, and when. */
export interface HoldUse {
  readonly holdId: HoldId;
  readonly customerId: MemberId;
  readonly now: Date;
}

// One statement sees one moment: what is not free in it, even without expired holds, is not free.
const LEFT = `
  select capacity - seats_taken as left,
         (select coalesce(sum(seats), 0)::int from hold where session_id = session.id and expires_at <= ?) as expired
    from session where id = ?`;

/**
 * Takes seats of a session; when they are not free, those of holds that have expired are swept, and it tries again
 * with what is left by those who wait.
 * @throws {NotFound} when the tenant has no such session.
 * @throws {SessionCanceled} when it was called off.
 * @throws {SlotTaken} when not as many seats are free.
 */
export async function takeFreeSeats(
  ctx: Context,
  transaction: Transaction,
  id: SessionId,
  seats: number,
): Promise<Session> {
  const { em } = transaction;
  try {
    return await takeSeats(em, id, seats);
  } catch (error) {
    if (!(error instanceof SlotTaken)) throw error;
    const [free] = await em.execute<{ left: number; expired: number }[]>(LEFT, [ctx.now(), uuidOf(id)]);
    if (!free || free.left + free.expired < seats) throw error;
    await sweepSeats(ctx, transaction, id);
    return takeSeats(em, id, seats);
  }
}

function findExpired(em: EntityManager, id: SessionId, now: Date): Promise<Hold[]> {
  return em.find(Hold, { session: { id }, expiresAt: { $lte: now } });
}

/**
 * Makes the seats of a session's holds that have expired free again in a transaction of its own, so that a refusal of
 * what comes next does not undo it; how many there were. It is called whenever the answer matters, and by the clock when somebody may wait.
 */
export async function sweepExpired(ctx: Context, id: SessionId): Promise<number> {
  const expired = await ctx.read((em) => findExpired(em, id, ctx.now()));
  if (expired.length === 0) return 0;
  return ctx.transaction((transaction) => sweepSeats(ctx, transaction, id));
}

/**
 * Has the seats of a session's holds made free when they expire, because somebody waits or may wait for them. Offers
 * have that planned by who made them.
 */
export async function planSweep(ctx: Context, transaction: Transaction, id: SessionId): Promise<void> {
  const now = ctx.now();
  const within = { $gt: now, $lte: new Date(now.getTime() + HOLD_MS) };
  const last = { orderBy: { expiresAt: 'desc' } } as const;
  const hold = await transaction.em.findOne(Hold, { session: { id }, expiresAt: within }, last);
  if (hold) await transaction.enqueue(SweepSeats, { sessionId: id }, { at: hold.expiresAt, key: id });
}

/** Makes the seats of a session's holds that have expired free again; how many there were. */
async function sweepSeats(ctx: Context, transaction: Transaction, id: SessionId): Promise<number> {
  const { em } = transaction;
  await holdSession(em, id);
  const expired = await findExpired(em, id, ctx.now());
  const seats = expired.reduce((sum, hold) => sum + hold.seats, 0);
  if (seats === 0) return 0;
  await em.nativeDelete(Hold, { id: { $in: expired.map((hold) => hold.id) } });
  await em.nativeUpdate(Session, { id }, { seatsTaken: raw<number>('seats_taken - ?', [seats]) });
  await ctx.react(transaction, SeatsFreed, { sessionId: id });
  return seats;
}

/**
 * Makes a member's hold of seats the booking's: so many seats of its session are taken, and the hold is gone.
 * @throws {NotFound} when the member has no such hold.
 * @throws {Invalid} when it is a hold of another session.
 * @throws {HoldExpired} when it is too late.
 * @throws {SlotTaken} when more seats are asked for than it holds, and they are not free.
 */
export async function useHeldSeats(
  ctx: Context,
  transaction: Transaction,
  { sessionId, seats }: { readonly sessionId: SessionId; readonly seats: number },
  use: HoldUse,
): Promise<Session> {
  const { em } = transaction;
  const hold = await ownHold(em, use);
  if (hold.session?.id !== sessionId) throw new Invalid('The hold is of another session.');
  await holdSession(em, sessionId);
  await dropHold(em, hold, use.now);
  return takeFreeSeats(ctx, transaction, sessionId, seats - hold.seats);
}

/**
 * A hold of a member.
 * @throws {NotFound} when there is none, or it is somebody else's.
 */
export async function ownHold(
  em: EntityManager,
  { holdId, customerId }: Omit<HoldUse, 'now'>,
): Promise<Hold> {
  const hold = await em.findOne(Hold, { id: holdId, customerId });
  if (!hold) throw new NotFound('hold');
  return hold;
}

/**
 * What so many seats cost that are booked with a hold, by the price that it keeps; undefined without a hold.
 * @throws {NotFound} as {@link ownHold} does.
 */
export async function heldPrice(
  em: EntityManager,
  use: Omit<HoldUse, 'now'> | null,
  seats: number,
): Promise<bigint | undefined> {
  const seatPriceMinor = use && (await ownHold(em, use)).seatPriceMinor;
  return seatPriceMinor === null ? undefined : seatPriceMinor * BigInt(seats);
}

/** @throws {HoldExpired} when it is too late, or somebody was faster. */
export async function dropHold(em: EntityManager, hold: Hold, now: Date): Promise<void> {
  const dropped = await em.nativeDelete(Hold, { id: hold.id, expiresAt: { $gt: now } });
  if (dropped === 0) throw new HoldExpired(hold.expiresAt);
}

/** Ends all holds of a session that is called off. The caller holds the session, and its seats are the caller's to free. */
export async function dropHoldsOf(em: EntityManager, id: SessionId): Promise<void> {
  await em.nativeDelete(Hold, { session: { id } });
}

const expiredOf = prepareRows(Hold, [
  { property: 'session', is: 'in' },
  { property: 'expiresAt', is: '<=' },
]);

/** How many seats of each session are held by holds that have expired and are not swept yet. */
export const expiredSeatsOf: BatchLoad<SessionId, number> = async (ctx, ids) => {
  const expired = await ctx.rows(expiredOf, ids, ctx.now());
  return ids.map((id) =>
    expired.filter(({ session }) => session?.id === id).reduce((sum, { seats }) => sum + seats, 0),
  );
};
