import type {
  SubgraphAnswer,
  SubgraphCall,
  SubgraphClient,
  SubgraphUpload,
} from '../caller/subgraph-call.ts';
import type { Span, Tracer } from './tracer.ts';

function noteCode(span: Span, { errors }: SubgraphAnswer): void {
  const [first] = errors ?? [];
  if (first) span.fail(`${first.extensions?.code ?? 'INTERNAL'}`);
}

async function recorded(span: Span, work: () => Promise<SubgraphAnswer>): Promise<SubgraphAnswer> {
  try {
    const answer = await work();
    noteCode(span, answer);
    return answer;
  } catch (error) {
    span.fail('INTERNAL');
    throw error;
  } finally {
    span.end();
  }
}

/**
 * A subgraph that records what it is asked, and what files it takes, in the name of a trace, as a part of it. Events of
 * subscriptions are part of none.
 */
export function tracedSubgraph(subgraph: SubgraphClient, tracer: Tracer | null): SubgraphClient {
  if (!tracer) return subgraph;
  const begin = (trace: string, { caller }: SubgraphCall | SubgraphUpload, named: Record<string, string>) =>
    tracer.begin(`${subgraph.name} operation`, 'server', trace, {
      'freehold.subgraph': subgraph.name,
      'freehold.request_id': caller.requestId,
      ...named,
    });
  const { upload } = subgraph;
  const isReady = subgraph.isReady?.bind(subgraph);
  return {
    name: subgraph.name,
    execute: async (call) => {
      if (call.trace === undefined) return subgraph.execute(call);
      const span = begin(call.trace, call, { 'graphql.operation.name': call.operationName ?? '' });
      return recorded(span, () => subgraph.execute(call));
    },
    subscribe: (call) => subgraph.subscribe(call),
    ...(upload
      ? {
          upload: async (sent) => {
            const take = () => upload.call(subgraph, sent);
            if (sent.trace === undefined) return take();
            return recorded(begin(sent.trace, sent, { 'freehold.upload': sent.name }), take);
          },
        }
      : {}),
    ...(isReady ? { isReady } : {}),
    close: () => subgraph.close(),
  };
}
