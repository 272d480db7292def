import type { TimeRange } from '@freehold/kernel/values/time-range';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Location, type LocationId } from '../location/location.entity.ts';
import type { Need, Needs } from '../offering/offering-need.entity.ts';
import type { Resource, ResourceId } from '../resource/resource.entity.ts';
import { OpeningException, WeeklyHours } from './opening.entity.ts';
import { OutsideOpeningHours } from './opening.errors.ts';
import { type Calendar, daysOf, isOpenThroughout, type Timetable } from './opening.policy.ts';

/** Resources whose hours are asked for in a range of time; `timeZone` is the tenant's, for those without a location. */
export interface OpeningQuestion {
  readonly resources: readonly Resource[];
  readonly range: TimeRange;
  readonly timeZone: string;
}

/** The whole calendar days around a range, whatever the zone. */
function daysAround({ startsAt, endsAt }: TimeRange): { $gte: string; $lte: string } {
  const days = daysOf({ startsAt: aDayFrom(startsAt, -1), endsAt: aDayFrom(endsAt, 1) }, 'UTC');
  return { $gte: days.at(0) ?? '', $lte: days.at(-1) ?? '' };
}

function aDayFrom(instant: Date, days: 1 | -1): Date {
  return new Date(instant.getTime() + days * 86_400_000);
}

/**
 * The calendars of resources, by id: their own hours and those of their location, on the clock of the location, else
 * of the tenant. Three statements, however many resources there are.
 */
export async function calendarsOf(
  em: EntityManager,
  { resources, range, timeZone }: OpeningQuestion,
): Promise<ReadonlyMap<ResourceId, Calendar>> {
  const locationIds = [...new Set(resources.flatMap(({ location }) => (location ? [location.id] : [])))];
  const resourceIds = resources.map(({ id }) => id);
  const keepers = { $or: [{ resourceId: { $in: resourceIds } }, { locationId: { $in: locationIds } }] };
  const locations = await em.find(Location, { id: { $in: locationIds } });
  const weekly = await em.find(WeeklyHours, keepers);
  const exceptions = await em.find(OpeningException, { ...keepers, date: daysAround(range) });
  const zones = new Map(locations.map((location) => [location.id, location.timeZone]));
  const timetableOf = (id: ResourceId | LocationId): Timetable => ({
    weekly: weekly.filter((hours) => keeperOf(hours) === id),
    exceptions: exceptions.filter((exception) => keeperOf(exception) === id),
  });
  const calendarOf = ({ id, location }: Resource): Calendar => ({
    timeZone: (location && zones.get(location.id)) ?? timeZone,
    timetables: [timetableOf(id), ...(location ? [timetableOf(location.id)] : [])],
  });
  return new Map(resources.map((resource) => [resource.id, calendarOf(resource)]));
}

function keeperOf({
  resource,
  location,
}: WeeklyHours | OpeningException): ResourceId | LocationId | undefined {
  return (resource ?? location)?.id;
}

/** What is needed all through a range of time; `timeZone` is the tenant's. */
export interface OpeningNeeded {
  readonly needs: Needs;
  readonly range: TimeRange;
  readonly timeZone: string;
}

/**
 * The same needs with those resources alone that are open all through a range of time. A resource without any hours,
 * its own or its location's, is always open.
 * @throws {OutsideOpeningHours} when there are none for one of them.
 */
export async function refuseWhenClosed(
  em: EntityManager,
  { needs, range, timeZone }: OpeningNeeded,
): Promise<Needs> {
  const resources = needs.flatMap((need) => need.resources);
  const calendars = await calendarsOf(em, { resources, range, timeZone });
  const openOf = (need: Need): Need => {
    const open = need.resources.filter(({ id }) => {
      const calendar = calendars.get(id);
      return calendar && isOpenThroughout(calendar, range);
    });
    if (open.length === 0) throw new OutsideOpeningHours(range);
    return { ...need, resources: open };
  };
  const [own, ...further] = needs;
  return [openOf(own), ...further.map(openOf)];
}
