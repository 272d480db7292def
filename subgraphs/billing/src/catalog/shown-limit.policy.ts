import type { Limit } from './catalog.ts';

/** A limit as the API shows it: units, and null for unlimited. */
export function shownLimit(limit: Limit): number | null {
  return limit.kind === 'UNLIMITED' ? null : limit.value;
}
