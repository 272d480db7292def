import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { SubgraphAnswer, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { gatewayCaller } from '../subgraphs/gateway-caller.ts';

const RETRY_MS = 1_000;

/** Which internal subscription a {@link Feed} follows, and what it does with it. */
export interface FeedOptions<S extends z.ZodType> {
  readonly client: SubgraphClient;
  readonly query: string;
  /** The shape of an event's data. */
  readonly event: S;
  readonly logger: Logger;
  onEvent(event: z.infer<S>): void;
  /** Called when the feed begins again after it was not live: events may have been missed. */
  onLive(): void;
}

/** Follows an internal subscription of a subgraph for as long as the gateway runs, and says whether it is heard. */
export class Feed<S extends z.ZodType> {
  readonly #options: FeedOptions<S>;
  readonly #stopped = new AbortController();
  #source: AsyncIterator<SubgraphAnswer> | null = null;
  #following: Promise<void> = Promise.resolve();
  #isLossTold = false;

  constructor(options: FeedOptions<S>) {
    this.#options = options;
  }

  /** The subgraph's name. */
  get name(): string {
    return this.#options.client.name;
  }

  /** Whether events arrive at present. */
  get isLive(): boolean {
    return this.#source !== null;
  }

  /** Begins to follow; returns at once. */
  start(): void {
    this.#following = this.#follow();
  }

  /** Stops, and leaves the subgraph's subscription. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    // A subgraph that does not take the goodbye has gone already.
    await this.#source?.return?.().catch(() => undefined);
    await this.#following;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#followOnce().catch((error: unknown) => this.#tellOf(error));
      this.#source = null;
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #followOnce(): Promise<void> {
    const { client, query, onLive } = this.#options;
    const answer = await client.subscribe({ query, caller: gatewayCaller(randomUUID()) });
    if (!(Symbol.asyncIterator in answer)) return this.#accept(answer);
    const source = answer[Symbol.asyncIterator]();
    if (this.#stopped.signal.aborted) return void (await source.return?.());
    this.#source = source;
    this.#isLossTold = false;
    onLive();
    try {
      for (let next = await source.next(); !next.done; next = await source.next()) this.#accept(next.value);
    } finally {
      await source.return?.();
    }
  }

  /** @throws {Error} when the answer is a refusal or has another shape. */
  #accept({ data, errors }: SubgraphAnswer): void {
    if (errors?.length) throw new Error(errors.map(({ message }) => message).join(' '));
    this.#options.onEvent(this.#options.event.parse(data));
  }

  #tellOf(error: unknown): void {
    const { client, logger } = this.#options;
    if (this.#stopped.signal.aborted || this.#isLossTold) return;
    this.#isLossTold = true;
    logger.warn(
      { err: error, subgraph: client.name },
      'A feed of changes broke; it is asked again every second.',
    );
  }
}
