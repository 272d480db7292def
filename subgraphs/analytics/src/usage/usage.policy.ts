import { monthAfter } from '@freehold/kernel/metering/period';
import { startOfDay } from '@freehold/kernel/values/local-midnight';

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
