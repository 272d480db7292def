import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { Counter, Gauge, Registry } from 'prom-client';
import { watchLoopDelay } from './loop-delay.ts';
import { SecondsHistogram } from './seconds-histogram.ts';

const CODE = /^[A-Z][A-Z0-9_]{0,39}$/;
const CODES_MAX = 60;

/** How a call to a subgraph ended. */
export type CallOutcome = 'answered' | 'failed' | 'late' | 'refused' | 'spared';

function secondsSince(startedAtMs: number): number {
  return (performance.now() - startedAtMs) / 1000;
}

/**
 * What a gateway measures of itself, in a registry of its own. Labels take few values: no tenant, no address, no text
 * of a client is among them.
 */
export class GatewayMetrics {
  readonly #registry = new Registry();
  readonly #codes = new Set<string>();
  readonly #operations = new SecondsHistogram({
    name: 'freehold_operation_seconds',
    help: 'Valid operations, by type and by the code of their first error (OK without).',
    labels: ['type', 'code'],
  });
  readonly #requests = new SecondsHistogram({
    name: 'freehold_http_request_seconds',
    help: 'Requests for operations over HTTP, by status.',
    labels: ['status'],
  });
  readonly #calls = new SecondsHistogram({
    name: 'freehold_subgraph_call_seconds',
    help: 'Calls to subgraphs: answered, failed, late (given up), refused since it is asked too much, or spared while it is left alone.',
    labels: ['subgraph', 'outcome'],
  });
  readonly #sockets = new Gauge({
    name: 'freehold_open_sockets',
    help: 'Sockets and event streams of clients that are open.',
    registers: [this.#registry],
  });
  readonly #slow = new Counter({
    name: 'freehold_slow_clients_dropped_total',
    help: 'Clients that were dropped because they did not take what they were sent.',
    registers: [this.#registry],
  });
  readonly #refusals = new Counter({
    name: 'freehold_rate_refusals_total',
    help: 'What was refused for its rate, by what was counted.',
    labelNames: ['bucket'],
    registers: [this.#registry],
  });
  readonly #schemas = new Counter({
    name: 'freehold_schema_loads_total',
    help: 'Schemas that were to be served in the place of another: loaded, or refused because they are broken.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });

  /** @param subgraphs whose crowds are looked at whenever the measures are; of those alone that can tell */
  constructor(subgraphs: readonly Pick<SubgraphClient, 'name' | 'crowd'>[] = []) {
    watchLoopDelay(this.#registry);
    this.#watchCrowds(subgraphs);
  }

  /** An operation that began at `startedAtMs` of `performance.now()` has been answered; without an error code is null. */
  operation(type: string, code: string | null, startedAtMs: number): void {
    this.#operations.add(secondsSince(startedAtMs), type, this.#known(code ?? 'OK'));
  }

  request(status: number, seconds: number): void {
    this.#requests.add(seconds, `${status}`);
  }

  call(subgraph: string, outcome: CallOutcome, startedAtMs: number): void {
    this.#calls.add(secondsSince(startedAtMs), subgraph, outcome);
  }

  socketOpened(): void {
    this.#sockets.inc();
  }

  socketClosed(): void {
    this.#sockets.dec();
  }

  slowClientDropped(): void {
    this.#slow.inc();
  }

  /** `count` is asked whenever the measures are. */
  watchLanes(count: () => number): void {
    new Gauge({
      name: 'freehold_live_lanes',
      help: 'Subscriptions that subgraphs are asked for; all who listen to the same with the same rights share one.',
      registers: [this.#registry],
      collect() {
        this.set(count());
      },
    });
  }

  #watchCrowds(subgraphs: readonly Pick<SubgraphClient, 'name' | 'crowd'>[]): void {
    new Gauge({
      name: 'freehold_subgraph_operations',
      help: 'Operations and events of subgraphs in this process: under way, or waiting to be let in.',
      labelNames: ['subgraph', 'state'],
      registers: [this.#registry],
      collect() {
        for (const client of subgraphs) {
          const crowd = client.crowd?.();
          if (!crowd) continue;
          this.set({ subgraph: client.name, state: 'under_way' }, crowd.underWay);
          this.set({ subgraph: client.name, state: 'waiting' }, crowd.waiting);
        }
      },
    });
  }

  rateRefused(bucket: string): void {
    this.#refusals.inc({ bucket });
  }

  schemaLoad(outcome: 'loaded' | 'refused'): void {
    this.#schemas.inc({ outcome });
  }

  /** All of it in the text format of Prometheus. */
  async text(): Promise<string> {
    const durations = [this.#operations, this.#requests, this.#calls].map((histogram) => histogram.text());
    return [...durations, await this.#registry.metrics()].join('\n\n');
  }

  /** Subgraphs name their own codes; a broken one shall not make a thousand series. */
  #known(code: string): string {
    if (this.#codes.has(code)) return code;
    if (!CODE.test(code) || this.#codes.size >= CODES_MAX) return 'OTHER';
    this.#codes.add(code);
    return code;
  }
}
