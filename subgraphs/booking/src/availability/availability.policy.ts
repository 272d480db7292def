import type { TimeRange } from '@freehold/kernel/values/time-range';
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
  readonly calendar: Calendar;
  readonly blocked: readonly TimeRange[];
}

/** What is looked for: how long it takes, what it blocks around itself, and when it may begin. */
export interface SlotSearch {
  readonly startsWithin: TimeRange;
  readonly durationMinutes: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly stepMinutes: number;
}

/** A time that can be booked, on `resourceId` first; so many resources are free then. */
export interface FreeSlot extends TimeRange {
  readonly resourcesLeft: number;
  readonly resourceId: ResourceId;
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
function blockedStarts(search: SlotSearch, blocked: readonly TimeRange[]): TimeRange[] {
  const reachMs = (search.durationMinutes + search.bufferAfterMinutes) * MINUTE_MS;
  const starts = blocked.map((range) => ({
    startsAt: shifted(range.startsAt, INSTANT_MS - reachMs),
    endsAt: shifted(range.endsAt, search.bufferBeforeMinutes * MINUTE_MS),
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

function startsOf(search: SlotSearch, { calendar, blocked }: PoolMember): number[] {
  const starts = subtractRanges(openStarts(search, calendar), blockedStarts(search, blocked));
  return starts.flatMap((range) => stepsIn(range, calendar.timeZone, search.stepMinutes));
}

/**
 * The times at which something can be booked, soonest first: each step at which a member of the pool is open until it
 * ends and nothing that blocks the member meets it or its buffers. Buffers may lie outside the hours of opening. Of
 * several free members the first of the list is named, which is the one that a booking gets.
 */
export function freeSlots(search: SlotSearch, pool: readonly PoolMember[]): FreeSlot[] {
  const byStart = new Map<number, FreeSlot>();
  for (const member of pool)
    for (const startMs of startsOf(search, member)) {
      const { resourceId, resourcesLeft } = byStart.get(startMs) ?? { ...member, resourcesLeft: 0 };
      const startsAt = new Date(startMs);
      const endsAt = shifted(startsAt, search.durationMinutes * MINUTE_MS);
      byStart.set(startMs, { startsAt, endsAt, resourceId, resourcesLeft: resourcesLeft + 1 });
    }
  return [...byStart.values()].toSorted((left, right) => left.startsAt.getTime() - right.startsAt.getTime());
}
