import type { MemberId } from '@freehold/kernel/caller/caller';
import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import { refuseTwice } from '../booking/add-booking.service.ts';
import { groundsOf } from '../booking/standing.service.ts';
import { customerFor } from '../customer/customer.service.ts';
import { WaitlistJoined, WaitlistLeft } from '../events.ts';
import { planSweep, sweepExpired } from '../hold/held-seats.service.ts';
import { markNoShows } from '../no-show/no-show.service.ts';
import { validPasses } from '../pass/credit.service.ts';
import type { Session, SessionId } from '../session/session.entity.ts';
import { BeginSession } from '../session/session.jobs.ts';
import { holdSession } from '../session/session.service.ts';
import { refuseWhenClosed } from '../waitlist/line.policy.ts';
import { LIVE, WaitlistEntry, type WaitlistEntryId } from '../waitlist/waitlist.entity.ts';
import { AlreadyWaiting, SeatsFree } from '../waitlist/waitlist.errors.ts';
import { waitlistEntryById } from '../waitlist/waitlist.service.ts';
import { factsOfEntry, note, tellChange } from '../waitlist/waitlist-log.service.ts';
import { freeOffered } from './end-offer.service.ts';
import { holdEntry } from './held-entry.service.ts';
import { giveSeats } from './promotion.service.ts';

/** Seats that somebody wants to wait for. */
export interface WaitRequest {
  readonly sessionId: SessionId;
  readonly partySize: number;
  /** Whom staff puts in the line; the member who asks unless given. */
  readonly customerId?: MemberId | null | undefined;
}

interface Waiter extends WaitRequest {
  readonly customerId: MemberId;
}

/**
 * Puts the member who asks, or a customer of staff, at the end of the line for seats of a session that has not as many.
 * @throws {Forbidden} when somebody else than staff names another.
 * @throws {NotFound} when the tenant has no such customer, no such session, or one that nobody can join.
 * @throws {SessionCanceled|SessionStarted} when there will be no seats.
 * @throws {OfferingArchived} when nobody may book it any more.
 * @throws {WaitlistClosed} when it is too near to the start.
 * @throws {Invalid} for more seats than the session has in all.
 * @throws {AlreadyBooked|AlreadyWaiting} when the member has a booking of it, or waits.
 * @throws {SeatsFree} when there are as many.
 */
export async function joinWaitlist(ctx: Context, input: WaitRequest, key: string): Promise<WaitlistEntry> {
  const { sessionId } = input;
  const waiter = { ...input, customerId: await customerFor(ctx, input.customerId) };
  await markNoShows(ctx, { sessionId });
  await sweepExpired(ctx, sessionId);
  const id = await mutateOnce(ctx, { operation: 'joinWaitlist', key, input }, async (transaction) => {
    const session = await holdSession(transaction.em, sessionId);
    await refuseWaiting(ctx, transaction, session, waiter);
    const entry = await addEntry(ctx, transaction, session, waiter);
    return entry.id;
  });
  return ctx.load(waitlistEntryById, id);
}

async function refuseWaiting(
  ctx: Context,
  transaction: Transaction,
  session: Session,
  { partySize, customerId }: Waiter,
): Promise<void> {
  const { em } = transaction;
  const now = ctx.now();
  if (session.isOnDemand) throw new NotFound('session');
  session.refuseWhenCanceled();
  session.refuseWhenStarted(now);
  const { policy, offering, standing } = await groundsOf(em, session, customerId, now);
  const { rules } = policy;
  offering.refuseWhenArchived();
  refuseWhenClosed(rules, { startsAt: session.startsAt, now });
  if (partySize > session.capacity)
    throw new Invalid(`The session has ${session.capacity} seats in all, not ${partySize}.`);
  refuseTwice(standing);
  const where = { session: { id: session.id }, customerId, status: { $in: [...LIVE] } };
  if (await em.findOne(WaitlistEntry, where)) throw new AlreadyWaiting();
  if (session.seatsLeft >= partySize) throw new SeatsFree(session.seatsLeft);
}

async function addEntry(
  ctx: Context,
  transaction: Transaction,
  session: Session,
  { partySize, customerId }: Waiter,
): Promise<WaitlistEntry> {
  const { em, publish } = transaction;
  const entry = em.create(WaitlistEntry, {
    tenantId: session.tenantId,
    id: newId('wle'),
    session: ref(session),
    customerId,
    partySize,
    priority: await priorityOf(ctx, transaction, session, customerId),
    status: 'WAITING',
    joinedAt: ctx.now(),
    offerExpiresAt: null,
    holdId: null,
    bookingId: null,
  });
  await em.persist(entry).flush();
  note(ctx, transaction, entry, { kind: 'JOINED', priority: entry.priority });
  const { id: sessionId, startsAt } = session;
  await transaction.enqueue(BeginSession, { sessionId }, { at: startsAt, key: sessionId });
  await planSweep(ctx, transaction, sessionId);
  publish(WaitlistJoined, factsOfEntry(entry));
  tellChange(transaction, entry);
  return entry;
}

/** The highest priority that a pass of the customer gives now; 0 without one. */
async function priorityOf(
  ctx: Context,
  { em }: Transaction,
  { offering }: Session,
  customerId: MemberId,
): Promise<number> {
  const passes = await validPasses(em, { customerId, offeringId: offering.id, now: ctx.now() });
  return Math.max(0, ...passes.map(({ waitlistPriority }) => waitlistPriority));
}

/**
 * Takes a member out of the line; seats that are offered are the next one's.
 * @throws {NotFound} when there is none, or it is another member's and the caller may not manage waitlists.
 * @throws {NotWaiting} when it has ended.
 */
export async function leaveWaitlist(
  ctx: Context,
  entryId: WaitlistEntryId,
  key: string,
): Promise<WaitlistEntry> {
  const input = { entryId };
  const id = await mutateOnce(ctx, { operation: 'leaveWaitlist', key, input }, async (transaction) => {
    await leaveLine(ctx, transaction, await holdEntry(ctx, transaction.em, entryId));
    return entryId;
  });
  return ctx.load(waitlistEntryById, id);
}

/** Takes an entry out of the line that the transaction holds with its session. @throws {NotWaiting} when it has ended. */
async function leaveLine(ctx: Context, transaction: Transaction, entry: WaitlistEntry): Promise<void> {
  entry.refuseWhenEnded();
  await freeOffered(transaction, entry);
  entry.end('LEFT');
  note(ctx, transaction, entry, { kind: 'LEFT' });
  transaction.publish(WaitlistLeft, factsOfEntry(entry));
  tellChange(transaction, entry);
  await giveSeats(ctx, transaction, { sessionId: entry.session.id });
}

/** Takes somebody out of the line of a session that they have booked another way. The caller holds the session. */
export async function leaveWhenBooked(
  ctx: Context,
  transaction: Transaction,
  { sessionId, customerId }: { readonly sessionId: SessionId; readonly customerId: MemberId },
): Promise<void> {
  const where = { session: { id: sessionId }, customerId, status: { $in: [...LIVE] } };
  const entry = await transaction.em.findOne(WaitlistEntry, where);
  if (entry) await leaveLine(ctx, transaction, entry);
}

/** Somebody who waits, and how urgently. */
export interface Prioritization {
  readonly entryId: WaitlistEntryId;
  readonly priority: number;
}

/**
 * Says who comes first: those with more of it. Seats that were free are given by the new order.
 * @throws {NotFound} when the tenant has no such entry.
 * @throws {NotWaiting} when it has ended.
 */
export async function setWaitlistPriority(
  ctx: Context,
  input: Prioritization,
  key: string,
): Promise<WaitlistEntry> {
  const call = { operation: 'setWaitlistPriority', key, input };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const { entryId, priority } = input;
    const entry = await holdEntry(ctx, transaction.em, entryId);
    entry.refuseWhenEnded();
    entry.priority = priority;
    note(ctx, transaction, entry, { kind: 'PRIORITIZED', priority });
    tellChange(transaction, entry);
    await giveSeats(ctx, transaction, { sessionId: entry.session.id });
    return entryId;
  });
  return ctx.load(waitlistEntryById, id);
}
