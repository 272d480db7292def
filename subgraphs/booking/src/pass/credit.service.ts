import type { MemberId } from '@freehold/kernel/caller/caller';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { type Id, idOf, newId, uuidOf } from '@freehold/kernel/values/id';
import { raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OfferingId } from '../offering/offering.entity.ts';
import { type CreditDeed, CreditEntry } from './credit-entry.entity.ts';
import { Pass, type PassId } from './pass.entity.ts';
import { NoCredit } from './pass.errors.ts';

/** Of which passes credits may be taken: a customer's that are good for an offering now. */
export interface PassQuestion {
  readonly customerId: MemberId;
  readonly offeringId: OfferingId;
  readonly now: Date;
}

/** Credits that are needed for a booking. */
export interface CreditWish extends PassQuestion {
  readonly bookingId: Id<'bkg'>;
  readonly needed: number;
}

/** What a booking took of a pass. */
export interface Spent {
  readonly id: Id<'bkg'>;
  readonly passId: PassId | null;
  readonly creditsTaken: number;
}

/** A booking that has ended, and whether its credits return. */
export interface Settlement {
  readonly booking: Spent;
  readonly isBack: boolean;
}

// The row is looked at again when whoever holds it is done, and the next one is tried when it has too few by then.
const TAKE = `
  update pass set credits_left = credits_left - ?
   where tenant_id = ? and credits_left >= ? and id = (
     select id from pass
      where tenant_id = ? and customer_id = ? and valid_from <= ? and valid_until > ? and revoked_at is null
        and credits_left >= ? and (offering_ids = '{}' or ? = any (offering_ids))
      order by valid_until, id limit 1 for update)
  returning id`;

/** The passes of a customer that are good for an offering now, in the order in which they are used. */
export function validPasses(em: EntityManager, question: PassQuestion): Promise<Pass[]> {
  const { customerId, offeringId, now } = question;
  return em.find(
    Pass,
    {
      customerId,
      validFrom: { $lte: now },
      validUntil: { $gt: now },
      revokedAt: null,
      $or: [{ offeringIds: { $eq: [] } }, { offeringIds: { $contains: [offeringId] } }],
    },
    { orderBy: [{ validUntil: 'asc' }, { id: 'asc' }], refresh: true },
  );
}

/**
 * Judges what {@link takeCredits} judges as it looks now, and takes nothing: for who is only offered seats.
 * @throws {NoCredit} when no pass has as many.
 */
export async function refuseWithoutCredit(
  em: EntityManager,
  wish: Omit<CreditWish, 'bookingId'>,
): Promise<void> {
  if (wish.needed === 0) return;
  const left = (await validPasses(em, wish)).map(({ creditsLeft }) => creditsLeft);
  if (Math.max(0, ...left) < wish.needed) throw new NoCredit(wish.needed, Math.max(0, ...left));
}

/**
 * Those who book under limits or for credits wait for each other here, all of a tenant: one transaction may book for
 * several members who waited. Sessions are held first, then what the plan counts, then this: everywhere in the same
 * order. Passes come last.
 */
export async function lockMembers(ctx: Context, em: EntityManager): Promise<void> {
  const lock = `booking.limits:${ctx.tenant().id}`;
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [lock]);
}

/**
 * Takes credits for a booking of the pass that ends first of those that have as many; one statement decides.
 * @returns the pass.
 * @throws {NoCredit} when none has.
 */
export async function takeCredits(ctx: Context, transaction: Transaction, wish: CreditWish): Promise<PassId> {
  const { em } = transaction;
  const { customerId, offeringId, now, needed, bookingId } = wish;
  await lockMembers(ctx, em);
  const tenant = uuidOf(ctx.tenant().id);
  const values = [needed, tenant, needed, tenant, uuidOf(customerId), now, now, needed, offeringId];
  const [taken] = await em.execute<{ id: string }[]>(TAKE, values);
  if (!taken) {
    const left = (await validPasses(em, wish)).map(({ creditsLeft }) => creditsLeft);
    throw new NoCredit(needed, Math.max(0, ...left));
  }
  const passId = idOf('pss', taken.id);
  enter(ctx, transaction, { passId, deed: 'TAKEN', amount: -needed, bookingId });
  return passId;
}

/** Writes down that another booking took the place of the one that credits were taken for. */
export function moveCredits(
  ctx: Context,
  transaction: Transaction,
  { id, passId, creditsTaken }: Spent,
): void {
  if (passId && creditsTaken > 0)
    enter(ctx, transaction, { passId, deed: 'MOVED', amount: 0, bookingId: id });
}

/**
 * Gives the credits of bookings that have ended back to the passes of which they were taken, also to those that have
 * ended or were revoked since, or writes down that they are lost. Nothing that others lock before passes may be locked
 * afterwards: it is the last that a transaction does.
 */
export async function settleCredits(
  ctx: Context,
  transaction: Transaction,
  settlements: readonly Settlement[],
): Promise<void> {
  const spent = settlements.filter(({ booking }) => booking.passId && booking.creditsTaken > 0);
  if (spent.length === 0) return;
  await lockMembers(ctx, transaction.em);
  for (const { booking, isBack } of spent) await settle(ctx, transaction, booking, isBack);
}

async function settle(
  ctx: Context,
  transaction: Transaction,
  { id: bookingId, passId, creditsTaken }: Spent,
  isBack: boolean,
): Promise<void> {
  if (!passId) return;
  if (!isBack) return enter(ctx, transaction, { passId, deed: 'LOST', amount: 0, bookingId });
  const creditsLeft = raw<number>('credits_left + ?', [creditsTaken]);
  await transaction.em.nativeUpdate(Pass, { id: passId }, { creditsLeft });
  enter(ctx, transaction, { passId, deed: 'GIVEN_BACK', amount: creditsTaken, bookingId });
}

/** A line of a pass's account. */
export interface NewEntry {
  readonly passId: PassId;
  readonly deed: CreditDeed;
  readonly amount: number;
  readonly bookingId?: Id<'bkg'>;
  readonly reason?: string;
}

/** Adds a line to a pass's account, whose credits the caller has changed by as much. */
export function enter(ctx: Context, { em }: Transaction, { passId, ...entry }: NewEntry): void {
  const { id: tenantId } = ctx.tenant();
  const pass = em.getReference(Pass, [tenantId, passId], { wrapped: true });
  const by = ctx.caller.member?.id ?? null;
  const facts = { tenantId, id: newId('cre'), pass, by, at: ctx.now() };
  em.persist(em.create(CreditEntry, { bookingId: null, reason: null, ...entry, ...facts }));
}
