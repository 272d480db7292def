import type { PoolMember, SlotNeed, SlotSearch } from '../src/availability/availability.policy.ts';
import type { Calendar, LocalHours, Timetable } from '../src/opening/opening.policy.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** What a clock on the wall shows in each minute of a stretch of real time. */
interface Wall {
  readonly firstMs: number;
  /** `2026-03-29 02:30` by minute. */
  readonly shown: readonly string[];
  /** The first minute in which the clock shows it. */
  readonly firstShown: ReadonlyMap<string, number>;
  /** How many minutes ago the day of a minute began. */
  readonly sinceMidnight: readonly number[];
  /** The days that are on it from their beginning to their end. */
  readonly days: readonly string[];
}

const walls = new Map<string, Wall>();

/** The wall clock of a zone over `lasts` days from a midnight in UTC, read minute by minute from the platform. */
export function wallOf(timeZone: string, fromDay: string, lasts: number): Wall {
  const key = `${timeZone} ${fromDay} ${lasts}`;
  const known = walls.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const firstMs = Date.parse(fromDay);
  const shown = Array.from({ length: lasts * DAY_MINUTES }, (_, minute) =>
    format.format(firstMs + minute * MINUTE_MS),
  );
  const firstShown = new Map<string, number>();
  for (const [minute, text] of shown.entries()) if (!firstShown.has(text)) firstShown.set(text, minute);
  const days = [...new Set(shown.map((text) => text.slice(0, 10)))].slice(1, -1);
  const wall: Wall = { firstMs, shown, firstShown, sinceMidnight: sinceMidnights(shown), days };
  walls.set(key, wall);
  return wall;
}

function sinceMidnights(shown: readonly string[]): number[] {
  let midnight = 0;
  return shown.map((text, minute) => {
    if (text.slice(0, 10) !== shown[midnight]?.slice(0, 10)) midnight = minute;
    return minute - midnight;
  });
}

const localText = (date: string, minute: number) =>
  new Date(Date.parse(date) + minute * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ');

/** The minute of a local time: where no clock shows it, as many minutes after the last time shown as were asked for. */
function minuteOf(wall: Wall, date: string, minute: number): number {
  for (let back = 0; back <= DAY_MINUTES; back += 1) {
    const found = wall.firstShown.get(localText(date, minute - back));
    if (found !== undefined) return found + back;
  }
  throw new RangeError(`${date} ${minute} is not on this wall.`);
}

function hoursOf({ weekly, exceptions }: Timetable, date: string): LocalHours[] {
  const exception = exceptions.find((each) => each.date === date);
  const weekday = ((new Date(date).getUTCDay() + 6) % 7) + 1;
  const usual =
    weekly.length > 0
      ? weekly.filter((each) => each.weekday === weekday)
      : [{ opensMinute: 0, closesMinute: DAY_MINUTES }];
  return [...(exception?.isClosed ? [] : usual), ...(exception?.hours ?? [])];
}

function openMinutesOf(wall: Wall, timetable: Timetable): Uint8Array {
  const open = new Uint8Array(wall.shown.length);
  for (const date of wall.days)
    for (const { opensMinute, closesMinute } of hoursOf(timetable, date))
      open.fill(1, minuteOf(wall, date, opensMinute), minuteOf(wall, date, closesMinute));
  return open;
}

/** For each minute of the wall, whether all timetables are open. */
function openMinutes(wall: Wall, { timetables }: Calendar): Uint8Array {
  return timetables
    .map((timetable) => openMinutesOf(wall, timetable))
    .reduce(
      (all, open) => all.map((isOpen, minute) => isOpen & (open[minute] ?? 0)),
      new Uint8Array(wall.shown.length).fill(1),
    );
}

function blockedMinutes(wall: Wall, { blocked }: PoolMember): Uint8Array {
  const taken = new Uint8Array(wall.shown.length);
  for (const { startsAt, endsAt } of blocked)
    taken.fill(
      1,
      (startsAt.getTime() - wall.firstMs) / MINUTE_MS,
      (endsAt.getTime() - wall.firstMs) / MINUTE_MS,
    );
  return taken;
}

/** The minutes at which a member of a pool is free for a need, found by looking at every minute. */
export function modelStarts(
  wall: Wall,
  search: SlotSearch,
  need: Omit<SlotNeed, 'pool'>,
  member: PoolMember,
): number[] {
  const open = openMinutes(wall, member.calendar);
  const blocked = blockedMinutes(wall, member);
  const toMinute = (instant: Date) => (instant.getTime() - wall.firstMs) / MINUTE_MS;
  const starts: number[] = [];
  for (let at = toMinute(search.startsWithin.startsAt); at < toMinute(search.startsWithin.endsAt); at += 1) {
    if ((wall.sinceMidnight[at] ?? 0) % search.stepMinutes !== 0) continue;
    const ends = at + search.durationMinutes;
    const around = blocked.subarray(at - need.bufferBeforeMinutes, ends + need.bufferAfterMinutes);
    if (!open.subarray(at, ends).includes(0) && !around.includes(1))
      starts.push(wall.firstMs + at * MINUTE_MS);
  }
  return starts;
}
