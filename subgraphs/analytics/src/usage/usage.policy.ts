import { monthAfter } from '@freehold/kernel/metering/period';
import { startOfDay } from '@freehold/kernel/values/local-midnight';

const DAY_MS = 86_400_000;
/** The greatest `Int` of GraphQL. */
const UNITS_MAX = 2_147_483_647;

/** An event that tells a count, as far as it is to be known which of several is the last. */
interface ToldCount {
  readonly payload: { readonly meter: string; readonly period: string; readonly revision: number };
}

/** Of counts of a meter and period the one with the greatest revision; in the order in which the meters came. */
export function latestCounts<Count extends ToldCount>(counts: readonly Count[]): readonly Count[] {
  const latest = new Map<string, Count>();
  for (const count of counts) {
    const { meter, period, revision } = count.payload;
    const key = JSON.stringify([meter, period]);
    const known = latest.get(key);
    if (!known || known.payload.revision < revision) latest.set(key, count);
  }
  return [...latest.values()];
}

/** From when to when units add up; `resetsAt` is null for a gauge, which never begins anew. */
export interface UsagePeriod {
  readonly startsAt: Date;
  readonly resetsAt: Date | null;
}

/** Where the borders of a period lie in a tenant's time. A gauge counts since the tenant was made. */
export function bordersOf(
  period: string,
  { timeZone, openedAt }: { readonly timeZone: string; readonly openedAt: Date },
): UsagePeriod {
  if (period === '') return { startsAt: openedAt, resetsAt: null };
  return {
    startsAt: startOfDay(period, timeZone),
    resetsAt: startOfDay(monthAfter(period), timeZone),
  };
}

/**
 * How many units will be used at the end of a period if it goes on at the pace so far, rounded half up; all that was
 * used when it is over. Null for a gauge, and on the first day, which says too little.
 */
export function forecastOf(used: number, { startsAt, resetsAt }: UsagePeriod, now: Date): number | null {
  if (resetsAt === null) return null;
  const passedMs = Math.min(now.getTime(), resetsAt.getTime()) - startsAt.getTime();
  if (passedMs < DAY_MS) return null;
  const wholeMs = resetsAt.getTime() - startsAt.getTime();
  return Math.min(Math.round((used * wholeMs) / passedMs), UNITS_MAX);
}
