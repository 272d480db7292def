import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer, SubgraphEvents } from '@freehold/kernel/caller/subgraph-call';
import type { Clock } from '@freehold/kernel/values/clock';
import type { ExecutionResult } from 'graphql';
import type { Topic } from './topic.ts';

/** An event completed by the other subgraphs. */
export interface Completed {
  readonly result: ExecutionResult;
  /** Whether a part of it is only for the member in whose name it was completed. */
  readonly isPersonal: boolean;
}

/** Where events come from, and how they are completed. */
export interface Upstream {
  readonly clock: Clock;
  /** Whether a topic was planned with the supergraph that is served now. */
  isCurrent(topic: Topic): boolean;
  /** The topic under the supergraph that is served now, or the result that says that it no longer has it. */
  renew(topic: Topic, caller: Caller): Promise<Topic | ExecutionResult>;
  /**
   * Asks the owning subgraph in the caller's name; with a place it begins after it.
   * @throws {Unavailable} when it does not answer.
   */
  subscribe(topic: Topic, caller: Caller, after: string | null): Promise<SubgraphEvents | SubgraphAnswer>;
  /** Completes an event in the caller's name. */
  complete(topic: Topic, answer: SubgraphAnswer, caller: Caller): Promise<Completed>;
  /** The result that says what was thrown; what is no refusal is logged. */
  refuse(thrown: unknown): ExecutionResult;
}
