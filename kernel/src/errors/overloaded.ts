import { Unavailable } from './refusals.ts';

const RETRY_MS_MIN = 1_000;
const RETRY_MS_SPREAD = 1_000;

/** What is said of what was not begun, or given up before anything was changed. */
export const TOO_MUCH_AT_ONCE =
  'Too much is going on here at once. Nothing was changed; try again in a moment.';

/**
 * More is asked than can be answered in time, and nothing of this was begun. Each is told a time of its own after which to
 * come again, one to two seconds, so that not all who were refused come back at once.
 */
export class Overloaded extends Unavailable {
  constructor(retryAfterMs = RETRY_MS_MIN + Math.floor(Math.random() * RETRY_MS_SPREAD)) {
    super(TOO_MUCH_AT_ONCE, { retryAfterMs });
  }
}

/** When an error that says {@link Overloaded} wants to be asked again, in milliseconds; null for all other errors. */
export function overloadIn({
  extensions,
}: {
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}): number | null {
  if (extensions?.code !== 'UNAVAILABLE') return null;
  return typeof extensions.retryAfterMs === 'number' ? extensions.retryAfterMs : null;
}
