import type { MemberId } from '@freehold/kernel/caller/caller';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { freeClaim } from '../claim/claim.service.ts';
import { customerFor } from '../customer/customer.service.ts';
import { SessionChanged } from '../events.ts';
import type { OfferingId } from '../offering/offering.entity.ts';
import { findOpenOffering } from '../offering/offering.service.ts';
import type { SessionId } from '../session/session.entity.ts';
import { SeatsFreed } from '../session/session.events.ts';
import { holdSession, takeSeats } from '../session/session.service.ts';
import { claimInterval, refuseInterval } from './held-interval.service.ts';
import { dropHold, ownHold, takeFreeSeats } from './held-seats.service.ts';
import { HOLD_MS, Hold, type HoldId } from './hold.entity.ts';
import { HoldEnded, HoldExpired, TooManyHolds } from './hold.errors.ts';
import { SweepSeats } from './hold.jobs.ts';
import { holdPrice } from './hold-terms.service.ts';

const HOLDS_MAX = 5;

/** What is to be held: seats of a session, or a time of an offering. */
export type HoldRequest = {
  readonly seats: number;
  /** For whom staff holds it; the member who asks unless given. */
  readonly customerId?: MemberId | null | undefined;
} & ({ readonly sessionId: SessionId } | { readonly offeringId: OfferingId; readonly startsAt: Date });

interface Held {
  readonly customerId: MemberId;
  readonly seats: number;
}

/** A hold to be given up; one of the member who asks unless staff names a customer. */
export interface Release {
  readonly holdId: HoldId;
  readonly customerId?: MemberId | null | undefined;
}

/** What a key answers with: the hold, and until when it holds. Keys of before that was kept have the id alone. */
const keptSchema = z.tuple([idSchema('hld'), z.coerce.date().optional()]);

const byIds = prepareRows(Hold, [{ property: 'id', is: 'in' }]);

/** Holds by their ids; null for those that are gone. */
const holdIfThere: BatchLoad<HoldId, Hold | null> = async (ctx, ids) => {
  const there = new Map((await ctx.rows(byIds, ids)).map((hold) => [hold.id, hold]));
  return ids.map((id) => there.get(id) ?? null);
};

/**
 * Keeps seats of a session, or a time of an offering, for the member who asks or a customer of staff, for 5 minutes.
 * A repetition answers the same hold while it holds, and later says what became of it.
 * @throws {Forbidden} when somebody else than staff holds for another.
 * @throws {NotFound} when the tenant has no such session, offering or customer.
 * @throws {SlotTaken|TimeTaken} when it is not free.
 * @throws {SessionStarted|SessionCanceled|NotByInterval|Invalid} when it could not be booked, either.
 * @throws {OfferingArchived|TooEarlyToBook|BookingClosed|MemberBlocked} as {@link holdPrice} does.
 * @throws {TooManyHolds} when the member holds 5 already.
 * @throws {HoldExpired|HoldEnded} when the key made a hold before that is over.
 */
export async function createHold(ctx: Context, input: HoldRequest, key: string): Promise<Hold> {
  const customerId = await customerFor(ctx, input.customerId);
  const kept = await mutateOnce(ctx, { operation: 'createHold', key, input }, async (transaction) => {
    const { em } = transaction;
    const hold =
      'sessionId' in input
        ? await holdSeats(ctx, transaction, { ...input, customerId })
        : await holdInterval(ctx, transaction, { ...input, customerId });
    await refuseTooMany(ctx, em, hold);
    await em.persist(hold).flush();
    return `${hold.id} ${hold.expiresAt.toISOString()}`;
  });
  return stillHeld(ctx, kept);
}

/** The hold of a key. Nobody is told of one that keeps nothing, whether or not its row was taken away by now. */
async function stillHeld(ctx: Context, kept: string): Promise<Hold> {
  const [id, until] = keptSchema.parse(kept.split(' '));
  const hold = await ctx.load(holdIfThere, id);
  const expiresAt = hold?.expiresAt ?? until;
  if (expiresAt && expiresAt <= ctx.now()) throw new HoldExpired(expiresAt);
  if (!hold) throw new HoldEnded();
  return hold;
}

function ownFacts(ctx: Context, customerId: MemberId) {
  return {
    tenantId: ctx.tenant().id,
    id: newId('hld'),
    customerId,
    expiresAt: new Date(ctx.now().getTime() + HOLD_MS),
  };
}

async function holdSeats(
  ctx: Context,
  transaction: Transaction,
  { sessionId, customerId, seats }: Held & { readonly sessionId: SessionId },
): Promise<Hold> {
  const { em, publish } = transaction;
  const session = await takeFreeSeats(ctx, transaction, sessionId, seats);
  session.refuseWhenStarted(ctx.now());
  publish(SessionChanged, { sessionId });
  const { offering, startsAt } = session;
  const seatPriceMinor = await holdPrice(ctx, em, { offeringId: offering.id, startsAt, customerId });
  const facts = ownFacts(ctx, customerId);
  // Only of a session that is full somebody may wait for these seats.
  if (session.seatsLeft === 0)
    await transaction.enqueue(SweepSeats, { sessionId }, { at: facts.expiresAt, key: sessionId });
  return em.create(Hold, {
    ...facts,
    session: ref(session),
    offering,
    resource: null,
    startsAt,
    seats,
    seatPriceMinor,
  });
}

async function holdInterval(
  ctx: Context,
  { em }: Transaction,
  {
    offeringId,
    startsAt,
    customerId,
    seats,
  }: Held & { readonly offeringId: OfferingId; readonly startsAt: Date },
): Promise<Hold> {
  const offering = await findOpenOffering(em, offeringId);
  const interval = { offering, startsAt, seats };
  refuseInterval(interval, ctx.now());
  const seatPriceMinor = await holdPrice(ctx, em, { offeringId, startsAt, customerId });
  const facts = ownFacts(ctx, customerId);
  const resource = await claimInterval(ctx, em, interval, { holdId: facts.id, expiresAt: facts.expiresAt });
  const what = {
    session: null,
    offering: ref(offering),
    resource: ref(resource),
    startsAt,
    seats,
    seatPriceMinor,
  };
  return em.create(Hold, { ...facts, ...what });
}

/** Holds of one member wait for each other here, so that two at once cannot both be the last one. */
async function refuseTooMany(ctx: Context, em: EntityManager, { id, customerId }: Hold): Promise<void> {
  const lock = `booking.holds:${ctx.tenant().id}:${customerId}`;
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [lock]);
  // Of an interval nothing else is left when it has expired; seats are swept by whoever wants them.
  await em.nativeDelete(Hold, { customerId, session: { id: null }, expiresAt: { $lte: ctx.now() } });
  const others = { customerId, id: { $ne: id }, expiresAt: { $gt: ctx.now() } };
  const open = await em.find(Hold, others, { limit: HOLDS_MAX });
  if (open.length === HOLDS_MAX) throw new TooManyHolds(HOLDS_MAX);
}

/**
 * Frees what a hold of the member who asks, or of a customer of staff, keeps, before it expires.
 * @throws {Forbidden} when somebody else than staff names another.
 * @throws {NotFound} when the tenant has no such customer, or the customer no such hold.
 * @throws {HoldExpired} when it has expired by itself.
 */
export async function releaseHold(ctx: Context, input: Release, key: string): Promise<HoldId> {
  const { holdId } = input;
  const customerId = await customerFor(ctx, input.customerId);
  return mutateOnce(ctx, { operation: 'releaseHold', key, input }, async (transaction) => {
    const { em, publish } = transaction;
    const hold = await ownHold(em, { holdId, customerId });
    const sessionId = hold.session?.id;
    if (sessionId) await holdSession(em, sessionId);
    await dropHold(em, hold, ctx.now());
    if (!sessionId) await freeClaim(em, { holdId });
    else {
      await takeSeats(em, sessionId, -hold.seats);
      publish(SessionChanged, { sessionId });
      await ctx.react(transaction, SeatsFreed, { sessionId });
    }
    return holdId;
  });
}
