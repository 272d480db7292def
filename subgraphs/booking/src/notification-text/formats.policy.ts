/** Formats are dear to make. So many are kept, of the locales, currencies and zones that somebody uses. */
const KEPT_MAX = 500;

/** Keeps what was made for each key; when there are too many, all are made anew. */
function keeping<Format>(make: (locale: string, option: string) => Format) {
  const kept = new Map<string, Format>();
  return (locale: string, option: string): Format => {
    const key = `${locale} ${option}`;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= KEPT_MAX) kept.clear();
    const format = make(locale, option);
    kept.set(key, format);
    return format;
  };
}

/** How a locale writes a date with its time, by the clock of an IANA zone. */
export const clockOf = keeping(
  (locale, timeZone) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }),
);

/** How a locale writes amounts of a currency. */
export const amountsOf = keeping(
  (locale, currency) => new Intl.NumberFormat(locale, { style: 'currency', currency }),
);

/** How a locale writes numbers; there is one way. */
export const numbersOf = keeping((locale) => new Intl.NumberFormat(locale));
