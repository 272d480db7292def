import type { CombinedError } from '@urql/core';
import { retryExchange } from '@urql/exchange-retry';

/** The first pause; it grows, and no two clients come back at once. */
const PAUSE_MS = 700;
const PAUSE_MS_MAX = 4_000;
const TIMES_MAX = 4;

/**
 * Whether nothing was begun of what is missing, since too much was asked at once: the server says when to come again. What
 * changes something carries its key, so that it is done once, however often it is asked.
 */
export function isToComeAgain({ graphQLErrors }: Pick<CombinedError, 'graphQLErrors'>): boolean {
  const saysWhen = ({ extensions }: CombinedError['graphQLErrors'][number]) =>
    extensions.code === 'UNAVAILABLE' && typeof extensions.retryAfterMs === 'number';
  return graphQLErrors.length > 0 && graphQLErrors.every(saysWhen);
}

/** Asks again, before anybody hears of it, what a crowd kept from being answered: up to three times, within some seconds. */
export const askAgain = retryExchange({
  initialDelayMs: PAUSE_MS,
  maxDelayMs: PAUSE_MS_MAX,
  maxNumberAttempts: TIMES_MAX,
  retryIf: (error, { kind }) => kind !== 'subscription' && isToComeAgain(error),
});
