import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import type { ExecutionResult } from 'graphql';
import { endsAccess } from '../authentication/callers.ts';

const RETRY_MS = 1_000;

/** What a {@link LiveSubscription} stands between. */
export interface LiveSubscriptionParts {
  /** The subscriber with its rights as they are now; throws the refusal when it has none any more. */
  identify(): Promise<Caller>;
  /** Asks the owning subgraph in the caller's name. */
  subscribe(caller: Caller): Promise<AsyncIterable<SubgraphAnswer> | SubgraphAnswer>;
  /** Completes an event in the caller's name. */
  complete(answer: SubgraphAnswer, caller: Caller): Promise<ExecutionResult>;
  /** The result that says what was thrown. */
  refuse(thrown: unknown): ExecutionResult;
  /** Called once when nothing more will come. */
  onEnd(): void;
}

interface Upstream {
  readonly events: AsyncIterator<SubgraphAnswer>;
  /** The rights with which the subgraph was asked, as text. */
  readonly rights: string;
}

type Next = IteratorResult<ExecutionResult, undefined>;
const DONE: Next = { done: true, value: undefined };

function rightsOf({ tenant, member }: Caller): string {
  return JSON.stringify([tenant, member]);
}

/**
 * One client's subscription: the owning subgraph's events, each completed with the subscriber's current rights.
 * The subgraph judges the event's own fields by the rights it was asked with; so when rights change, it is asked
 * anew, and an event that was judged by old rights is withheld. When the subgraph goes away it is asked again.
 */
export class LiveSubscription implements AsyncIterableIterator<ExecutionResult, undefined> {
  readonly #parts: LiveSubscriptionParts;
  readonly #closed = new AbortController();
  #upstream: Upstream | null = null;
  /** Said once, as the last thing. */
  #lastWord: ExecutionResult | null = null;
  #asking: Promise<void> = Promise.resolve();

  constructor(parts: LiveSubscriptionParts) {
    this.#parts = parts;
  }

  /** Asks the subgraph for the first time; the result of a refusal, or null when events will follow. */
  async start(): Promise<ExecutionResult | null> {
    await this.#ask();
    if (this.#lastWord) this.#close();
    return this.#lastWord;
  }

  /** Asks the subgraph anew if the subscriber's rights are not what they were. */
  async refresh(): Promise<void> {
    await this.#ask();
  }

  async next(): Promise<Next> {
    while (!this.#closed.signal.aborted) {
      const upstream = this.#upstream;
      if (!upstream) return this.#end();
      const event = await upstream.events.next().catch(() => DONE);
      if (!event.done) {
        const result = await this.#complete(event.value, upstream);
        if (result) return { done: false, value: result };
      } else if (this.#upstream === upstream) await this.#askAgain(upstream);
    }
    return DONE;
  }

  /** Leaves the subgraph at once; a `next` that waits ends. */
  async return(): Promise<Next> {
    this.#close();
    await this.#replace(null);
    return DONE;
  }

  async throw(): Promise<Next> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The completed event; null when it is withheld, because it was judged by rights that are no more. */
  async #complete(answer: SubgraphAnswer, upstream: Upstream): Promise<ExecutionResult | null> {
    try {
      const caller = await this.#parts.identify();
      if (rightsOf(caller) === upstream.rights) return await this.#parts.complete(answer, caller);
      await this.#ask();
    } catch (error) {
      if (!endsAccess(error)) return this.#parts.refuse(error);
      await this.#finish(this.#parts.refuse(error));
    }
    return null;
  }

  async #askAgain(lost: Upstream): Promise<void> {
    await delay(RETRY_MS, undefined, { signal: this.#closed.signal }).catch(() => undefined);
    if (this.#upstream !== lost || this.#closed.signal.aborted) return;
    await this.#ask({ isLost: true });
  }

  /** One asking at a time: each sees what the one before has left. */
  #ask(options = { isLost: false }): Promise<void> {
    this.#asking = this.#asking.then(() => this.#askOnce(options));
    return this.#asking;
  }

  async #askOnce({ isLost }: { isLost: boolean }): Promise<void> {
    if (this.#closed.signal.aborted || this.#lastWord) return;
    try {
      const caller = await this.#parts.identify();
      const rights = rightsOf(caller);
      if (this.#upstream?.rights === rights && !isLost) return;
      const answer = await this.#parts.subscribe(caller);
      if (Symbol.asyncIterator in answer) {
        await this.#replace({ events: answer[Symbol.asyncIterator](), rights });
      } else await this.#finish(await this.#parts.complete(answer, caller));
    } catch (error) {
      // A subgraph that was heard and is away may come back. Until then events judged by old rights are withheld.
      if (this.#upstream && !endsAccess(error)) return;
      await this.#finish(this.#parts.refuse(error));
    }
  }

  async #finish(lastWord: ExecutionResult): Promise<void> {
    this.#lastWord = lastWord;
    await this.#replace(null);
  }

  async #replace(upstream: Upstream | null): Promise<void> {
    const before = this.#upstream;
    this.#upstream = upstream;
    await before?.events.return?.();
    // The client may have left while the subgraph was asked.
    if (upstream && this.#closed.signal.aborted) await this.#replace(null);
  }

  #close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#parts.onEnd();
  }

  #end(): Next {
    const lastWord = this.#lastWord;
    this.#lastWord = null;
    this.#close();
    return lastWord ? { done: false, value: lastWord } : DONE;
  }
}
