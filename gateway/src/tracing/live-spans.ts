import type { Caller } from '@freehold/kernel/caller/caller';
import { recorded } from '@freehold/kernel/tracing/recorded';
import type { Span, SpanOrigin, Tracer } from '@freehold/kernel/tracing/tracer';
import type { ExecutionResult } from 'graphql';
import { noteCaller } from './request-span.ts';

/** What carries operations beside requests. */
export type Carrier = 'socket' | 'stream';

function noteErrors(span: Span, { errors }: ExecutionResult): void {
  const [first] = errors ?? [];
  if (first) span.fail(`${first.extensions.code ?? 'INTERNAL'}`);
}

/**
 * Answers an operation of a socket or a stream as a trace of its own, which ends with the answer; that of a subscription
 * ends when it is open.
 */
export function recordedOperation<Answer extends ExecutionResult | (() => void)>(
  tracer: Tracer | null,
  carrier: Carrier,
  work: (trace: Span | null) => Promise<Answer>,
): Promise<Answer> {
  if (!tracer) return work(null);
  const span = tracer.begin(`${carrier} operation`, 'server');
  return recorded(span, async () => {
    const answer = await work(span);
    if (typeof answer !== 'function') noteErrors(span, answer);
    return answer;
  });
}

/** An event of a subscription, and in whose name it is completed. */
export interface EventNames {
  readonly subgraph: string;
  readonly operationName: string;
  readonly caller: Caller;
  readonly requestId: string;
}

/** Begins the span of an event that is completed once for all who listen with the same rights. */
export function eventSpan(
  tracer: Tracer,
  { subgraph, operationName, caller, requestId }: EventNames,
  origin: SpanOrigin,
): Span {
  const names = { 'freehold.subgraph': subgraph, 'graphql.operation.name': operationName };
  const span = tracer.begin('event', 'internal', names, origin);
  noteCaller(span, caller, requestId);
  return span;
}

/** Completes an event as a span, which ends with it and fails with the code of its first error. */
export function recordedEvent(
  span: Span | null,
  work: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  if (!span) return work();
  return recorded(span, async () => {
    const result = await work();
    noteErrors(span, result);
    return result;
  });
}
