import type { PlanPath } from '../plan/places.ts';

/** The place of a field, by the response names on the way to it: in lists all elements are alike. */
export function placeKey(path: PlanPath, name: string): string {
  return [...path, name].join('.');
}
