/** How often a session recurs, as the form asks for it. */
export interface Recurrence {
  readonly frequency: 'DAILY' | 'WEEKLY';
  /** `MO` to `SU`; of a weekly rule. None means the weekday of the first one. */
  readonly weekdays: readonly string[];
  /** The last day on which there may be one, `YYYY-MM-DD`; null for no end. */
  readonly until: string | null;
}

/** The weekdays as RFC 5545 calls them and as people do, from Monday on. */
export const WEEKDAYS = [
  { code: 'MO', short: 'Mon' },
  { code: 'TU', short: 'Tue' },
  { code: 'WE', short: 'Wed' },
  { code: 'TH', short: 'Thu' },
  { code: 'FR', short: 'Fri' },
  { code: 'SA', short: 'Sat' },
  { code: 'SU', short: 'Sun' },
] as const;

/** The weekday of a calendar day `YYYY-MM-DD`, such as `TU`. */
export function weekdayCode(date: string): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return WEEKDAYS[(day + 6) % WEEKDAYS.length]?.code ?? 'MO';
}

/** The rule (RRULE, RFC 5545) of what was chosen. */
export function ruleOf({ frequency, weekdays, until }: Recurrence, firstDate: string): string {
  const days = weekdays.length > 0 ? weekdays : [weekdayCode(firstDate)];
  return [
    `FREQ=${frequency}`,
    ...(frequency === 'WEEKLY' ? [`BYDAY=${days.join(',')}`] : []),
    ...(until ? [`UNTIL=${until.replaceAll('-', '')}`] : []),
  ].join(';');
}

const RULE_PARTS = /(?<name>[A-Z]+)=(?<value>[^;]*)/g;

/** A rule in words where it is a simple one: `every week on Tue and Thu`; else as it is written. */
export function ruleWords(rule: string): string {
  const parts = new Map([...rule.matchAll(RULE_PARTS)].map(([, name, value]) => [name, value ?? '']));
  const codes = parts.get('BYDAY')?.split(',') ?? [];
  const names = codes.map((code) => WEEKDAYS.find((weekday) => weekday.code === code)?.short);
  const isSimple = [...parts.keys()].every((name) =>
    ['FREQ', 'BYDAY', 'UNTIL', 'COUNT'].includes(name ?? ''),
  );
  if (!isSimple || names.includes(undefined)) return rule;
  if (parts.get('FREQ') === 'DAILY' && names.length === 0) return 'every day';
  if (parts.get('FREQ') !== 'WEEKLY') return rule;
  const list = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return list ? `every week on ${list}` : 'every week';
}
