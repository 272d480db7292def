import type { TimeRange } from '@freehold/kernel/values/time-range';
import { assign } from '../matching/assign.policy.ts';
import { type Calendar, DAY_MINUTES, daysOf, instantOf, openRanges } from '../opening/opening.policy.ts';
import { intersectRanges, mergeRanges, subtractRanges } from '../opening/ranges.policy.ts';
import type { Rules } from '../policy/rules.policy.ts';
import type { ResourceId } from '../resource/resource.entity.ts';

/** Minutes from one time at which something may begin to the next, counted from midnight on the wall. */
export const STEP_MINUTES = 15;

/** The rules of a policy that say when booking is open. */
export type BookingWindow = Pick<Rules, 'opensDaysAhead' | 'closesMinutesBefore'>;

/** One resource of a pool: when it is open, and when it is blocked by claims, their buffers included. */
export interface PoolMember {
  readonly resourceId: ResourceId;
  /** People that have room in it; without an end for a person or a crew. */
  readonly seatsMax: number;
  readonly calendar: Calendar;
  readonly blocked: readonly TimeRange[];
}

/** What is looked for: how long it takes, for how many at most, and when it may begin. */
export interface SlotSearch {
  readonly startsWithin: TimeRange;
  readonly durationMinutes: number;
  readonly stepMinutes: number;
  readonly capacity: number;
}

/** Something that is needed: what serves, and how long around itself it is taken. */
export interface SlotNeed {
  readonly pool: readonly PoolMember[];
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

/** All that is needed, each a resource of its own: first what gives it. */
export type SlotNeeds = readonly [SlotNeed, ...SlotNeed[]];

/** A time that can be booked, on `resourceId` first; so many resources are free then, of what is scarcest. */
export interface FreeSlot extends TimeRange {
  readonly resourcesLeft: number;
  readonly resourceId: ResourceId;
  /** People that one booking can bring. */
  readonly seatsLeft: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HORIZON_DAYS = 400;
/** The finest instant there is, by which an end that still counts differs from one that does not. */
const INSTANT_MS = 1;

const shifted = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);

/**
 * When that which is booked now may begin: after the notice that the rules want, and within the days ahead on which
 * they, and the schedule as a whole, are open.
 */
export function bookableStarts(rules: BookingWindow, now: Date): TimeRange {
  const daysAhead = Math.min(rules.opensDaysAhead ?? HORIZON_DAYS, HORIZON_DAYS);
  return {
    startsAt: shifted(now, rules.closesMinutesBefore * MINUTE_MS + INSTANT_MS),
    endsAt: shifted(now, daysAhead * DAY_MS + INSTANT_MS),
  };
}

/** When something may begin so that the resource is open until it ends: until the last instant, that one included. */
function openStarts({ startsWithin, durationMinutes }: SlotSearch, calendar: Calendar): TimeRange[] {
  const lastsMs = durationMinutes * MINUTE_MS;
  const { startsAt } = startsWithin;
  const open = openRanges(calendar, { startsAt, endsAt: shifted(startsWithin.endsAt, lastsMs) });
  const starts = open.map((range) => ({
    startsAt: range.startsAt,
    endsAt: shifted(range.endsAt, INSTANT_MS - lastsMs),
  }));
  return intersectRanges(mergeRanges(starts), [startsWithin]);
}

/** When it may not begin, because it or its buffers would meet what is blocked. */
function blockedStarts(search: SlotSearch, need: SlotNeed, blocked: readonly TimeRange[]): TimeRange[] {
  const reachMs = (search.durationMinutes + need.bufferAfterMinutes) * MINUTE_MS;
  const starts = blocked.map((range) => ({
    startsAt: shifted(range.startsAt, INSTANT_MS - reachMs),
    endsAt: shifted(range.endsAt, need.bufferBeforeMinutes * MINUTE_MS),
  }));
  return mergeRanges(starts);
}

/** The steps of the local days that lie in a range, as milliseconds since 1970. */
function stepsIn(range: TimeRange, timeZone: string, stepMinutes: number): number[] {
  const stepMs = stepMinutes * MINUTE_MS;
  return daysOf(range, timeZone).flatMap((day) => {
    const midnightMs = instantOf(day, 0, timeZone).getTime();
    const nextMs = instantOf(day, DAY_MINUTES, timeZone).getTime();
    const passed = Math.max(0, Math.ceil((range.startsAt.getTime() - midnightMs) / stepMs));
    const firstMs = midnightMs + passed * stepMs;
    const count = Math.ceil((Math.min(range.endsAt.getTime(), nextMs) - firstMs) / stepMs);
    return Array.from({ length: Math.max(0, count) }, (_, step) => firstMs + step * stepMs);
  });
}

/** A member of a pool, and when that which needs it may begin. */
interface Serving {
  readonly member: PoolMember;
  readonly starts: readonly TimeRange[];
}

function servingFor(search: SlotSearch, need: SlotNeed): Serving[] {
  return need.pool.map((member) => ({
    member,
    starts: subtractRanges(openStarts(search, member.calendar), blockedStarts(search, need, member.blocked)),
  }));
}

function freeAt(serving: readonly Serving[], startMs: number): PoolMember[] {
  const isIn = ({ startsAt, endsAt }: TimeRange) =>
    startsAt.getTime() <= startMs && startMs < endsAt.getTime();
  return serving.filter(({ starts }) => starts.some(isIn)).map(({ member }) => member);
}

/** The members that are free of each need, as far as they have room for so many, each a resource of its own. */
function oneForEach(free: readonly (readonly PoolMember[])[], seats: number) {
  const roomy = free.map((members) => members.filter(({ seatsMax }) => seatsMax >= seats));
  return assign(roomy.map((members) => members.map(({ resourceId }) => resourceId)));
}

/** The most people for whom there is room, up to so many. */
function seatsIn(free: readonly (readonly PoolMember[])[], capacity: number): number {
  const sizes = free.flatMap((members) => members.map(({ seatsMax }) => Math.min(seatsMax, capacity)));
  const largestFirst = [...new Set([capacity, ...sizes])].sort((left, right) => right - left);
  return largestFirst.find((seats) => oneForEach(free, seats) !== null) ?? 0;
}

/**
 * The times at which something can be booked, soonest first: each step on the clocks of what gives it at which all that
 * is needed is open until it ends, and nothing that blocks it meets it or its buffers. Buffers may lie outside the hours
 * of opening. Of several free members the first of the list is named that leaves something for the other needs, which is the one that a booking gets.
 */
export function freeSlots(search: SlotSearch, needs: SlotNeeds): FreeSlot[] {
  const serving = needs.map((need) => servingFor(search, need));
  const steps = serving[0]?.flatMap(({ member, starts }) =>
    starts.flatMap((range) => stepsIn(range, member.calendar.timeZone, search.stepMinutes)),
  );
  const startsMs = [...new Set(steps)].sort((left, right) => left - right);
  return startsMs.flatMap((startMs) => {
    const free = serving.map((each) => freeAt(each, startMs));
    const [resourceId] = oneForEach(free, 1) ?? [];
    if (!resourceId) return [];
    const startsAt = new Date(startMs);
    const endsAt = shifted(startsAt, search.durationMinutes * MINUTE_MS);
    const resourcesLeft = Math.min(...free.map(({ length }) => length));
    return { startsAt, endsAt, resourceId, resourcesLeft, seatsLeft: seatsIn(free, search.capacity) };
  });
}
