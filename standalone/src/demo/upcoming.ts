import { localDate } from '@freehold/kernel/values/calendar';
import { instantAt } from '@freehold/kernel/values/local-time';
import type { DemoSchedule } from './demo-face.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SUNDAY = 7;
/** So far ahead the schedule of a demo is filled. */
const DAYS_AHEAD = 14;

/** One session of a weekly schedule on a certain day. */
export interface UpcomingSession {
  /** The key of its offering. */
  readonly offering: string;
  /** The same for the same session at every start: `spinning 2026-01-05 17:30`. */
  readonly name: string;
  readonly startsAt: Date;
  readonly bookings: number;
  readonly waiting: number;
}

/** The sessions of a weekly schedule from an hour from now until two weeks ahead, soonest first. */
export function upcomingSessions(
  weekly: DemoSchedule['weekly'],
  now: Date,
  timeZone: string,
): UpcomingSession[] {
  const days = Array.from({ length: DAYS_AHEAD }, (_, index) => index);
  const today = Date.parse(`${localDate(now, timeZone)}T00:00:00Z`);
  return days
    .map((day) => new Date(today + day * DAY_MS))
    .flatMap((day) => {
      const weekday = day.getUTCDay() || SUNDAY;
      const date = day.toISOString().slice(0, 10);
      return weekly
        .filter((session) => session.weekday === weekday)
        .map(({ offering, localTime, bookings, waiting }) => ({
          offering,
          bookings,
          waiting,
          name: `${offering} ${date} ${localTime}`,
          startsAt: instantAt(date, localTime, timeZone),
        }));
    })
    .filter(({ startsAt }) => startsAt.getTime() > now.getTime() + HOUR_MS)
    .sort((left, right) => left.startsAt.getTime() - right.startsAt.getTime());
}

/** The day of events: the 15th of the coming month, the same for all starts within a month. `YYYY-MM-DD`. */
export function upcomingEventDay(now: Date, timeZone: string): string {
  const [year = 0, month = 0] = localDate(now, timeZone).split('-').map(Number);
  return new Date(Date.UTC(year, month, 15)).toISOString().slice(0, 10);
}
