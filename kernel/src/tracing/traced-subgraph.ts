import type {
  SubgraphAnswer,
  SubgraphCall,
  SubgraphClient,
  SubgraphEvents,
  SubgraphUpload,
} from '../caller/subgraph-call.ts';
import { recordedAnswer } from './recorded-answer.ts';
import type { Span, Tracer } from './tracer.ts';

/** A subgraph that records the parts of what it does in a span that it is handed; others do without. */
export interface TraceableSubgraph extends SubgraphClient {
  execute(call: SubgraphCall, trace?: Span | null): Promise<SubgraphAnswer>;
  subscribe(call: SubgraphCall, trace?: Span | null): Promise<SubgraphEvents | SubgraphAnswer>;
  upload?(upload: SubgraphUpload, trace?: Span | null): Promise<SubgraphAnswer>;
}

/**
 * A subgraph that records what it is asked, what it is subscribed to, and what files it takes, in the name of a trace, as
 * a part of it. Events of subscriptions begin traces of their own.
 */
export function tracedSubgraph(subgraph: TraceableSubgraph, tracer: Tracer | null): SubgraphClient {
  if (!tracer) return subgraph;
  const begin = (
    parent: string,
    { caller }: SubgraphCall | SubgraphUpload,
    named: Record<string, string>,
  ) => {
    const names = { 'freehold.subgraph': subgraph.name, 'freehold.request_id': caller.requestId, ...named };
    return tracer.begin(`${subgraph.name} operation`, 'server', names, { parent });
  };
  const beginCall = (parent: string, call: SubgraphCall) =>
    begin(parent, call, { 'graphql.operation.name': call.operationName ?? '' });
  const { upload } = subgraph;
  const isReady = subgraph.isReady?.bind(subgraph);
  const crowd = subgraph.crowd?.bind(subgraph);
  return {
    name: subgraph.name,
    execute: async (call) => {
      if (call.trace === undefined) return subgraph.execute(call);
      return recordedAnswer(beginCall(call.trace, call), (trace) => subgraph.execute(call, trace));
    },
    subscribe: async (call) => {
      if (call.trace === undefined) return subgraph.subscribe(call);
      return recordedAnswer(beginCall(call.trace, call), (trace) => subgraph.subscribe(call, trace));
    },
    ...(upload
      ? {
          upload: async (sent) => {
            if (sent.trace === undefined) return upload.call(subgraph, sent);
            const span = begin(sent.trace, sent, { 'freehold.upload': sent.name });
            return recordedAnswer(span, (trace) => upload.call(subgraph, sent, trace));
          },
        }
      : {}),
    ...(isReady ? { isReady } : {}),
    ...(crowd ? { crowd } : {}),
    close: () => subgraph.close(),
  };
}
