import type { SubgraphAnswer, SubgraphEvents } from '../caller/subgraph-call.ts';
import { recorded } from './recorded.ts';
import type { Span } from './tracer.ts';

/** The span of an answer that has errors has failed with the code of the first. */
function noteErrors(span: Span, { errors }: Pick<SubgraphAnswer, 'errors'>): void {
  const [first] = errors ?? [];
  if (first) span.fail(`${first.extensions?.code ?? 'INTERNAL'}`);
}

/**
 * Answers as a span, which ends with the answer and fails with the code of its first error. The work is handed the span
 * to record its parts in, if it is kept at all.
 */
export function recordedAnswer<Answer extends SubgraphAnswer | SubgraphEvents>(
  span: Span,
  work: (trace: Span | null) => Promise<Answer>,
): Promise<Answer> {
  return recorded(span, async () => {
    const answer = await work(span.isSampled ? span : null);
    const told: SubgraphAnswer | SubgraphEvents = answer;
    if (!(Symbol.asyncIterator in told)) noteErrors(span, told);
    return answer;
  });
}
