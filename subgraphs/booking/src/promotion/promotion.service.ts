import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { inSavepoint } from '@freehold/kernel/subgraph/in-savepoint';
import type { PolicyVersion } from '../policy/policy.entity.ts';
import { policyFor } from '../policy/policy.service.ts';
import { Session, type SessionId } from '../session/session.entity.ts';
import { lineOf, standstillOf } from '../waitlist/line.policy.ts';
import { PARTY_DOES_NOT_FIT } from '../waitlist/replay.policy.ts';
import { LIVE, WaitlistEntry } from '../waitlist/waitlist.entity.ts';
import { note, noteOfAll, tellChange } from '../waitlist/waitlist-log.service.ts';
import { expireOffers } from './end-offer.service.ts';
import { giveBooking, giveOffer } from './give.service.ts';

/** A session that the transaction holds, and the rules that hold for it now. */
interface Held {
  readonly session: Session;
  readonly policy: PolicyVersion;
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
  const where = { session: { id: sessionId }, status: { $in: [...LIVE] } };
  const live = await em.find(WaitlistEntry, where, { refresh: true });
  if (live.length === 0) return;
  await expireOffers(ctx, transaction, live);
  const session = await em.findOneOrFail(Session, { id: sessionId }, { refresh: true });
  if (session.canceledAt) return close(ctx, transaction, live);
  const line = lineOf(live.filter(({ status }) => status === 'WAITING'));
  if (session.seatsLeft === 0 || line.length === 0) return;
  const policy = await policyFor(em, session.offering.id);
  await giveTo(ctx, transaction, { session, policy }, line);
}

function close(ctx: Context, transaction: Transaction, live: readonly WaitlistEntry[]): void {
  for (const entry of lineOf(live.filter(({ status }) => status === 'WAITING' || status === 'OFFERED'))) {
    entry.end('CLOSED');
    note(ctx, transaction, entry, { kind: 'CLOSED' });
    tellChange(transaction, entry);
  }
}

async function giveTo(
  ctx: Context,
  transaction: Transaction,
  held: Held,
  line: readonly WaitlistEntry[],
): Promise<void> {
  const { session, policy } = held;
  const { mode, partyThatDoesNotFit: unfitParty } = policy.rules.waitlist;
  const reason = standstillOf(policy.rules, { startsAt: session.startsAt, now: ctx.now() });
  let free = session.seatsLeft;
  noteOfAll(ctx, transaction, session, { kind: 'SEATS_FREED', seats: free, mode, unfitParty, reason });
  if (reason) return;
  for (const [index, entry] of line.entries()) {
    if (free === 0) return;
    const turn = { entry, place: index + 1, free };
    const refusal = await takeTurn(ctx, transaction, held, turn);
    if (refusal === null) free -= entry.partySize;
    if (refusal === PARTY_DOES_NOT_FIT && unfitParty === 'HOLD_LINE') return;
  }
}

/** Somebody whose turn it is while so many seats are free. */
interface OwnTurn {
  readonly entry: WaitlistEntry;
  readonly place: number;
  readonly free: number;
}

/** Why somebody does not have seats now; null when the party has. */
async function takeTurn(
  ctx: Context,
  transaction: Transaction,
  held: Held,
  turn: OwnTurn,
): Promise<string | null> {
  const { entry, place, free } = turn;
  const fits = entry.partySize <= free;
  const refusal = fits ? await attempt(ctx, transaction, held, turn) : PARTY_DOES_NOT_FIT;
  if (refusal) note(ctx, transaction, entry, { kind: 'SKIPPED', place, reason: refusal });
  return refusal;
}

/** Null when it has seats, else the code with which they were refused; then nothing is left of it. */
async function attempt(
  ctx: Context,
  transaction: Transaction,
  { session, policy }: Held,
  { entry, place }: OwnTurn,
): Promise<string | null> {
  const give = policy.rules.waitlist.mode === 'AUTO' ? giveBooking : giveOffer;
  const turn = { sessionId: session.id, entryId: entry.id, policy, place };
  try {
    await inSavepoint(ctx, transaction, (inner) => give(ctx, inner, turn));
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
