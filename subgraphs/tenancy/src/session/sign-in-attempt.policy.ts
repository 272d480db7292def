/** How many attempts may fail before the next is refused unseen. */
export const FAILURES_MAX = 10;
/** How long failures are remembered, from the first of them on: 15 minutes. */
export const WINDOW_MS = 15 * 60_000;

/** How often it failed, and when that began. */
export interface Failures {
  readonly failures: number;
  readonly startedAt: Date;
}

/** How long the next attempt has to wait, in milliseconds; 0 when it need not. */
export function waitMs(known: Failures | null, now: Date): number {
  if (!known || known.failures < FAILURES_MAX) return 0;
  return Math.max(0, known.startedAt.getTime() + WINDOW_MS - now.getTime());
}
