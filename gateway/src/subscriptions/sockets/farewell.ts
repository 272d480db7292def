/** That the server restarts (IANA registry of close codes). */
export const SERVICE_RESTART = 1012;
/** That the client is to try again later. */
export const TRY_AGAIN_LATER = 1013;
/** What a client is told that does not take its messages. */
export const TOO_SLOW = 'Too slow';

const HASTE = 0.1;

/**
 * How long a client is to stay away, in milliseconds: each another time, so that they do not come back in step.
 * @param withinMs at most @param chance 0 to 1
 */
export function awayMs(withinMs: number, chance: number): number {
  return Math.round(withinMs * (HASTE + (1 - HASTE) * chance));
}

/** The reason of a close that tells the client when to come back: `retry-after-ms=1234`. */
export function restartReason(ms: number): string {
  return `retry-after-ms=${ms}`;
}

/** The same for server-sent events: the field that tells how long to wait. */
export function retryEvent(ms: number): string {
  return `retry: ${ms}\n\n`;
}
