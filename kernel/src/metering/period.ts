import { localDate } from '../values/calendar.ts';

/** The month of an instant in a tenant's time zone: its first day, `YYYY-MM-DD`. */
export function monthOf(instant: Date, timeZone: string): string {
  return `${localDate(instant, timeZone).slice(0, 7)}-01`;
}

/** The first day of the month after one, `YYYY-MM-DD`. */
export function monthAfter(period: string): string {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}
