import { localDate } from '@freehold/kernel/values/calendar';

/** Whose habits dates and numbers follow. */
export interface Manners {
  /** BCP 47; its region counts, its language does not: see {@link englishOf}. */
  readonly locale: string;
  /** IANA. */
  readonly timeZone: string;
}

/** An amount as the API tells it. */
export interface Amount {
  readonly amountMinor: number | string;
  /** ISO 4217. */
  readonly currency: string;
}

/** How this tenant writes, in English, dates, times, numbers and money. Instants are ISO 8601 strings. */
export interface Formats {
  number(value: number): string;
  money(amount: Amount): string;
  /** What something costs: as money, or that it is free. */
  price(amount: Amount): string;
  /** 18:00 */
  time(instant: string): string;
  /** 18:00 or 6 PM, of a whole hour of any day, 0 to 23. */
  hour(hour: number): string;
  /** Saturday 21 November */
  day(instant: string): string;
  /** Sat 21 Nov */
  shortDay(instant: string): string;
  /** 21 Nov 2026 */
  date(instant: string): string;
  /** 21 Nov 2026, 18:00 */
  dateTime(instant: string): string;
  /** 21 Nov, for a `YYYY-MM-DD` that has no zone. */
  calendarDay(date: string): string;
  /** Sat, for a `YYYY-MM-DD` that has no zone. */
  weekdayOf(date: string): string;
  /** Saturday 21 November, for a `YYYY-MM-DD` that has no zone. */
  longDayOf(date: string): string;
  /** `YYYY-MM-DD` of an instant where the tenant is. */
  dateKey(instant: string | Date): string;
}

/** Minor units in the unit people say: 1995 with 2 digits is 19.95. Exact up to 2^53 minor units. */
export function majorUnits(amountMinor: number | string, digits: number): number {
  return Number(amountMinor) / 10 ** digits;
}

const HOUR_MS = 3_600_000;

/** English as Europe writes it: 21 November, 18:00. */
const EUROPEAN = 'en-150';

/**
 * English with the habits of the tenant's region, since the words around a date are English: a page in two
 * languages reads like a mistake. `nb` is Norway (`en-NO`). English that names no region, or a region whose
 * English nobody wrote down, is European in a European zone and else American.
 * @throws {RangeError} for a locale that does not exist.
 */
export function englishOf({ locale, timeZone }: Manners): string {
  const tag = new Intl.Locale(locale);
  const region = tag.region ?? (tag.language === 'en' ? undefined : tag.maximize().region);
  const regional = region ? `en-${region}` : 'en';
  const isKnown =
    new Intl.DateTimeFormat(regional).resolvedOptions().locale === regional && regional !== 'en';
  if (isKnown) return regional;
  return timeZone.startsWith('Europe/') ? EUROPEAN : 'en-US';
}

function moneyFormat(locale: string, currency: string): (amountMinor: number | string) => string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return (amountMinor) => format.format(majorUnits(amountMinor, digits));
}

/**
 * The formats of a tenant.
 * @throws {RangeError} for a locale or a zone that does not exist.
 */
export function createFormats(manners: Manners): Formats {
  const { timeZone } = manners;
  const locale = englishOf(manners);
  const { hour12 = false } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const clock = { hour: hour12 ? 'numeric' : '2-digit', minute: '2-digit' } as const;
  const instants = (options: Intl.DateTimeFormatOptions, zone = timeZone) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    return (instant: string) => format.format(new Date(instant));
  };
  const wholeHour = instants(hour12 ? { hour: 'numeric' } : clock, 'UTC');
  const plain = new Intl.NumberFormat(locale, { useGrouping: 'min2' });
  const currencies = new Map<string, (amountMinor: number | string) => string>();
  const moneyIn = (currency: string) => {
    const format = currencies.get(currency) ?? moneyFormat(locale, currency);
    currencies.set(currency, format);
    return format;
  };
  return {
    number: (value) => plain.format(value),
    money: ({ amountMinor, currency }) => moneyIn(currency)(amountMinor),
    price: ({ amountMinor, currency }) =>
      Number(amountMinor) === 0 ? 'Free' : moneyIn(currency)(amountMinor),
    hour: (hour) => wholeHour(new Date(hour * HOUR_MS).toISOString()),
    time: instants(clock),
    day: instants({ weekday: 'long', day: 'numeric', month: 'long' }),
    date: instants({ day: 'numeric', month: 'short', year: 'numeric' }),
    shortDay: instants({ weekday: 'short', day: 'numeric', month: 'short' }),
    dateTime: instants({ day: 'numeric', month: 'short', year: 'numeric', ...clock }),
    calendarDay: instants({ day: 'numeric', month: 'short' }, 'UTC'),
    weekdayOf: instants({ weekday: 'short' }, 'UTC'),
    longDayOf: instants({ weekday: 'long', day: 'numeric', month: 'long' }, 'UTC'),
    dateKey: (instant) => localDate(new Date(instant), timeZone),
  };
}
