import { CONTESTANTS } from './all.ts';
import type { Contestant, Reach, Setting } from './contestant.ts';

/** What the measuring process may ask of a contestant's. */
export type Order =
  | { readonly kind: 'start'; readonly name: string; readonly setting: Setting }
  | { readonly kind: 'work'; readonly requests: number; readonly side: number }
  | { readonly kind: 'usage' }
  | { readonly kind: 'answer' };

/** What a process has used so far. */
export interface Usage {
  readonly cpuMs: number;
  /** Of it, in the kernel: what it sends and is woken for. */
  readonly systemMs: number;
  readonly rssMb: number;
  readonly heapMb: number;
}

let contestant: Contestant = {};

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    cpuMs: (user + system) / 1000,
    systemMs: system / 1000,
    rssMb: rss / 2 ** 20,
    heapMb: heapUsed / 2 ** 20,
  };
}

async function work(requests: number, side: number): Promise<number[]> {
  const tookMs: number[] = [];
  const one = async () => {
    while (tookMs.length < requests) {
      const startedAt = performance.now();
      await contestant.answer?.();
      tookMs.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: side }, one));
  return tookMs;
}

function reachOf({ url, hosts = [], accept = 'application/json' }: Contestant): Reach | null {
  return url === undefined ? null : { url, hosts, accept };
}

async function obey(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'start':
      contestant = (await CONTESTANTS[order.name]?.(order.setting)) ?? {};
      return reachOf(contestant);
    case 'work':
      return work(order.requests, order.side);
    case 'usage':
      return usage();
    case 'answer':
      return contestant.answer?.();
  }
}

process.on('message', async (order: Order) => process.send?.(await obey(order)));
process.on('disconnect', () => process.exit());
