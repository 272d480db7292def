/** Whether more than so many lists and objects are inside each other; it looks no deeper than that. */
export function isDeeperThan(value: unknown, depthMax: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depthMax === 0) return true;
  for (const inner of Object.values(value)) if (isDeeperThan(inner, depthMax - 1)) return true;
  return false;
}
