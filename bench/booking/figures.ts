import type { MeasuredTurn, Score } from './rounds.ts';

/** The figure in the middle; NaN of none. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** What is said of one entrant: medians over its turns. */
export interface Figures {
  readonly label: string;
  /** Requests in a second. */
  readonly rps: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Milliseconds of CPU of the process that answers, per request. */
  readonly cpuMs: number;
  /** The same of PostgreSQL; NaN when nobody can tell. */
  readonly serverMs: number;
}

const rpsOf = ({ requests, seconds }: MeasuredTurn) => requests / seconds;
const costOf = ({ requests, cpuMs, serverMs }: MeasuredTurn) => (cpuMs + (serverMs ?? Number.NaN)) / requests;

/** Medians over the turns of an entrant. */
export function figuresOf({ label, turns }: Score): Figures {
  const percentile = (part: number) =>
    median(turns.map(({ latencies }) => latencies[Math.floor((latencies.length - 1) * part)] ?? Number.NaN));
  return {
    label,
    rps: median(turns.map(rpsOf)),
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    cpuMs: median(turns.map(({ cpuMs, requests }) => cpuMs / requests)),
    serverMs: median(turns.map(({ serverMs, requests }) => (serverMs ?? Number.NaN) / requests)),
  };
}

function medianRatio(
  ours: Score,
  peer: Score,
  of: (ours: MeasuredTurn, peer: MeasuredTurn) => number,
): number {
  return median(
    ours.turns.map((turn, round) => {
      const other = peer.turns[round];
      return other ? of(turn, other) : Number.NaN;
    }),
  );
}

/** How many times as many requests in a second one entrant answers as another: the median of the ratios of each round. */
export function ratioOf(ours: Score, peer: Score): number {
  return medianRatio(ours, peer, (our, other) => rpsOf(our) / rpsOf(other));
}

/** How many times as many requests one entrant answers for the same CPU, its own and PostgreSQL's: alike. */
export function thriftOf(ours: Score, peer: Score): number {
  return medianRatio(ours, peer, (our, other) => costOf(other) / costOf(our));
}
