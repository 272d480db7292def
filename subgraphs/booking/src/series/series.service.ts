import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { isId, newId } from '@freehold/kernel/values/id';
import { LockMode, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { SeriesScheduled } from '../events.ts';
import { Location } from '../location/location.entity.ts';
import { needsOf } from '../offering/need.service.ts';
import type { Offering, OfferingId } from '../offering/offering.entity.ts';
import { findOpenOffering } from '../offering/offering.service.ts';
import { type Planned, plannedOf, refusePast } from '../recurrence/plan.policy.ts';
import type { LocalTime } from '../recurrence/wall-clock.policy.ts';
import { scheduleMany } from '../session/schedule-many.service.ts';
import { Session, type SessionId } from '../session/session.entity.ts';
import { attemptsOf, type SeriesMode } from './attempt.service.ts';
import { Occurrence, occurrenceIdOf } from './occurrence.entity.ts';
import { Series, type SeriesId } from './series.entity.ts';
import { outcomeOnce, type SeriesOutcome } from './series-outcome.service.ts';

/** A series to be put on the schedule. */
export interface NewSeries {
  readonly offeringId: OfferingId;
  readonly rule: string;
  readonly startsLocal: LocalTime;
  /** Without it, the zone of where the offering is given, else the tenant's. */
  readonly timeZone?: string | null | undefined;
  readonly capacity?: number | null | undefined;
  readonly exdates: readonly LocalTime[];
  readonly rdates: readonly LocalTime[];
  readonly horizonDays: number;
  readonly mode: SeriesMode;
}

/** A series that is to have sessions further ahead. */
export interface Extension {
  readonly seriesId: SeriesId;
  readonly horizonDays: number;
}

/** Series by their ids. */
export const seriesById = loadById(Series, 'series');
/** Occurrences by their ids. */
export const occurrenceById = loadById(Occurrence, 'occurrence');

/**
 * Puts a series on the schedule: a session for each occurrence within the horizon, with its claim and its unit of
 * the plan.
 * @throws {Invalid} for a rule that cannot be followed, has no occurrence there, or more than 500.
 * @throws {NotFound} when the tenant has no such offering.
 * @throws {OccurrencesRefused} when a resource is taken and all or nothing is wanted, or nothing is possible.
 * @throws {LimitExceeded} at the plan's limit when all or nothing is wanted.
 */
export function scheduleSeries(ctx: Context, input: NewSeries, key: string): Promise<SeriesOutcome> {
  return outcomeOnce(ctx, { operation: 'scheduleSeries', key, input }, async (transaction) => {
    const { em, publish } = transaction;
    const offering = await findOpenOffering(em, input.offeringId);
    const series = await newSeries(ctx, em, offering, input);
    const planned = plannedOf(series, { now: ctx.now(), days: input.horizonDays });
    if (planned.length === 0)
      throw new Invalid(`The rule has no occurrence in the next ${input.horizonDays} days.`);
    publish(SeriesScheduled, { seriesId: series.id });
    return expand(ctx, transaction, { series, offering, planned, mode: input.mode });
  });
}

/** It is written with its occurrences, when they may stand. */
async function newSeries(ctx: Context, em: EntityManager, offering: Offering, input: NewSeries) {
  const timeZone = input.timeZone ?? (await timeZoneOf(ctx, em, offering));
  refusePast({ ...input, timeZone }, ctx.now());
  const series = em.create(Series, {
    tenantId: ctx.tenant().id,
    id: newId('srs'),
    offering: ref(offering),
    rule: input.rule,
    startsLocal: input.startsLocal,
    timeZone,
    capacity: input.capacity ?? offering.capacity,
    exdates: [...input.exdates],
    rdates: [...input.rdates],
    shiftMinutes: 0,
    version: 1,
    changedFrom: null,
    endedBefore: null,
    horizonDays: input.horizonDays,
    createdAt: ctx.now(),
  });
  em.persist(series);
  return series;
}

/** The zone of the place where an offering is given, or the tenant's when nobody said where that is. */
async function timeZoneOf(ctx: Context, em: EntityManager, offering: Offering): Promise<string> {
  const [{ resources }] = await needsOf(em, offering);
  const [resource] = resources;
  const location = resource?.location ? await em.findOne(Location, { id: resource.location.id }) : null;
  return location?.timeZone ?? ctx.tenant().timeZone;
}

interface Expansion {
  readonly series: Series;
  /** Takes bookings. */
  readonly offering: Offering;
  readonly planned: readonly Planned[];
  readonly mode: SeriesMode;
}

/** Sessions, claims, occurrences and events are written together, since hundreds one by one would take seconds. */
async function expand(
  ctx: Context,
  transaction: Transaction,
  { series, offering, planned, mode }: Expansion,
): Promise<SeriesOutcome> {
  const { em } = transaction;
  const startsAt = planned.map((each) => each.startsAt);
  const scheduled = await scheduleMany(ctx, transaction, { offering, startsAt, capacity: series.capacity });
  const occurrences = planned.map((each, index) => {
    const result = scheduled[index];
    const made = result instanceof Session ? occurrenceOfSeries(em, series, each, result) : result;
    return { label: each.startsLocal, result: made ?? new NotFound('session') };
  });
  const { done, failures } = attemptsOf<Occurrence>(mode, occurrences);
  await em.persist([...done]).flush();
  return { seriesId: series.id, done: done.map(({ id }) => id), failures: [...failures] };
}

function occurrenceOfSeries(
  em: EntityManager,
  series: Series,
  { originalLocalStart, startsLocal }: Planned,
  session: Session,
): Occurrence {
  return em.create(Occurrence, {
    tenantId: series.tenantId,
    id: occurrenceIdOf(series.id, originalLocalStart),
    series: ref(series),
    originalLocalStart,
    startsLocal,
    session: ref(session),
    isOverridden: false,
    sequence: 0,
    driftedTo: null,
  });
}

/**
 * Gives a series the sessions of its horizon that it has not yet; those that are possible. Doing it again adds nothing.
 * @throws {NotFound} when the tenant has no such series.
 * @throws {OccurrencesRefused} when there are some to add, and none is possible.
 */
export function extendSeries(
  ctx: Context,
  { seriesId, horizonDays }: Extension,
  key: string,
): Promise<SeriesOutcome> {
  const call = { operation: 'extendSeries', key, input: { seriesId, horizonDays } };
  return outcomeOnce(ctx, call, async (transaction) => {
    const series = await holdSeries(transaction.em, seriesId);
    series.horizonDays = Math.max(series.horizonDays ?? 0, horizonDays);
    const planned = plannedOf(series, { now: ctx.now(), days: horizonDays });
    const ids = planned.map(({ originalLocalStart }) => occurrenceIdOf(seriesId, originalLocalStart));
    const known = await transaction.em.find(Occurrence, { id: { $in: ids } });
    const taken = new Set(known.map(({ originalLocalStart }) => originalLocalStart));
    const missing = planned.filter(({ originalLocalStart }) => !taken.has(originalLocalStart));
    const offering = await findOpenOffering(transaction.em, series.offering.id);
    return expand(ctx, transaction, { series, offering, planned: missing, mode: 'BEST_EFFORT' });
  });
}

/**
 * Keeps a series as it is until the transaction ends.
 * @throws {NotFound} when the tenant has no such series.
 */
export async function holdSeries(em: EntityManager, id: SeriesId): Promise<Series> {
  const series = await em.findOne(Series, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!series) throw new NotFound('series');
  return series;
}

/** The same for the series of a session, before the session is held; null for a session outside of any. */
export async function holdSeriesOf(em: EntityManager, sessionId: SessionId): Promise<Series | null> {
  const occurrence = await em.findOne(Occurrence, { session: { id: sessionId } });
  return occurrence && holdSeries(em, occurrence.series.id);
}

/** The tenant's series, newest first. */
export function listSeries(ctx: Context, args: PageArgs): Promise<Page<Series>> {
  const { id: tenantId } = ctx.tenant();
  const scope = { tenantId, name: 'series', where: {}, orderBy: [{ id: 'desc' as const }] };
  return ctx.read((em) => findPage(em, Series, scope, args));
}

/** The occurrences of a series in the order of its rule, those that were called off included. */
export function listOccurrences(ctx: Context, seriesId: SeriesId, args: PageArgs): Promise<Page<Occurrence>> {
  const { id: tenantId } = ctx.tenant();
  const where = { series: { id: seriesId } };
  const orderBy = [{ originalLocalStart: 'asc' as const }, { id: 'asc' as const }];
  return ctx.read((em) =>
    findPage(em, Occurrence, { tenantId, name: `occurrences:${seriesId}`, where, orderBy }, args),
  );
}

const ofSessions = prepareRows(Occurrence, [{ property: 'session', is: 'in' }]);

/** What each session is in its series, or null. */
export const occurrenceOf: BatchLoad<SessionId, Occurrence | null> = async (ctx, sessionIds) => {
  const found = await ctx.rows(ofSessions, sessionIds);
  const bySession = new Map(found.map((occurrence) => [occurrence.session.id, occurrence]));
  return sessionIds.map((id) => bySession.get(id) ?? null);
};

/** The occurrences of an outcome, in its order. */
export function occurrencesOf(ctx: Context, { done }: SeriesOutcome): Promise<Occurrence[]> {
  return Promise.all(done.filter((id) => isId('occ', id)).map((id) => ctx.load(occurrenceById, id)));
}
