import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { Unavailable } from '@freehold/kernel/errors/refusals';
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
  /** In whose name the subgraph was asked, with which rights. */
  readonly caller: Caller;
}

type Next = IteratorResult<ExecutionResult, undefined>;
const DONE: Next = { done: true, value: undefined };

function hasSameRights(one: Caller, other: Caller): boolean {
  return JSON.stringify([one.tenant, one.member]) === JSON.stringify([other.tenant, other.member]);
}

/** An event was executed and so has data, be it null; a refused subscription was not. */
function isRefusal({ data, errors }: SubgraphAnswer): boolean {
  return data === undefined && errors !== undefined && errors.length > 0;
}

/** The next event; `ended` when the subgraph has no more, `lost` when it went away. */
async function hear({ events }: Upstream): Promise<SubgraphAnswer | 'ended' | 'lost'> {
  try {
    const next = await events.next();
    return next.done ? 'ended' : next.value;
  } catch {
    return 'lost';
  }
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
    await this.refresh();
    if (this.#lastWord) this.#close();
    return this.#lastWord;
  }

  /** Asks the subgraph anew if the subscriber's rights are not what they were. */
  refresh(): Promise<void> {
    return this.#ask(null);
  }

  async next(): Promise<Next> {
    while (!this.#closed.signal.aborted) {
      const upstream = this.#upstream;
      if (!upstream) return this.#end();
      const result = await this.#listen(upstream);
      if (result && !this.#closed.signal.aborted) return { done: false, value: result };
    }
    return DONE;
  }

  /** Leaves the subgraph at once; a `next` that waits ends. */
  async return(): Promise<Next> {
    this.#close();
    await this.#replace(null);
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** What the subscriber is told next; null when that is nothing, and there is to be looked again. */
  async #listen(upstream: Upstream): Promise<ExecutionResult | null> {
    const heard = await hear(upstream);
    const isReplaced = this.#upstream !== upstream;
    if (heard === 'ended' || heard === 'lost') {
      if (heard === 'lost' && !isReplaced) await this.#askAgain(upstream);
      if (heard === 'ended' && !isReplaced) await this.#replace(null);
      return null;
    }
    return this.#complete(heard, upstream);
  }

  /** The completed event; null when it is withheld, or said as the last word. */
  async #complete(answer: SubgraphAnswer, upstream: Upstream): Promise<ExecutionResult | null> {
    try {
      const caller = await this.#identify();
      if (!hasSameRights(caller, upstream.caller)) await this.refresh();
      else if (!isRefusal(answer)) return await this.#parts.complete(answer, caller);
      else if (this.#upstream === upstream) await this.#finish(await this.#parts.complete(answer, caller));
    } catch (error) {
      if (!endsAccess(error)) return this.#parts.refuse(error);
      await this.#finish(this.#parts.refuse(error));
    }
    return null;
  }

  /** @throws {Unavailable} when it cannot be told any more what the tenant is entitled to: it may be the same. */
  async #identify(): Promise<Caller> {
    const caller = await this.#parts.identify();
    const plan = this.#upstream?.caller.tenant?.plan ?? null;
    if (plan !== null && caller.tenant?.plan === null)
      throw new Unavailable('What your plan grants cannot be told at the moment.');
    return caller;
  }

  async #askAgain(lost: Upstream): Promise<void> {
    await delay(RETRY_MS, undefined, { signal: this.#closed.signal }).catch(() => undefined);
    await this.#ask(lost);
  }

  /** One asking at a time: each sees what the one before has left. */
  #ask(lost: Upstream | null): Promise<void> {
    this.#asking = this.#asking.then(() => this.#askOnce(lost));
    return this.#asking;
  }

  async #askOnce(lost: Upstream | null): Promise<void> {
    if (this.#closed.signal.aborted || this.#lastWord) return;
    const before = this.#upstream;
    try {
      const caller = await this.#identify();
      if (before && before !== lost && hasSameRights(caller, before.caller)) return;
      const answer = await this.#parts.subscribe(caller);
      if (Symbol.asyncIterator in answer)
        await this.#replace({ events: answer[Symbol.asyncIterator](), caller });
      else await this.#finish(await this.#parts.complete(answer, caller));
    } catch (error) {
      // A subgraph that was heard and is away may come back. Until then events judged by old rights are withheld.
      if (!before || endsAccess(error)) await this.#finish(this.#parts.refuse(error));
    }
  }

  async #finish(lastWord: ExecutionResult): Promise<void> {
    this.#lastWord = lastWord;
    await this.#replace(null);
  }

  async #replace(upstream: Upstream | null): Promise<void> {
    const before = this.#upstream;
    // The client may have left while the subgraph was asked.
    const isTooLate = upstream !== null && this.#closed.signal.aborted;
    this.#upstream = isTooLate ? null : upstream;
    const left = isTooLate ? [before, upstream] : [before];
    // A subgraph that does not take the goodbye has gone already.
    await Promise.all(left.map((each) => each?.events.return?.().catch(() => undefined)));
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
