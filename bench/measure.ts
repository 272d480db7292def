import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'undici';
import type { Reach, Setting } from './contestants/contestant.ts';
import type { Order, Usage } from './contestants/process.ts';
import { quantile } from './quantile.ts';
import { BODY } from './shop.ts';

/** What a contestant has needed, per request. */
export interface Figures {
  readonly cpuMs: number;
  /** Of it, in the kernel: what it sends and is woken for. */
  readonly systemMs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly rssMb: number;
  readonly heapMb: number;
  /** How often it asked subgraphs. */
  readonly calls: number;
}

/** How often the subgraphs have been asked so far, by anybody. */
export type CountCalls = () => Promise<number>;

const WARM_UP_MS = 3_000;
/** After so many it is looked whether the time is over. */
const WARM_UP_REQUESTS = 100;

const PROCESS = new URL('contestants/process.ts', import.meta.url);
/** How all are run: graphql-js looks more closely at what it is given otherwise. */
export const PRODUCTION = { execArgv: process.execArgv, env: { NODE_ENV: 'production' } };

/** A contestant in a process of its own, whose work alone is counted. */
export class Runner {
  readonly name: string;
  readonly #child: ChildProcess;
  #reach: Reach | null = null;
  #asked = 0;

  private constructor(name: string, child: ChildProcess) {
    this.name = name;
    this.#child = child;
    child.once('exit', (code) => {
      if (code) throw new Error(`${name} has failed.`);
    });
  }

  static async start(name: string, setting: Setting): Promise<Runner> {
    const runner = new Runner(name, fork(PROCESS, PRODUCTION));
    runner.#reach = await runner.#order<Reach | null>({ kind: 'start', name, setting });
    return runner;
  }

  /** The answer to the one question, as text. */
  answer(): Promise<string> {
    return this.#reach === null ? this.#order<string>({ kind: 'answer' }) : this.#ask(this.#reach);
  }

  /**
   * So many requests, so many at a time, after some seconds that do not count, the same for all: while others were at work
   * this process was idle for a minute, in which V8 lets go of compiled code and the machine of its memory.
   */
  async round(requests: number, side: number, countCalls: CountCalls): Promise<Figures> {
    await this.#warmUp(side);
    const callsBefore = await countCalls();
    const before = await this.#order<Usage>({ kind: 'usage' });
    const startedAt = performance.now();
    const tookMs = await this.#work(requests, side);
    const lastedMs = performance.now() - startedAt;
    const { cpuMs, systemMs, rssMb, heapMb } = await this.#order<Usage>({ kind: 'usage' });
    tookMs.sort((one, other) => one - other);
    const at = (share: number) => quantile(tookMs, share);
    return {
      cpuMs: (cpuMs - before.cpuMs) / tookMs.length,
      systemMs: (systemMs - before.systemMs) / tookMs.length,
      perSecond: (tookMs.length * 1000) / lastedMs,
      p50Ms: at(0.5),
      p95Ms: at(0.95),
      p99Ms: at(0.99),
      rssMb,
      heapMb,
      calls: ((await countCalls()) - callsBefore) / tookMs.length,
    };
  }

  close(): void {
    this.#child.disconnect();
  }

  async #warmUp(side: number): Promise<void> {
    const until = performance.now() + WARM_UP_MS;
    while (performance.now() < until) await this.#work(WARM_UP_REQUESTS, side);
  }

  async #work(requests: number, side: number): Promise<number[]> {
    const reach = this.#reach;
    if (reach === null) return this.#order({ kind: 'work', requests, side });
    const tookMs: number[] = [];
    const one = async () => {
      while (tookMs.length < requests) {
        const startedAt = performance.now();
        await this.#ask(reach);
        tookMs.push(performance.now() - startedAt);
      }
    };
    await Promise.all(Array.from({ length: side }, one));
    return tookMs;
  }

  async #ask({ url, hosts, accept }: Reach): Promise<string> {
    const host = hosts[this.#asked++ % hosts.length];
    const headers = { 'content-type': 'application/json', accept, ...(host ? { host } : {}) };
    const { body } = await request(url, { method: 'POST', headers, body: BODY });
    return body.text();
  }

  async #order<T>(order: Order): Promise<T> {
    this.#child.send(order);
    const [answer] = await once(this.#child, 'message');
    return answer;
  }
}

function median(rounds: readonly Figures[], key: keyof Figures): number {
  const sorted = rounds.map((figures) => figures[key]).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function medians(rounds: readonly Figures[]): Figures {
  return {
    cpuMs: median(rounds, 'cpuMs'),
    systemMs: median(rounds, 'systemMs'),
    perSecond: median(rounds, 'perSecond'),
    p50Ms: median(rounds, 'p50Ms'),
    p95Ms: median(rounds, 'p95Ms'),
    p99Ms: median(rounds, 'p99Ms'),
    rssMb: median(rounds, 'rssMb'),
    heapMb: median(rounds, 'heapMb'),
    calls: median(rounds, 'calls'),
  };
}

/** Nobody comes after the same one each time, whose garbage may still be collected beside it. */
function rotated<T>(items: readonly T[], by: number): readonly T[] {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

/** How it is measured. */
export interface MeasureOptions {
  readonly rounds: number;
  /** Requests at a time. */
  readonly side: number;
  readonly countCalls: CountCalls;
}

/**
 * The medians of rounds that alternate between the contestants, after three that do not count, in an order that changes.
 * @param requests in each round; `side` of them at a time
 */
export async function measure(
  runners: readonly Runner[],
  requests: number,
  { rounds: count, side, countCalls }: MeasureOptions,
): Promise<ReadonlyMap<string, Figures>> {
  const rounds = new Map<string, Figures[]>(runners.map(({ name }) => [name, []]));
  for (let index = -3; index < count; index += 1)
    for (const runner of rotated(runners, index + 3)) {
      const figures = await runner.round(requests, side, countCalls);
      if (index >= 0) rounds.get(runner.name)?.push(figures);
    }
  return new Map([...rounds].map(([name, all]) => [name, medians(all)]));
}
