const MINUTE_MS = 60_000;
const ATTEMPTS_MAX = 8;
const PAUSE_MINUTES_MAX = 60;

/** How long an attempt has a message for itself; a worker that died leaves it to the next after that. */
export const LEASE_MS = 5 * MINUTE_MS;

/**
 * When a message is tried again that was not taken for the n-th time: after 1, 2, 4, … minutes, an hour at most; null
 * after the eighth, when two hours have gone by.
 */
export function nextTry(attempts: number, now: Date): Date | null {
  if (attempts >= ATTEMPTS_MAX) return null;
  const minutes = Math.min(2 ** (attempts - 1), PAUSE_MINUTES_MAX);
  return new Date(now.getTime() + minutes * MINUTE_MS);
}
