import { startOfDay } from '@freehold/kernel/values/local-midnight';

const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` so many calendar days later. */
export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A week of calendar days, the first one given. */
export interface SlotWeek {
  /** Seven times `YYYY-MM-DD`. */
  readonly dates: readonly string[];
  /** The instant at which the first day begins where the tenant is, ISO 8601. */
  readonly from: string;
  /** The instant at which the last day ends. */
  readonly to: string;
}

/** The week that begins with a calendar day in an IANA time zone. */
export function slotWeek(firstDate: string, timeZone: string): SlotWeek {
  const dates = Array.from({ length: 7 }, (_, index) => daysLater(firstDate, index));
  return {
    dates,
    from: startOfDay(firstDate, timeZone).toISOString(),
    to: startOfDay(daysLater(firstDate, 7), timeZone).toISOString(),
  };
}
