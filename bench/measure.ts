import type { Contestant } from './contestants.ts';

/** What a contestant has needed, per request. */
export interface Figures {
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

const ROUNDS = 7;

async function work(contestant: Contestant, requests: number, side: number): Promise<number[]> {
  const tookMs: number[] = [];
  const one = async () => {
    while (tookMs.length < requests) {
      const startedAt = performance.now();
      await contestant.answer();
      tookMs.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: side }, one));
  return tookMs;
}

async function round(contestant: Contestant, requests: number, side: number): Promise<Figures> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const tookMs = (await work(contestant, requests, side)).sort((one, other) => one - other);
  const { user, system } = process.cpuUsage(before);
  const at = (share: number) => tookMs[Math.floor(tookMs.length * share)] ?? 0;
  return {
    cpuMs: (user + system) / 1000 / tookMs.length,
    perSecond: (tookMs.length * 1000) / (performance.now() - startedAt),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
  };
}

function median(rounds: readonly Figures[], of: (figures: Figures) => number): number {
  const sorted = rounds.map(of).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * The medians of rounds that alternate between the contestants, after a round that does not count.
 * @param requests in each round @param side how many at a time
 */
export async function measure(
  contestants: readonly Contestant[],
  requests: number,
  side: number,
): Promise<ReadonlyMap<string, Figures>> {
  const rounds = new Map<string, Figures[]>(contestants.map(({ name }) => [name, []]));
  for (let index = -1; index < ROUNDS; index += 1)
    for (const contestant of contestants) {
      const figures = await round(contestant, requests, side);
      if (index >= 0) rounds.get(contestant.name)?.push(figures);
    }
  return new Map(
    [...rounds].map(([name, all]) => [
      name,
      {
        cpuMs: median(all, ({ cpuMs }) => cpuMs),
        perSecond: median(all, ({ perSecond }) => perSecond),
        p50Ms: median(all, ({ p50Ms }) => p50Ms),
        p95Ms: median(all, ({ p95Ms }) => p95Ms),
        p99Ms: median(all, ({ p99Ms }) => p99Ms),
      },
    ]),
  );
}
