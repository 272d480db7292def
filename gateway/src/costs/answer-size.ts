import { WrittenData } from '../execution/written-data.ts';

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (!Array.isArray(value)) return 1 + answerSize(value);
  let size = 0;
  for (const item of value) size += sizeOf(item);
  return size;
}

/** How many objects an answer holds, in the currency of costs: one point for each. */
export function answerSize(data: object): number {
  if (data instanceof WrittenData) return data.objects;
  let size = 0;
  for (const value of Object.values(data)) size += sizeOf(value);
  return size;
}
