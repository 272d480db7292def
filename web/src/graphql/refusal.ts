import type { CombinedError } from '@urql/core';

/** Why the server did not do as asked. `details` is what stands beside the code. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The code of a refusal that never reached a server. */
export const OFFLINE = 'OFFLINE';

const PASSING = new Set([OFFLINE, 'INTERNAL', 'UNAVAILABLE']);

type Failure = Pick<CombinedError, 'graphQLErrors' | 'networkError' | 'message'>;

/** The first thing an answer complains about. */
export function refusalOf(error: Failure): Refusal {
  const [first] = error.graphQLErrors;
  if (!first) return { code: OFFLINE, message: error.message, details: {} };
  const { code, ...details } = first.extensions;
  return { code: typeof code === 'string' ? code : 'INTERNAL', message: first.message, details };
}

/** The complaint with this code, wherever in the answer it stands. */
export function findRefusal(error: Failure | undefined, code: string): Refusal | undefined {
  const found = error?.graphQLErrors.find(({ extensions }) => extensions.code === code);
  return found && { code, message: found.message, details: found.extensions };
}

/** Whether asking the same again may well succeed, and whether the first asking may have been heard. */
export function isPassing(refusal: Refusal): boolean {
  return PASSING.has(refusal.code);
}

/** A detail that is a text, or null. */
export function textIn(refusal: Refusal, name: string): string | null {
  const value = refusal.details[name];
  return typeof value === 'string' ? value : null;
}

/** A detail that is a number, or null. */
export function numberIn(refusal: Refusal, name: string): number | null {
  const value = refusal.details[name];
  return typeof value === 'number' ? value : null;
}
