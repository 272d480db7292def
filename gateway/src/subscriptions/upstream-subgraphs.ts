import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer, SubgraphClient, SubgraphEvents } from '@freehold/kernel/caller/subgraph-call';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import { overloadIn } from '@freehold/kernel/errors/overloaded';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import type { Span, Tracer } from '@freehold/kernel/tracing/tracer';
import type { Clock } from '@freehold/kernel/values/clock';
import type { ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { refusalError, shownError } from '../refusals/refusal-error.ts';
import { SubscriptionOutdated } from '../refusals/refusals.ts';
import { eventSpan, recordedEvent } from '../tracing/live-spans.ts';
import type { Operations } from './operations.ts';
import { isRefusal } from './sharing/lane-source.ts';
import { type Topic, topicOf } from './sharing/topic.ts';
import type { Completed, Upstream } from './sharing/upstream.ts';

/** What {@link UpstreamSubgraphs} stand on. */
export interface UpstreamParts {
  readonly subgraphs: readonly SubgraphClient[];
  readonly operations: Operations;
  /** Which of the supergraphs is served now. */
  generation(): number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where events are traced to; null where nothing is. */
  readonly tracer: Tracer | null;
}

/** How long it is waited before an event is completed anew. */
const AGAIN_AFTER_MS = [250, 500, 1_000, 2_000];

/** Topics whose plans under another supergraph are remembered. */
const RENEWED_MAX = 2_000;

/** The subgraphs as the source of events, and the server of operations as what completes them. */
export class UpstreamSubgraphs implements Upstream {
  readonly clock: Clock;
  readonly #parts: UpstreamParts;
  /** What became of topics, by their key and the supergraph: many listen to the same. */
  readonly #renewed = new LRUCache<string, Promise<Topic | ExecutionResult>>({ max: RENEWED_MAX });

  constructor(parts: UpstreamParts) {
    this.#parts = parts;
    this.clock = parts.clock;
  }

  isCurrent({ generation }: Topic): boolean {
    return generation === this.#parts.generation();
  }

  renew(topic: Topic, caller: Caller): Promise<Topic | ExecutionResult> {
    const key = `${this.#parts.generation()} ${topic.key}`;
    const found = this.#renewed.get(key) ?? this.#planAgain(topic, caller);
    this.#renewed.set(key, found);
    return found;
  }

  async #planAgain({ request, trace }: Topic, caller: Caller): Promise<Topic | ExecutionResult> {
    const requestId = randomUUID();
    const generation = this.#parts.generation();
    const planned = await this.#parts.operations.plan(
      request,
      { requestId, caller: { ...caller, requestId } },
      true,
    );
    // What is planned with an older one would be asked for again, without end.
    if ('primary' in planned && planned.generation >= generation) return topicOf(request, planned, trace);
    return { errors: [refusalError(new SubscriptionOutdated())] };
  }

  async subscribe(
    { request, primary, trace }: Topic,
    caller: Caller,
    after: string | null,
  ): Promise<SubgraphEvents | SubgraphAnswer> {
    const client = this.#parts.subgraphs.find(({ name }) => name === primary.serviceName);
    const given = Object.entries(request.variables ?? {});
    const call = {
      query: primary.operation,
      operationName: primary.operationName,
      variables: Object.fromEntries(given.filter(([name]) => primary.variableUsages?.includes(name))),
      caller,
      live: after === null ? {} : { after },
      trace,
    };
    const events = await client?.subscribe(call).catch((error: unknown) => {
      const { requestId } = caller;
      this.#parts.logger.error(
        { err: error, requestId, subgraph: client.name },
        'A subgraph did not answer.',
      );
    });
    if (!events) throw new Unavailable('This part cannot be answered at the moment. Try again soon.');
    return events;
  }

  /** What a subgraph did not begin to answer, because it is asked too much, it is asked again: an event comes once. */
  async complete(topic: Topic, answer: SubgraphAnswer, given: Caller): Promise<Completed> {
    for (const pauseMs of AGAIN_AFTER_MS) {
      const completed = await this.#completeOnce(topic, answer, given);
      if (!completed.result.errors?.some((error) => overloadIn(error) !== null)) return completed;
      // What its owner says of an event stays as it is.
      if (answer.errors?.some((error) => overloadIn(error) !== null)) return completed;
      await delay(pauseMs, null, { ref: false });
    }
    return this.#completeOnce(topic, answer, given);
  }

  async #completeOnce(topic: Topic, answer: SubgraphAnswer, given: Caller): Promise<Completed> {
    const requestId = randomUUID();
    const caller = { ...given, requestId };
    const { request } = topic;
    let isPersonal = false;
    const onPersonal = () => {
      isPersonal = true;
    };
    const step = { kind: 'event', answer, onPersonal } as const;
    // What refuses a subscription is no event of it.
    const trace = isRefusal(answer) ? null : this.#eventSpan(topic, answer, caller);
    const asker = { requestId, caller, ...(trace ? { trace } : {}) };
    const result = await recordedEvent(trace, () => this.#parts.operations.execute(request, asker, step));
    return { result, isPersonal };
  }

  /** It goes on with the trace of the event that the subgraph told, and otherwise begins one. */
  #eventSpan({ request, primary, trace }: Topic, { live }: SubgraphAnswer, caller: Caller): Span | null {
    const { tracer } = this.#parts;
    if (!tracer) return null;
    const operationName = request.operationName ?? '';
    const names = { subgraph: primary.serviceName, operationName, caller, requestId: caller.requestId };
    return eventSpan(tracer, names, { parent: live?.trace, opening: trace });
  }

  refuse(thrown: unknown): ExecutionResult {
    const requestId = randomUUID();
    if (!(thrown instanceof DomainError))
      this.#parts.logger.error({ err: thrown, requestId }, 'An event could not be told.');
    return { errors: [shownError(thrown, requestId)] };
  }
}
