import { LimitExceeded } from '@freehold/kernel/metering/limit-exceeded';
import { reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { newId } from '@freehold/kernel/values/id';
import { rangeOfMinutes } from '@freehold/kernel/values/time-range';
import { ref } from '@mikro-orm/core';
import { TimeTaken } from '../claim/claim.errors.ts';
import { newClaims, sweepClaims } from '../claim/claim.service.ts';
import { findPlaces } from '../claim/claim-many.service.ts';
import { type Places, type Wants, wantsOf } from '../claim/want.policy.ts';
import { SessionScheduled } from '../events.ts';
import { faceOf } from '../face.ts';
import { openNeedsOf } from '../offering/need.service.ts';
import type { Offering } from '../offering/offering.entity.ts';

import { Session } from './session.entity.ts';

/** Sessions of one offering to be put on the schedule together. */
export interface ManySessions {
  readonly offering: Offering;
  readonly startsAt: readonly Date[];
  readonly capacity: number;
}

/** A session that is on the schedule, or why it is not. */
export type Scheduled = Session | TimeTaken | LimitExceeded;

/**
 * Puts sessions on the schedule, as many of them as are possible, in the order in which they are given: with their
 * claims and their units of the plan, in as many statements for hundreds as for one. The caller checks when they begin,
 * and flushes them when they may stand.
 * @throws {ResourceArchived|ResourceTooSmall} when nothing serves what it needs.
 * @throws {Unavailable} when the plan is not known.
 */
export async function scheduleMany(
  ctx: Context,
  transaction: Transaction,
  wanted: ManySessions,
): Promise<readonly Scheduled[]> {
  const { em } = transaction;
  const { offering, startsAt, capacity } = wanted;
  const { id: tenantId } = ctx.tenant();
  const needs = await openNeedsOf(em, offering, capacity);
  const times = startsAt.map((start) => ({ start, wants: wantsOf(needs, start, offering.durationMinutes) }));
  const places = await findPlaces(em, { tenantId, wanted: times.map(({ wants }) => wants), now: ctx.now() });
  const taken = [...new Set(places.flatMap((found) => found?.map(({ id }) => id) ?? []))];
  if (taken.length > 0) await sweepClaims(em, taken, ctx.now());
  const limit = await countUpTo(ctx, transaction, places.filter((found) => found !== null).length);
  let left = limit.counted;
  return times.map(({ start, wants }, index): Scheduled => {
    const found = places[index];
    if (!found) return new TimeTaken(wants[0].blocked.startsAt);
    if (limit.refusal && left === 0) return limit.refusal;
    left -= 1;
    return addSession(ctx, transaction, wanted, { places: found, wants, start });
  });
}

function addSession(
  ctx: Context,
  { em, publish }: Transaction,
  { offering, capacity }: ManySessions,
  { places, wants, start }: { readonly places: Places; readonly wants: Wants; readonly start: Date },
): Session {
  const { id: tenantId } = ctx.tenant();
  const session = em.create(Session, {
    tenantId,
    id: newId('ssn'),
    offering: ref(offering),
    resource: ref(places[0]),
    ...rangeOfMinutes(start, offering.durationMinutes),
    scheduledAt: ctx.now(),
    canceledAt: null,
    capacity,
    seatsTaken: 0,
    isOnDemand: false,
  });
  const claimant = { sessionId: session.id };
  em.persist([session, ...newClaims(em, { tenantId, wants, claimant }, places)]);
  publish(SessionScheduled, { sessionId: session.id, startsAt: session.startsAt.toISOString() });
  return session;
}

interface Counted {
  readonly counted: number;
  /** Why not more were counted; null when all were. */
  readonly refusal: LimitExceeded | null;
}

/** Counts so many sessions against the plan of this month, or as many of them as it has room for. */
async function countUpTo(ctx: Context, transaction: Transaction, amount: number): Promise<Counted> {
  const meter = faceOf(ctx).meters.sessionScheduled;
  if (!meter || amount === 0) return { counted: amount, refusal: null };
  const count = { subgraph: 'booking', tenant: ctx.tenant(), meter, reset: 'month', now: ctx.now() } as const;
  try {
    await reserveUsage(transaction.em, { ...count, amount });
    return { counted: amount, refusal: null };
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    const room = Math.max(0, error.limit - error.used);
    if (room === 0) return { counted: 0, refusal: error };
    const first = await countUpTo(ctx, transaction, Math.min(room, amount - 1));
    const rest = await countUpTo(ctx, transaction, amount - first.counted);
    return { counted: first.counted + rest.counted, refusal: rest.refusal };
  }
}
