import type { Rules, WaitlistMode } from '../policy/rules.policy.ts';
import { WaitlistClosed } from './waitlist.errors.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** When a session begins, and the time now. */
export interface Moment {
  readonly startsAt: Date;
  readonly now: Date;
}

/** Why nobody gets seats that are free. */
export type Standstill = 'AFTER_CUTOFF' | 'CLOSED';

/** What decides on the order of those who wait. */
export interface Waiting {
  readonly priority: number;
  /** Digits that grow with each who joins. */
  readonly position?: string;
}

/** Those who wait in their order: by priority, the larger first, then in the order in which they joined. */
export function lineOf<T extends Waiting>(waiting: readonly T[]): readonly T[] {
  return [...waiting].sort(
    (left, right) =>
      right.priority - left.priority || Number(left.position ?? 0) - Number(right.position ?? 0),
  );
}

function closesAt({ waitlist }: Rules, startsAt: Date): Date {
  return new Date(startsAt.getTime() - waitlist.closesMinutesBefore * MINUTE_MS);
}

/** @throws {WaitlistClosed} from the instant on at which the waitlist closes. */
export function refuseWhenClosed(rules: Rules, { startsAt, now }: Moment): void {
  const at = closesAt(rules, startsAt);
  if (now >= at) throw new WaitlistClosed(at);
}

const cutoffMinutes = (mode: WaitlistMode, minutes: number) => (mode === 'AUTO' ? minutes : 0);

/**
 * Why nobody gets seats now, or null. A closed waitlist gives no seats; nobody is promoted without being asked later
 * than so many minutes before the start, the last instant included.
 */
export function standstillOf(rules: Rules, { startsAt, now }: Moment): Standstill | null {
  if (now >= closesAt(rules, startsAt)) return 'CLOSED';
  const { mode, autoPromoteUntilMinutes } = rules.waitlist;
  const leftMs = startsAt.getTime() - now.getTime();
  return leftMs < cutoffMinutes(mode, autoPromoteUntilMinutes) * MINUTE_MS ? 'AFTER_CUTOFF' : null;
}

/** When an offer that is made now expires: after its hours, and at the start at the latest. */
export function offerExpiry({ waitlist }: Rules, { startsAt, now }: Moment): Date {
  return new Date(Math.min(now.getTime() + waitlist.offerHours * HOUR_MS, startsAt.getTime()));
}
