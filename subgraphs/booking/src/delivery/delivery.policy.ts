const MINUTE_MS = 60_000;
const ATTEMPTS_MAX = 8;
const PAUSE_MINUTES_MAX = 60;

/** How long an attempt has a message for itself; a worker that died leaves it to the next after that. */
export const LEASE_MS = 5 * MINUTE_MS;

/**
 * When somebody looks whether what was taken was sent: with the first full minute after the lease, so that of all that a
 * tenant takes in a minute one job looks.
 */
export function lookAfter(leaseEnd: Date): Date {
  return new Date(Math.ceil(leaseEnd.getTime() / MINUTE_MS) * MINUTE_MS);
}

/**
 * When a message is tried again that was not taken for the n-th time: after 1, 2, 4, … minutes, an hour at most; null
 * after the eighth, when two hours have gone by.
 */
export function nextTry(attempts: number, now: Date): Date | null {
  if (attempts >= ATTEMPTS_MAX) return null;
  const minutes = Math.min(2 ** (attempts - 1), PAUSE_MINUTES_MAX);
  return new Date(now.getTime() + minutes * MINUTE_MS);
}
