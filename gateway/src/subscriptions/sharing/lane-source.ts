import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import type { ExecutionResult } from 'graphql';
import { bondOf, cursorOf } from './cursor.ts';
import type { Standing } from './standing.ts';
import type { Topic } from './topic.ts';
import type { Upstream } from './upstream.ts';

/** An event was executed and so has data, be it null; a refused subscription was not. */
export function isRefusal({ data, errors }: SubgraphAnswer): boolean {
  return data === undefined && errors !== undefined && errors.length > 0;
}

/** What a {@link LaneSource} is made of. */
export interface LaneSourceParts {
  readonly topic: Topic;
  readonly upstream: Upstream;
  /** The place after which it begins; null for now. */
  readonly after: string | null;
  /** Somebody of the tenant. */
  readonly standing: Standing;
}

/** One subscription to the owning subgraph, that can be opened again where it was left. */
export class LaneSource {
  readonly #topic: Topic;
  readonly #upstream: Upstream;
  readonly #bond: string;
  #events: AsyncIterator<SubgraphAnswer> | null = null;
  #isShareable = false;
  #isLeft = false;
  #place: string | null;
  #start: string | null = null;

  constructor({ topic, upstream, after, standing }: LaneSourceParts) {
    this.#topic = topic;
    this.#upstream = upstream;
    this.#place = after;
    this.#bond = bondOf(topic, standing.caller.tenant?.id);
  }

  /** Where to continue; null where the subgraph knows no places. */
  get place(): string | null {
    return this.#place;
  }

  /** What somebody who comes in now knows: all that had happened when the subgraph was asked first, and since. */
  get entry(): string | null {
    const known = [this.#start, this.#place].filter((place) => place !== null);
    return known.sort().at(-1) ?? null;
  }

  /** Whether the subgraph has let it in. */
  get isOpen(): boolean {
    return this.#events !== null;
  }

  /** Whether the choice of events is the same for everybody with the same rights. */
  get isShareable(): boolean {
    return this.#isShareable;
  }

  /** Begins earlier than it was to; before it is opened. */
  reachBackTo(place: string): void {
    if (this.#place !== null && place < this.#place) this.#place = place;
  }

  /** What a client comes back with to a place. */
  cursorOf(place: string | null): string | null {
    return place === null ? null : cursorOf(this.#bond, place, this.#upstream.clock.now().getTime());
  }

  /** Everything up to here has been told. */
  advance(place: string | null): void {
    this.#place = place ?? this.#place;
  }

  /** Asks the subgraph; null when events will follow, else the refusal. @throws {Unavailable} when it is away. */
  async open(caller: Caller): Promise<ExecutionResult | null> {
    const answer = await this.#upstream.subscribe(this.#topic, caller, this.#place);
    if (!(Symbol.asyncIterator in answer))
      return (await this.#upstream.complete(this.#topic, answer, caller)).result;
    this.#events = answer[Symbol.asyncIterator]();
    this.#isShareable = answer.opening?.isShareable ?? false;
    this.#start ??= answer.opening?.place ?? null;
    this.#place ??= this.#start;
    if (this.#isLeft) await this.leave();
    return null;
  }

  /** The next event. A subgraph whose events have places ends them only when it goes. */
  async hear(): Promise<SubgraphAnswer | 'ended' | 'lost'> {
    try {
      const next = await this.#events?.next();
      if (next && !next.done) return next.value;
      return this.#place === null && next ? 'ended' : 'lost';
    } catch {
      return 'lost';
    }
  }

  /** Says goodbye to the subgraph. */
  async leave(): Promise<void> {
    this.#isLeft = true;
    const events = this.#events;
    this.#events = null;
    // A subgraph that does not take the goodbye has gone already.
    await events?.return?.().catch(() => undefined);
  }
}
