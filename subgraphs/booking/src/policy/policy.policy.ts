import { localDate } from '@freehold/kernel/values/calendar';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import {
  BookingClosed,
  BookingLimitReached,
  type LimitUnit,
  type LimitWindow,
  RescheduleTooLate,
  TooEarlyToBook,
} from './policy.errors.ts';
import type { CancellationTier, Limit, Rules } from './rules.policy.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WINDOW_DAYS = 7;

/** When something begins, and the time now. */
export interface Moment {
  readonly startsAt: Date;
  readonly now: Date;
}

/** What a member has booked already, without what is asked for. */
export interface Counts {
  readonly bookings: number;
  readonly seats: number;
}

/** What a member has booked already, for each stretch of time that a limit knows. */
export interface LimitCounts {
  readonly perDay: Counts;
  readonly perSevenDays: Counts;
  readonly concurrent: Counts;
}

/** What becomes of the price when a booking is given back. */
export interface Cancellation {
  /** True when it costs anything: money, a fee or a credit. */
  readonly isLate: boolean;
  readonly refundMinor: bigint;
  /** To be paid beside what is not refunded. */
  readonly feeMinor: bigint;
  /** Whether a credit of a pass returns. */
  readonly isCreditBack: boolean;
}

function minutesFrom(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * MINUTE_MS);
}

/**
 * Whether booking is open. Days ahead are of 24 hours; the closing instant itself is closed.
 * @throws {TooEarlyToBook} before it opens.
 * @throws {BookingClosed} from the instant on at which it closes.
 */
export function refuseOutsideWindow(rules: Rules, { startsAt, now }: Moment): void {
  const closesAt = minutesFrom(startsAt, -rules.closesMinutesBefore);
  if (now >= closesAt) throw new BookingClosed(closesAt);
  if (rules.opensDaysAhead === null) return;
  const opensAt = new Date(startsAt.getTime() - rules.opensDaysAhead * DAY_MS);
  if (now < opensAt) throw new TooEarlyToBook(opensAt);
}

/** True when some limit is set, so that counting is worth a question. */
export function hasLimits({ limits }: Rules): boolean {
  return [limits.perDay, limits.perSevenDays, limits.concurrent].some(
    ({ bookings, seats }) => bookings !== null || seats !== null,
  );
}

function refuseBeyond(limit: Limit, counts: Counts, seats: number, window: LimitWindow): void {
  const judge = (unit: LimitUnit, allowed: number | null, counted: number, wanted: number) => {
    if (allowed !== null && counted + wanted > allowed)
      throw new BookingLimitReached({ limit: allowed, counted, window, unit });
  };
  judge('BOOKINGS', limit.bookings, counts.bookings, 1);
  judge('SEATS', limit.seats, counts.seats, seats);
}

/**
 * Whether one more booking of so many seats stays within every limit.
 * @throws {BookingLimitReached} for the first limit that it would break.
 */
export function refuseBeyondLimits(rules: Rules, counts: LimitCounts, seats = 1): void {
  refuseBeyond(rules.limits.perDay, counts.perDay, seats, 'PER_DAY');
  refuseBeyond(rules.limits.perSevenDays, counts.perSevenDays, seats, 'PER_SEVEN_DAYS');
  refuseBeyond(rules.limits.concurrent, counts.concurrent, seats, 'CONCURRENT');
}

function fits(limit: Limit, counts: Counts, seats: number): boolean {
  const isWithin = (allowed: number | null, wanted: number) => allowed === null || wanted <= allowed;
  return isWithin(limit.bookings, counts.bookings + 1) && isWithin(limit.seats, counts.seats + seats);
}

/** Whether {@link refuseBeyondLimits} would let one more booking of so many seats be. */
export function isWithinLimits({ limits }: Rules, counts: LimitCounts, seats = 1): boolean {
  return (
    fits(limits.perDay, counts.perDay, seats) &&
    fits(limits.perSevenDays, counts.perSevenDays, seats) &&
    fits(limits.concurrent, counts.concurrent, seats)
  );
}

function costsNothing(tier: CancellationTier): boolean {
  return (tier.refundPercent === 100 || tier.feeMinor === 0) && tier.creditBack;
}

/** Rounded half up to a whole minor unit. */
function percentOf(priceMinor: bigint, percent: number): bigint {
  return (priceMinor * BigInt(percent) + 50n) / 100n;
}

/**
 * What giving a booking back costs. The first tier still open counts, its last instant included;
 * after the last tier nothing is refunded.
 */
export function cancellationOf(
  rules: Rules,
  { startsAt, now, priceMinor }: Moment & { readonly priceMinor: bigint },
): Cancellation {
  const leftMs = startsAt.getTime() - now.getTime();
  const tier = rules.cancellation.find(({ untilMinutesBefore }) => leftMs >= untilMinutesBefore * MINUTE_MS);
  if (!tier) return { isLate: true, refundMinor: 0n, feeMinor: 0n, isCreditBack: false };
  return {
    isLate: !costsNothing(tier),
    refundMinor: tier.refundPercent === null ? priceMinor : percentOf(priceMinor, tier.refundPercent),
    feeMinor: BigInt(tier.feeMinor ?? 0),
    isCreditBack: tier.creditBack,
  };
}

function reschedulableUntil(rules: Rules, startsAt: Date): Date {
  return minutesFrom(startsAt, -rules.rescheduleNoticeMinutes);
}

/** Whether a booking may still be moved to another time; the last instant included. */
export function mayReschedule(rules: Rules, { startsAt, now }: Moment): boolean {
  return now <= reschedulableUntil(rules, startsAt);
}

/** @throws {RescheduleTooLate} when a booking may no longer be moved. */
export function refuseLateReschedule(rules: Rules, moment: Moment): void {
  if (!mayReschedule(rules, moment)) throw new RescheduleTooLate(reschedulableUntil(rules, moment.startsAt));
}

/** A session, and since when somebody has a seat of it. */
export interface Attendance extends TimeRange {
  /** When the seat was promised at that time; null for before check-in closed, whenever that is. */
  readonly since: Date | null;
}

/** When check-in closes for those who had a seat before: when the session ends, unless the rules say otherwise. */
function checkInClosesAt({ checkIn }: Rules, { startsAt, endsAt }: TimeRange): Date {
  return checkIn.closesMinutesAfter === null ? endsAt : minutesFrom(startsAt, checkIn.closesMinutesAfter);
}

/** Whether somebody got the seat when check-in had closed, so that closing cannot be held against them. */
function isLateComer(rules: Rules, { since, ...session }: Attendance): boolean {
  return since !== null && since >= checkInClosesAt(rules, session);
}

/**
 * When members may check in, `[startsAt, endsAt)`; until the session ends unless the rules say otherwise. Who got a
 * seat when it had closed has until the session ends, too.
 */
export function checkInWindow(rules: Rules, attendance: Attendance): TimeRange {
  const { startsAt, endsAt } = attendance;
  return {
    startsAt: minutesFrom(startsAt, -rules.checkIn.opensMinutesBefore),
    endsAt: isLateComer(rules, attendance) ? endsAt : checkInClosesAt(rules, attendance),
  };
}

/**
 * The instant from which a member who has not checked in counts as absent: when check-in closes, if that
 * releases the seat and the member had it by then, else so many hours after the end. Null when nobody looks.
 */
export function noShowAt(rules: Rules, attendance: Attendance): Date | null {
  if (rules.checkIn.releasesSeat && !isLateComer(rules, attendance))
    return checkInClosesAt(rules, attendance);
  return rules.noShow && new Date(attendance.endsAt.getTime() + rules.noShow.graceHours * HOUR_MS);
}

/** Whether {@link noShowAt} ever answers an instant. */
export function looksForAbsent({ checkIn, noShow }: Rules): boolean {
  return checkIn.releasesSeat || noShow !== null;
}

/**
 * Until when a member is blocked by strikes, given as their instants in any order, or null. So many strikes
 * within the window block from the last of them on; at the answered instant the member is free again.
 */
export function strikeBlock({ strikes }: Rules, at: readonly Date[], now: Date): Date | null {
  if (!strikes) return null;
  const { count, windowDays, blockDays } = strikes;
  const times = at.map((instant) => instant.getTime()).sort((left, right) => left - right);
  const blocks = times
    .filter((time, index) => {
      const first = times[index - count + 1];
      return first !== undefined && time - first <= windowDays * DAY_MS;
    })
    .map((time) => new Date(time + blockDays * DAY_MS));
  const until = blocks.at(-1);
  return until && until > now ? until : null;
}

/** A booking that a member has: when, for how many people, and whether it is still to be used. */
export interface Taken extends TimeRange {
  readonly seats: number;
  readonly isOpen: boolean;
}

/** The session that is wanted, the time now, and the zone whose days are counted. */
export interface Wanted {
  readonly startsAt: Date;
  readonly now: Date;
  readonly timeZone: string;
}

function sum(taken: readonly Taken[]): Counts {
  return { bookings: taken.length, seats: taken.reduce((seats, each) => seats + each.seats, 0) };
}

/** Days since 1970 of the calendar day of an instant. */
function dayNumber(instant: Date, timeZone: string): number {
  return Date.parse(localDate(instant, timeZone)) / DAY_MS;
}

/**
 * What a member has, as limits count it: on the wanted session's day, in the fullest seven days in a row
 * of which that day is one, and in sessions that have not ended.
 */
export function limitCounts(taken: readonly Taken[], { startsAt, now, timeZone }: Wanted): LimitCounts {
  const day = dayNumber(startsAt, timeZone);
  const byDay = taken.map((each) => ({ each, day: dayNumber(each.startsAt, timeZone) }));
  const between = (first: number, last: number) =>
    sum(byDay.filter((entry) => entry.day >= first && entry.day <= last).map(({ each }) => each));
  const windows = Array.from({ length: WINDOW_DAYS }, (_, back) =>
    between(day - back, day - back + WINDOW_DAYS - 1),
  );
  return {
    perDay: between(day, day),
    perSevenDays: {
      bookings: Math.max(...windows.map(({ bookings }) => bookings)),
      seats: Math.max(...windows.map(({ seats }) => seats)),
    },
    concurrent: sum(taken.filter(({ isOpen, endsAt }) => isOpen && endsAt > now)),
  };
}
