const FIRST_MS = 250;
const LONGEST_MS = 15_000;
/** A connection that lived shorter than this was probably refused. */
const HEALTHY_MS = 10_000;
const AFTER_REFUSAL_MS = 4_000;

/**
 * How long to wait before connecting again, in milliseconds: doubling, half of it by chance, so that the
 * browsers of a restarted server do not come back in step.
 * @param retries failed attempts so far.
 * @param livedMs how long the last connection lived; null when there was none.
 * @param chance 0 to 1.
 */
export function retryDelay(retries: number, livedMs: number | null, chance: number): number {
  const doubled = Math.min(FIRST_MS * 2 ** retries, LONGEST_MS);
  const least = livedMs !== null && livedMs < HEALTHY_MS ? AFTER_REFUSAL_MS : 0;
  return Math.max(least, doubled / 2 + (doubled / 2) * chance);
}

const SAID = /^retry-after-ms=(\d{1,6})$/;

/** How long a server that goes wants its clients to stay away, by the reason of its close; null when it says nothing. */
export function retryAsked(reason: unknown): number | null {
  const [, ms] = typeof reason === 'string' ? (SAID.exec(reason) ?? []) : [];
  return ms === undefined ? null : Number(ms);
}
