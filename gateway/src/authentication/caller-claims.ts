import type { Caller } from '@freehold/kernel/caller/caller';

const texts = new WeakMap<Caller, string>();

/**
 * Everything of a caller that may change an answer, as text: all but the request's id, which only names lines of the
 * log. Made once for each caller.
 */
export function claimsOf(caller: Caller): string {
  const made = texts.get(caller);
  if (made !== undefined) return made;
  const { requestId: _, ...claims } = caller;
  const text = JSON.stringify(claims);
  texts.set(caller, text);
  return text;
}
