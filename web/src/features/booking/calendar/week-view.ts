import type { CalendarWeekQuery } from '../../../graphql/generated/graphql.ts';

/** A session as the calendar shows it. */
export type CalendarSession = NonNullable<CalendarWeekQuery['sessions']>['edges'][number]['node'];

/** What a view of a week is given. */
export interface WeekViewProps {
  /** Seven times `YYYY-MM-DD`. */
  readonly dates: readonly string[];
  readonly today: string;
  readonly sessions: readonly CalendarSession[];
  /** Called with the id of a session that is to be looked at. */
  readonly onOpen: (sessionId: string) => void;
  /** Called with the day on which a session is to be made. */
  readonly onNew: (date: string) => void;
}

/** How a session stands: called off, full, or with room. */
export function toneOf({ canceledAt, seatsLeft }: CalendarSession): 'canceled' | 'full' | 'open' {
  if (canceledAt) return 'canceled';
  return seatsLeft <= 0 ? 'full' : 'open';
}

/** `12 of 24`, or that it was called off. */
export function seatsWords({ canceledAt, seatsTaken, capacity }: CalendarSession): string {
  return canceledAt ? 'Called off' : `${seatsTaken} of ${capacity}`;
}
