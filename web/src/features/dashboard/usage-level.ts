/** What a plan says of a meter. */
export type Allowance = 'limited' | 'unlimited' | 'per-use' | 'not-included';

/** How much of a limit is used, as the dashboard shows it. */
export interface UsageLevel {
  readonly allowance: Allowance;
  /** 0 to 100; null where there is nothing to fill. */
  readonly percent: number | null;
  readonly tone: 'calm' | 'warning' | 'full';
}

interface Limit {
  /** Units; null when unlimited. */
  readonly limit: number | null;
  readonly enforcement: 'HARD' | 'SOFT' | 'OVERAGE';
}

const WARNING_FROM = 0.8;

function allowanceOf({ limit, enforcement }: Limit): Allowance {
  if (limit === null) return 'unlimited';
  if (limit > 0) return 'limited';
  return enforcement === 'HARD' ? 'not-included' : 'per-use';
}

/** Amber from 80 %, red from 100 %. Where the plan has no limit, or none of it at all, there is no level. */
export function usageLevel(used: number, allowed: Limit): UsageLevel {
  const allowance = allowanceOf(allowed);
  if (allowance !== 'limited' || allowed.limit === null) return { allowance, percent: null, tone: 'calm' };
  const share = used / allowed.limit;
  const tone = share >= 1 ? 'full' : share >= WARNING_FROM ? 'warning' : 'calm';
  return { allowance, percent: Math.min(100, share * 100), tone };
}

const MOST_COLUMNS = 4;

/** Into how many columns so many cards go without leaving one alone in the last row, if that can be: 1 to 4. */
export function columnsFor(cards: number): number {
  return Math.max(1, Math.ceil(cards / Math.ceil(cards / MOST_COLUMNS)) || 1);
}
