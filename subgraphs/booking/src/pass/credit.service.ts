import type { MemberId } from '@freehold/kernel/caller/caller';
import { askPrepared, askTogether, rowsOf } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { type Id, idOf, newId, uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OfferingId } from '../offering/offering.entity.ts';
import { type CreditDeed, CreditEntry } from './credit-entry.entity.ts';
import { Pass, type PassId } from './pass.entity.ts';
import { NoCredit } from './pass.errors.ts';
import { PassUse } from './pass-use.entity.ts';

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
  /** Whether as many as there are will do, which may be none. */
  readonly isOverridden: boolean;
}

/** What a booking took of passes. */
export interface Spent {
  readonly id: Id<'bkg'>;
  readonly creditsTaken: number;
}

/** A booking that has ended, and whether its credits return. */
export interface Settlement {
  readonly booking: Spent;
  readonly isBack: boolean;
}

interface UseRow {
  readonly booking: string;
  readonly pass: string;
  readonly credits: number;
}

const GOOD = `
  tenant_id = $1 and customer_id = $2 and valid_from <= $3 and valid_until > $3 and revoked_at is null
    and (offering_ids = '{}' or $4 = any (offering_ids))`;

/**
 * Staff may be changing a pass: whoever takes waits for that first. A statement that waits and then writes would hold
 * what it writes against what the pass was before, so what is taken is a statement of its own.
 */
const HOLD = `select id from pass where ${GOOD} order by valid_until, id for update`;

const TAKE = `
  with good as (
    select id, valid_until, credits_left from pass where ${GOOD} and credits_left > 0),
  run as (
    select id, credits_left,
           sum(credits_left) over (order by valid_until, id rows unbounded preceding) - credits_left as before
      from good),
  share as (
    select id, least(credits_left, $6 - before)::int as credits from run
     where before < $6 and (select coalesce(sum(credits_left), 0) from good) >= $7),
  taken as (
    update pass set credits_left = pass.credits_left - share.credits from share
     where pass.tenant_id = $1 and pass.id = share.id
    returning pass.id, share.credits)
  insert into pass_use (tenant_id, booking_id, pass_id, credits) select $1, $5, id, credits from taken
  returning booking_id as booking, pass_id as pass, credits`;

const MOVE = `
  insert into pass_use (tenant_id, booking_id, pass_id, credits)
  select tenant_id, $3, pass_id, credits from pass_use where tenant_id = $1 and booking_id = $2
  returning booking_id as booking, pass_id as pass, credits`;

const SETTLE = `
  with used as (
    select booking_id, pass_id, credits from pass_use where tenant_id = $1 and booking_id = any ($2::uuid[])),
  back as (
    select pass_id, sum(credits)::int as credits from used where booking_id = any ($3::uuid[]) group by pass_id),
  given as (
    update pass set credits_left = credits_left + back.credits from back
     where pass.tenant_id = $1 and pass.id = back.pass_id)
  select booking_id as booking, pass_id as pass, credits from used`;

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
 * @throws {NoCredit} when all passes together have not as many.
 */
export async function refuseWithoutCredit(
  em: EntityManager,
  wish: PassQuestion & Pick<CreditWish, 'needed'>,
): Promise<void> {
  if (wish.needed === 0) return;
  const left = await creditsLeft(em, wish);
  if (left < wish.needed) throw new NoCredit(wish.needed, left);
}

async function creditsLeft(em: EntityManager, question: PassQuestion): Promise<number> {
  const passes = await validPasses(em, question);
  return passes.reduce((sum, pass) => sum + pass.creditsLeft, 0);
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
 * Takes credits for a booking of the passes that end first, of each as far as it goes; one statement decides, on
 * passes that are held.
 * @returns how many.
 * @throws {NoCredit} when all together have not as many, unless the rules are set aside.
 */
export async function takeCredits(ctx: Context, transaction: Transaction, wish: CreditWish): Promise<number> {
  const { em } = transaction;
  const { customerId, offeringId, now, needed, bookingId, isOverridden } = wish;
  await lockMembers(ctx, em);
  const whose = [tenantUuidOf(em), uuidOf(customerId), now, offeringId];
  const values = [...whose, uuidOf(bookingId), needed, isOverridden ? 0 : needed];
  const [, uses] = await askTogether(em, [rowsOf(HOLD, whose), rowsOf<UseRow>(TAKE, values)]);
  if (uses.length === 0 && !isOverridden) throw new NoCredit(needed, await creditsLeft(em, wish));
  for (const use of uses) enterUse(ctx, transaction, use, 'TAKEN');
  return uses.reduce((sum, { credits }) => sum + credits, 0);
}

/** Keeps with a booking what the one whose place it takes had taken, and writes that down. */
export async function moveCredits(
  ctx: Context,
  transaction: Transaction,
  { from, to }: { readonly from: Spent; readonly to: Spent },
): Promise<void> {
  if (from.creditsTaken === 0) return;
  const { em } = transaction;
  const values = [tenantUuidOf(em), uuidOf(from.id), uuidOf(to.id)];
  for (const use of await askPrepared<UseRow>(em, MOVE, values)) enterUse(ctx, transaction, use, 'MOVED');
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
  const spent = settlements.filter(({ booking }) => booking.creditsTaken > 0);
  if (spent.length === 0) return;
  const { em } = transaction;
  await lockMembers(ctx, em);
  const all = spent.map(({ booking }) => uuidOf(booking.id));
  const back = spent.filter(({ isBack }) => isBack).map(({ booking }) => uuidOf(booking.id));
  const uses = await askPrepared<UseRow>(em, SETTLE, [tenantUuidOf(em), all, back]);
  for (const use of uses) enterUse(ctx, transaction, use, back.includes(use.booking) ? 'GIVEN_BACK' : 'LOST');
}

/** By how much what happens to the credits of a booking changes its pass. */
const SIGNS = { TAKEN: -1, MOVED: 0, GIVEN_BACK: 1, LOST: 0 } as const;

function enterUse(ctx: Context, transaction: Transaction, use: UseRow, deed: keyof typeof SIGNS): void {
  const amount = SIGNS[deed] * use.credits;
  const [passId, bookingId] = [idOf('pss', use.pass), idOf('bkg', use.booking)];
  enter(ctx, transaction, { passId, deed, amount, bookingId });
}

/** What each booking took of passes, the one that ends first before the others. */
export const passUsesOf: BatchLoad<Id<'bkg'>, readonly PassUse[]> = async (ctx, bookingIds) => {
  const orderBy = [{ pass: { validUntil: 'asc' as const } }, { pass: { id: 'asc' as const } }];
  const where = { bookingId: { $in: [...bookingIds] } };
  const found = await ctx.read((em) => em.find(PassUse, where, { orderBy }));
  const byBooking = Map.groupBy(found, ({ bookingId }) => bookingId);
  return bookingIds.map((id) => byBooking.get(id) ?? []);
};

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
