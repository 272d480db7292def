import type { MemberId } from '@freehold/kernel/caller/caller';
import {
  askTogether,
  type EntityStatement,
  findPrepared,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { insertPrepared } from '@freehold/kernel/database/prepared/write-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { inSavepoint } from '@freehold/kernel/subgraph/in-savepoint';
import { uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  type Grounds,
  STANDINGS_MAX,
  type Standing,
  standingIn,
  standingsOf,
} from '../booking/standing.service.ts';
import { offeringWith } from '../offering/offering.service.ts';
import { newestPolicy } from '../policy/policy.service.ts';
import { Session, type SessionId } from '../session/session.entity.ts';
import { heldSession, holdSession } from '../session/session.service.ts';
import { lineOf, standstillOf } from '../waitlist/line.policy.ts';
import { PARTY_DOES_NOT_FIT } from '../waitlist/replay.policy.ts';
import { LIVE, WaitlistEntry } from '../waitlist/waitlist.entity.ts';
import type { WaitlistRecord } from '../waitlist/waitlist-log.entity.ts';
import { note, recordOf, recordOfAll, tellChange } from '../waitlist/waitlist-log.service.ts';
import { endOffer, expireOffers } from './end-offer.service.ts';
import { type Given, giveBooking, giveOffer, type Turn, tellGiven } from './give.service.ts';

/** So many of a line are looked at together: few seats are free at a time, and a line may be long. */
const PAGE_SIZE = STANDINGS_MAX;
const FIRST: EntityStatement = (columns) => `
  select ${columns} from waitlist_entry entry
   where tenant_id = $1 and session_id = $2
     and (status = 'WAITING'
          or status = 'OFFERED' and (
            offer_expires_at <= $3
            or exists (select from session
                        where session.tenant_id = $1 and session.id = $2 and session.canceled_at is not null)))
   order by status, priority desc, position, id limit ${PAGE_SIZE}`;
const IN_LINE = [{ priority: 'desc' as const }, { position: 'asc' as const }, { id: 'asc' as const }];

/** A session that the transaction holds, and what those who wait for it are judged by. */
interface Held extends Omit<Grounds, 'standing'> {
  readonly session: Session;
  readonly standings: ReadonlyMap<MemberId, Standing>;
}

/**
 * Gives the free seats of a session to those who wait for them, in the transaction that freed them: offers that have
 * expired end first, then each one in the line gets seats or is skipped with a reason. Of a session that was called
 * off nobody waits any more. The caller holds the session.
 */
export async function giveSeats(
  ctx: Context,
  transaction: Transaction,
  { sessionId }: { readonly sessionId: SessionId },
): Promise<void> {
  const { em } = transaction;
  await em.flush();
  const first = await firstOf(em, sessionId, ctx.now());
  if (first.length === 0) return;
  await expireOffers(ctx, transaction, await expiredOf(em, sessionId, first));
  const line = await lineFrom(em, sessionId, first);
  const held = await lookAt(ctx, em, sessionId, line);
  if (held.session.canceledAt) return close(ctx, transaction, sessionId);
  if (held.session.seatsLeft > 0 && line.length > 0) await giveTo(ctx, transaction, held, line);
}

/** The session as it stands by now, and what the first of the line are judged by, in one round trip. */
async function lookAt(
  ctx: Context,
  em: EntityManager,
  sessionId: SessionId,
  line: readonly WaitlistEntry[],
): Promise<Held> {
  const known = em.getReference(Session, [ctx.tenant().id, sessionId], { wrapped: true });
  const { id: offeringId } = (known.isInitialized() ? known.getEntity() : await holdSession(em, sessionId))
    .offering;
  const [session, policy, offering, standings] = await askTogether(em, [
    heldSession(em, sessionId),
    newestPolicy(em, offeringId),
    offeringWith(em, offeringId),
    standingsOf(em, { sessionId, customerIds: line.map(({ customerId }) => customerId), now: ctx.now() }),
  ]);
  return { session, policy, offering, standings };
}

/**
 * What may move the line of a session: offers that have expired, before those who wait, in their order; of a session
 * that was called off, all offers. Of a long line it is the beginning.
 */
function firstOf(em: EntityManager, id: SessionId, now: Date): Promise<WaitlistEntry[]> {
  return findPrepared(em, WaitlistEntry, { statement: FIRST, values: [tenantUuidOf(em), uuidOf(id), now] });
}

/** The offers that may have expired: those that were found, or all when there are as many as that and more. */
function expiredOf(
  em: EntityManager,
  id: SessionId,
  first: readonly WaitlistEntry[],
): Promise<readonly WaitlistEntry[]> | readonly WaitlistEntry[] {
  const offered = first.filter(({ status }) => status === 'OFFERED');
  if (offered.length < PAGE_SIZE) return offered;
  return em.find(WaitlistEntry, { session: { id }, status: 'OFFERED' }, { refresh: true });
}

/** Those who wait, from the first, when something else was found before them; else the same. */
async function lineFrom(
  em: EntityManager,
  sessionId: SessionId,
  first: readonly WaitlistEntry[],
): Promise<readonly WaitlistEntry[]> {
  const waiting = first.filter(({ status }) => status === 'WAITING');
  const isFull = first.length === PAGE_SIZE && waiting.length < PAGE_SIZE;
  return isFull ? nextInLine(em, sessionId, null) : lineOf(waiting);
}

/** The next of those who wait, after one of them, or from the first. */
function nextInLine(
  em: EntityManager,
  id: SessionId,
  last: WaitlistEntry | null,
): Promise<readonly WaitlistEntry[]> {
  const behind = last && {
    $or: [
      { priority: { $lt: last.priority } },
      { priority: last.priority, position: { $gt: last.position ?? '0' } },
    ],
  };
  const where = { session: { id }, status: 'WAITING' as const, ...behind };
  return em.find(WaitlistEntry, where, { orderBy: [...IN_LINE], limit: PAGE_SIZE, refresh: true });
}

async function close(ctx: Context, transaction: Transaction, sessionId: SessionId): Promise<void> {
  const { em } = transaction;
  await em.flush();
  const where = { session: { id: sessionId }, status: { $in: [...LIVE] } };
  closeEach(ctx, transaction, await em.find(WaitlistEntry, where, { refresh: true }));
}

function closeEach(ctx: Context, transaction: Transaction, entries: readonly WaitlistEntry[]): void {
  for (const entry of lineOf(entries)) {
    entry.end('CLOSED');
    note(ctx, transaction, entry, { kind: 'CLOSED' });
    tellChange(transaction, entry);
  }
}

/**
 * Lets no party wait any more that is larger than a session is now in all, since it would wait in vain, and others behind it;
 * whether there was one. The caller holds the session.
 */
export async function closeTooLarge(
  ctx: Context,
  transaction: Transaction,
  { id, capacity }: Session,
): Promise<boolean> {
  const where = { session: { id }, status: 'WAITING' as const, partySize: { $gt: capacity } };
  const entries = await transaction.em.find(WaitlistEntry, where);
  closeEach(ctx, transaction, entries);
  return entries.length > 0;
}

/** Lets nobody wait any more for seats of a session that begins; what was offered is over. The caller holds it. */
export async function closeLine(ctx: Context, transaction: Transaction, sessionId: SessionId): Promise<void> {
  const { em } = transaction;
  const offered = await em.find(WaitlistEntry, { session: { id: sessionId }, status: 'OFFERED' });
  for (const entry of lineOf(offered)) await endOffer(ctx, transaction, entry, 'EXPIRED');
  await close(ctx, transaction, sessionId);
}

async function giveTo(
  ctx: Context,
  transaction: Transaction,
  held: Held,
  first: readonly WaitlistEntry[],
): Promise<void> {
  const { em } = transaction;
  const { session, policy } = held;
  const { mode, partyThatDoesNotFit: unfitParty } = policy.rules.waitlist;
  const reason = standstillOf(policy.rules, { startsAt: session.startsAt, now: ctx.now() });
  const line: Line = { free: session.seatsLeft, turns: [], isHeld: false };
  const told = { kind: 'SEATS_FREED' as const, seats: line.free, mode, unfitParty, reason };
  const freed = recordOfAll(ctx, transaction, session, told);
  if (reason) return insertPrepared(em, [freed]);
  await takeAllTurns(ctx, transaction, { held, line }, first);
  await insertPrepared(em, [freed, ...line.turns.map((turn) => recordOfTurn(ctx, transaction, turn))]);
  for (const { entry, outcome } of line.turns)
    if (typeof outcome !== 'string') await tellGiven(transaction, entry, outcome);
}

/** A turn that is over. */
interface TurnTaken {
  readonly entry: WaitlistEntry;
  /** The place in the line, from 1. */
  readonly place: number;
  /** Or why somebody has no seats now. */
  readonly outcome: Given | string;
}

/** How far the line has come. */
interface Line {
  /** Seats that are still free. */
  free: number;
  /** They are noted together, since what is written in between is written one by one. */
  readonly turns: TurnTaken[];
  /** Whether everybody waits until the party whose turn it is fits. */
  isHeld: boolean;
}

/** The turns of those who were looked at, and of who stands behind them as long as seats are free. */
async function takeAllTurns(
  ctx: Context,
  transaction: Transaction,
  { held, line }: { readonly held: Held; readonly line: Line },
  entries: readonly WaitlistEntry[],
): Promise<void> {
  await takeTurns(ctx, transaction, { held, line }, entries);
  if (line.free === 0 || line.isHeld || entries.length < PAGE_SIZE) return;
  const { em } = transaction;
  const { id } = held.session;
  const next = await nextInLine(em, id, entries.at(-1) ?? null);
  if (next.length === 0) return;
  await takeAllTurns(ctx, transaction, { held: await lookAt(ctx, em, id, next), line }, next);
}

async function takeTurns(
  ctx: Context,
  transaction: Transaction,
  { held, line }: { readonly held: Held; readonly line: Line },
  entries: readonly WaitlistEntry[],
): Promise<void> {
  const { policy, offering, standings } = held;
  const isHolding = policy.rules.waitlist.partyThatDoesNotFit === 'HOLD_LINE';
  for (const entry of entries) {
    if (line.free === 0 || line.isHeld) return;
    const fits = entry.partySize <= line.free;
    const grounds = { policy, offering, standing: standingIn(standings, entry.customerId) };
    const outcome = fits ? await attempt(ctx, transaction, { entry, grounds }) : PARTY_DOES_NOT_FIT;
    if (typeof outcome !== 'string') line.free -= entry.partySize;
    line.turns.push({ entry, place: line.turns.length + 1, outcome });
    line.isHeld = isHolding && outcome === PARTY_DOES_NOT_FIT;
  }
}

function recordOfTurn(ctx: Context, transaction: Transaction, turn: TurnTaken): WaitlistRecord {
  const { entry, place, outcome } = turn;
  if (typeof outcome === 'string')
    return recordOf(ctx, transaction, entry, { kind: 'SKIPPED', place, reason: outcome });
  return recordOf(ctx, transaction, entry, { kind: 'bookingId' in outcome ? 'PROMOTED' : 'OFFERED', place });
}

/** What somebody got, or the code with which it was refused; then nothing is left of it. */
async function attempt(ctx: Context, transaction: Transaction, turn: Turn): Promise<Given | string> {
  const give = turn.grounds.policy.rules.waitlist.mode === 'AUTO' ? giveBooking : giveOffer;
  try {
    return await inSavepoint(ctx, transaction, (inner) => give(ctx, inner, turn));
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
