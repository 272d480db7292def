import type { SubgraphAnswer, SubgraphCall, SubgraphClient } from '../caller/subgraph-call.ts';
import type { Span, Tracer } from './tracer.ts';

function noteCode(span: Span, { errors }: SubgraphAnswer): void {
  const [first] = errors ?? [];
  if (first) span.fail(`${first.extensions?.code ?? 'INTERNAL'}`);
}

/**
 * A subgraph that records what it is asked in the name of a trace, as a part of it. Events of subscriptions are part of
 * none.
 */
export function tracedSubgraph(subgraph: SubgraphClient, tracer: Tracer | null): SubgraphClient {
  if (!tracer) return subgraph;
  const execute = async (call: SubgraphCall): Promise<SubgraphAnswer> => {
    if (call.trace === undefined) return subgraph.execute(call);
    const span = tracer.begin(`${subgraph.name} operation`, 'server', call.trace, {
      'freehold.subgraph': subgraph.name,
      'freehold.request_id': call.caller.requestId,
      'graphql.operation.name': call.operationName ?? '',
    });
    try {
      const answer = await subgraph.execute(call);
      noteCode(span, answer);
      return answer;
    } catch (error) {
      span.fail('INTERNAL');
      throw error;
    } finally {
      span.end();
    }
  };
  const isReady = subgraph.isReady?.bind(subgraph);
  return {
    name: subgraph.name,
    execute,
    subscribe: (call) => subgraph.subscribe(call),
    ...(isReady ? { isReady } : {}),
    close: () => subgraph.close(),
  };
}
