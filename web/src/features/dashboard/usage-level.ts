/** How much of a limit is used, as the dashboard shows it. */
export interface UsageLevel {
  /** 0 to 100; null where there is no limit. */
  readonly percent: number | null;
  readonly tone: 'calm' | 'warning' | 'full';
}

const WARNING_FROM = 0.8;

/** Amber from 80 %, red from 100 %. A limit of null has no level, a limit of 0 is full. */
export function usageLevel(used: number, limit: number | null): UsageLevel {
  if (limit === null) return { percent: null, tone: 'calm' };
  const share = limit === 0 ? 1 : used / limit;
  const tone = share >= 1 ? 'full' : share >= WARNING_FROM ? 'warning' : 'calm';
  return { percent: Math.min(100, share * 100), tone };
}
