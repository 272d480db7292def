import { Invalid } from '@freehold/kernel/errors/refusals';

const DAY_MS = 86_400_000;

/** How far ahead something may begin. */
export interface Horizon {
  /** What begins, as a sentence begins with it: 'A session'. */
  readonly what: string;
  readonly days: number;
}

/**
 * Whatever is put on a calendar begins in the future and within a horizon; both its instants are inside.
 * @throws {Invalid} when it does not.
 */
export function refuseOutside({ what, days }: Horizon, startsAt: Date, now: Date): void {
  if (startsAt <= now) throw new Invalid(`${what} begins in the future; ${startsAt.toISOString()} is past.`);
  if (startsAt.getTime() - now.getTime() > days * DAY_MS)
    throw new Invalid(`${what} begins at most ${days} days ahead.`);
}
