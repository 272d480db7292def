import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { BatchLoad, Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { localDate } from '@freehold/kernel/values/calendar';
import { newId } from '@freehold/kernel/values/id';
import { LockMode, type Ref, ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Location, type LocationId } from '../location/location.entity.ts';
import { Resource, type ResourceId } from '../resource/resource.entity.ts';
import { OpeningException, type OpeningExceptionId, WeeklyHours } from './opening.entity.ts';
import { type DateException, dayAfter, type WeekdayHours } from './opening.policy.ts';

const DAYS_AHEAD_MAX = 731;

/** Whose hours they are: exactly one of the two is given. */
export interface Keeper {
  readonly resourceId: ResourceId | null;
  readonly locationId: LocationId | null;
}

/** The hours of a whole week. */
export interface NewWeek extends Keeper {
  readonly hours: readonly WeekdayHours[];
}

/** The hours of one day. */
export interface NewException extends Keeper, DateException {}

const ORDER = [{ weekday: 'asc' as const }, { opensMinute: 'asc' as const }];

/** The weekly hours of resources, from Monday morning on. */
export const weeklyHoursOfResource: BatchLoad<ResourceId, readonly WeeklyHours[]> = async (ctx, ids) => {
  const where = { resourceId: { $in: [...ids] } };
  const found = await ctx.read((em) => em.find(WeeklyHours, where, { orderBy: ORDER }));
  return ids.map((id) => found.filter(({ resource }) => resource?.id === id));
};

/** The weekly hours of locations, from Monday morning on. */
export const weeklyHoursOfLocation: BatchLoad<LocationId, readonly WeeklyHours[]> = async (ctx, ids) => {
  const where = { locationId: { $in: [...ids] } };
  const found = await ctx.read((em) => em.find(WeeklyHours, where, { orderBy: ORDER }));
  return ids.map((id) => found.filter(({ location }) => location?.id === id));
};

/** Exceptions by their ids. */
export const openingExceptionById = loadById(OpeningException, 'opening exception');

/** Rows of a keeper, as a question. */
function keptBy({ resourceId, locationId }: Keeper) {
  return resourceId ? { resourceId } : { locationId };
}

interface FoundKeeper {
  readonly resource: Ref<Resource> | null;
  readonly location: Ref<Location> | null;
  readonly timeZone: string;
}

const HELD = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;

async function holdResource(ctx: Context, em: EntityManager, id: ResourceId): Promise<FoundKeeper> {
  const resource = await em.findOne(Resource, { id }, HELD);
  if (!resource) throw new NotFound('resource');
  const place = resource.location && (await em.findOneOrFail(Location, { id: resource.location.id }));
  return { resource: ref(resource), location: null, timeZone: place?.timeZone ?? ctx.tenant().timeZone };
}

async function holdLocation(em: EntityManager, id: LocationId): Promise<FoundKeeper> {
  const location = await em.findOne(Location, { id }, HELD);
  if (!location) throw new NotFound('location');
  return { resource: null, location: ref(location), timeZone: location.timeZone };
}

/** The keeper, held until the transaction ends, so that two who set its hours at once do it one after the other. */
function holdKeeper(ctx: Context, em: EntityManager, keeper: Keeper): Promise<FoundKeeper> {
  if (keeper.resourceId) return holdResource(ctx, em, keeper.resourceId);
  if (keeper.locationId) return holdLocation(em, keeper.locationId);
  throw new Invalid('Hours are of a resource or of a location.');
}

/**
 * Gives a resource or a location its hours of each week, in place of all that it had; without any it is always open.
 * @throws {NotFound} when the tenant has no such resource or location.
 */
export async function setWeeklyHours(
  ctx: Context,
  input: NewWeek,
  key: string,
): Promise<readonly WeeklyHours[]> {
  const { id: tenantId } = ctx.tenant();
  await mutateOnce(ctx, { operation: 'setWeeklyHours', key, input }, async ({ em }) => {
    const { resource, location } = await holdKeeper(ctx, em, input);
    await em.nativeDelete(WeeklyHours, keptBy(input));
    const own = { tenantId, resource, location };
    const week = input.hours.map((hours) => em.create(WeeklyHours, { id: newId('whr'), ...own, ...hours }));
    await em.persist(week).flush();
    return input.resourceId ?? input.locationId ?? '';
  });
  const { resourceId, locationId } = input;
  if (resourceId) return ctx.load(weeklyHoursOfResource, resourceId);
  return locationId ? ctx.load(weeklyHoursOfLocation, locationId) : [];
}

/** @throws {Invalid} for a day before today, or more than two years after it. */
function refuseDayOutOfReach(date: string, today: string): void {
  if (date < today) throw new Invalid(`${date} is past.`);
  if (date > dayAfter(today, DAYS_AHEAD_MAX)) throw new Invalid(`${date} is more than two years ahead.`);
}

/**
 * Says how a resource or a location is open on one day, in place of what was said of that day before.
 * Sessions that are on the schedule stay on it.
 * @throws {NotFound} when the tenant has no such resource or location.
 * @throws {Invalid} for a day before today, on the keeper's clock, or more than two years after it.
 */
export async function setOpeningException(
  ctx: Context,
  input: NewException,
  key: string,
): Promise<OpeningException> {
  const { id: tenantId } = ctx.tenant();
  const id = await mutateOnce(ctx, { operation: 'setOpeningException', key, input }, async ({ em }) => {
    const { timeZone, ...keeper } = await holdKeeper(ctx, em, input);
    refuseDayOutOfReach(input.date, localDate(ctx.now(), timeZone));
    const { date, isClosed } = input;
    const facts = { isClosed, hours: [...input.hours] };
    const earlier = await em.findOne(OpeningException, { ...keptBy(input), date });
    const exception = earlier
      ? em.assign(earlier, facts)
      : em.create(OpeningException, { tenantId, id: newId('oex'), ...keeper, date, ...facts });
    await em.persist(exception).flush();
    return exception.id;
  });
  return ctx.load(openingExceptionById, id);
}

/**
 * Removes an exception, so that the hours of the week hold again.
 * @throws {NotFound} when the tenant has none such.
 */
export function removeOpeningException(
  ctx: Context,
  openingExceptionId: OpeningExceptionId,
  key: string,
): Promise<OpeningExceptionId> {
  const input = { openingExceptionId };
  return mutateOnce(ctx, { operation: 'removeOpeningException', key, input }, async ({ em }) => {
    const removed = await em.nativeDelete(OpeningException, { id: openingExceptionId });
    if (removed === 0) throw new NotFound('opening exception');
    return openingExceptionId;
  });
}

/** The exceptions of a resource or a location from a day on, soonest first. */
export function listOpeningExceptions(
  ctx: Context,
  keeper: Keeper,
  from: string,
  args: PageArgs,
): Promise<Page<OpeningException>> {
  const { id: tenantId } = ctx.tenant();
  const name = `opening-exceptions:${keeper.resourceId ?? keeper.locationId}:${from}`;
  const where = { ...keptBy(keeper), date: { $gte: from } };
  return ctx.read((em) =>
    findPage(
      em,
      OpeningException,
      { tenantId, name, where, orderBy: [{ date: 'asc' }, { id: 'asc' }] },
      args,
    ),
  );
}
