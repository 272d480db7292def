import { Invalid } from '@freehold/kernel/errors/refusals';
import { localSecond } from '@freehold/kernel/values/calendar';
import { RRuleTemporal } from 'rrule-temporal';
import { type LocalTime, minutesBetween } from './wall-clock.policy.ts';

/** When something recurs (RFC 5545): the rule and the days added, without the days taken out, on one wall clock. */
export interface Recurrence {
  /** An RRULE, such as `FREQ=WEEKLY;BYDAY=TU,TH`. */
  readonly rule: string;
  /** DTSTART: the rule is counted from here. It is an occurrence only when the rule says so. */
  readonly startsLocal: LocalTime;
  /** IANA zone of the wall clock. */
  readonly timeZone: string;
  readonly exdates: readonly LocalTime[];
  readonly rdates: readonly LocalTime[];
}

/** A span of the wall clock, closed at its start and open at its end. */
export interface LocalRange {
  readonly from: LocalTime;
  readonly to: LocalTime;
}

/** Occurrences that one request may ask for. */
export const OCCURRENCES_MAX = 500;

const RULE_LENGTH_MAX = 500;
const TIMES_A_DAY_MAX = 24;
const YEARS_MAX = 5;
const YEAR_MINUTES = 366 * 24 * 60;
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const PARTS = [
  ...['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYSETPOS'],
  ...['BYDAY', 'BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO', 'BYHOUR', 'BYMINUTE'],
];
/** What the numbers of a part may be. Those that may count from the end may be negative, and none of these is 0. */
const NUMBERS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  INTERVAL: [1, 1000],
  BYHOUR: [0, 23],
  BYMINUTE: [0, 59],
  BYMONTH: [1, 12],
  BYMONTHDAY: [-31, 31],
  BYYEARDAY: [-366, 366],
  BYWEEKNO: [-53, 53],
  BYSETPOS: [-366, 366],
};
const UNTIL = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

/** The parts of a rule by name. */
function partsOf(rule: string): ReadonlyMap<string, string> {
  if (rule.length > RULE_LENGTH_MAX) throw new Invalid(`A rule has at most ${RULE_LENGTH_MAX} characters.`);
  const pairs = rule
    .replace(/^RRULE:/i, '')
    .split(';')
    .map((part): [string, string] => {
      const [, name = '', value = ''] = /^([A-Z]+)=([A-Z0-9,+-]+)$/.exec(part.toUpperCase()) ?? [];
      if (!PARTS.includes(name)) throw new Invalid(`"${part}" is no part of a rule that is understood here.`);
      return [name, value];
    });
  const parts = new Map(pairs);
  if (parts.size < pairs.length) throw new Invalid('A part of a rule is said once.');
  return parts;
}

// Whoever follows the rule leaves out what is out of bounds: of BYMONTH=13 every month would be left.
function refuseOutOfBounds(parts: ReadonlyMap<string, string>): void {
  for (const [name, [min, max]] of Object.entries(NUMBERS)) {
    const isWithin = (text: string) =>
      /^[+-]?\d{1,4}$/.test(text) &&
      Number(text) >= min &&
      Number(text) <= max &&
      !(min < 0 && Number(text) === 0);
    const wrong = parts
      .get(name)
      ?.split(',')
      .find((text) => !isWithin(text));
    if (wrong !== undefined)
      throw new Invalid(`${name} is from ${min} to ${max}${min < 0 ? ' and not 0' : ''}, not "${wrong}".`);
  }
}

/** UNTIL on the series' own wall clock, as if that stood in UTC. */
function untilOf(value: string, timeZone: string): string {
  const [, year, month, day, hour = '23', minute = '59', second = '59', zulu = ''] = UNTIL.exec(value) ?? [];
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  if (Number.isNaN(Date.parse(`${local}Z`))) throw new Invalid(`UNTIL=${value} is no time.`);
  const onTheWall = zulu ? localSecond(new Date(`${local}Z`), timeZone) : local;
  return `${onTheWall.replaceAll(/[-:]/g, '')}Z`;
}

function refuseBombs(parts: ReadonlyMap<string, string>): void {
  const frequency = parts.get('FREQ') ?? '';
  if (!FREQUENCIES.includes(frequency))
    throw new Invalid(`FREQ is one of ${FREQUENCIES.join(', ')}, not "${frequency}".`);
  const count = Number(parts.get('COUNT') ?? 1);
  if (!(count >= 1 && count <= OCCURRENCES_MAX))
    throw new Invalid(`A rule counts 1 to ${OCCURRENCES_MAX} occurrences.`);
  const timesOf = (name: string) => (parts.get(name) ?? '').split(',').length;
  if (timesOf('BYHOUR') * timesOf('BYMINUTE') > TIMES_A_DAY_MAX)
    throw new Invalid(`A rule recurs at most ${TIMES_A_DAY_MAX} times a day.`);
}

function refuseFarEnd(until: string, startsLocal: LocalTime): void {
  const end = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}T00:00`;
  if (minutesBetween(startsLocal, end) > YEARS_MAX * YEAR_MINUTES)
    throw new Invalid(
      `A rule that ends does so within ${YEARS_MAX} years; leave UNTIL out for one that does not end.`,
    );
}

// The rule runs on a clock that knows no summer time, so that no occurrence is lost in a gap; zones come afterwards.
function ruleOf({ rule, startsLocal, timeZone }: Recurrence): RRuleTemporal {
  const parts = partsOf(rule);
  refuseBombs(parts);
  refuseOutOfBounds(parts);
  const until = parts.has('UNTIL') ? untilOf(parts.get('UNTIL') ?? '', timeZone) : null;
  if (until) refuseFarEnd(until, startsLocal);
  const written = [...parts].map(([name, value]) => `${name}=${name === 'UNTIL' ? until : value}`);
  const start = startsLocal.replaceAll(/[-:]/g, '');
  return understood(
    () =>
      new RRuleTemporal({
        rruleString: `DTSTART;TZID=UTC:${start}00\nRRULE:${written.join(';')}`,
        strict: true,
        cache: false,
      }),
  );
}

function understood<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Invalid(`The rule cannot be followed: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * The local starts of a recurrence inside a range, soonest first, each once.
 * @throws {Invalid} for a rule that is none, has numbers out of their bounds, recurs within the hour or more than 24 times a day, counts beyond 500,
 * ends later than 5 years after its start, or has more than 500 occurrences in the range.
 */
export function localStartsOf(recurrence: Recurrence, { from, to }: LocalRange): readonly LocalTime[] {
  const rule = ruleOf(recurrence);
  const inRange = (local: LocalTime) => local >= from && local < to;
  const ruled = understood(() => rule.between(new Date(`${from}:00Z`), new Date(`${to}:00Z`), true)).map(
    (at) => at.toString().slice(0, 16),
  );
  const without = new Set(recurrence.exdates);
  const starts = [...new Set([...ruled, ...recurrence.rdates])]
    .filter((local) => inRange(local) && !without.has(local))
    .sort();
  if (starts.length > OCCURRENCES_MAX)
    throw new Invalid(
      `At most ${OCCURRENCES_MAX} occurrences are made at once; the rule has ${starts.length}.`,
    );
  return starts;
}
