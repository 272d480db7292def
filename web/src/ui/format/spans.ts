const MINUTES_OF_HOUR = 60;
const MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR;

/** `1 day`, `3 days`. */
export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Minutes in the largest unit that is whole: `90 minutes`, `2 hours`, `1 day`. */
export function spanOf(minutes: number): string {
  if (minutes > 0 && minutes % MINUTES_OF_DAY === 0) return counted(minutes / MINUTES_OF_DAY, 'day');
  if (minutes > 0 && minutes % MINUTES_OF_HOUR === 0) return counted(minutes / MINUTES_OF_HOUR, 'hour');
  return counted(minutes, 'minute');
}
