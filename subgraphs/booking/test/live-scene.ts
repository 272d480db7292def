import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';

/** Listens to what is selected; throws the refusal. */
export async function watch(
  test: TestSubgraph,
  caller: Caller,
  selection: string,
): Promise<AsyncIterator<SubgraphAnswer>> {
  const events = await test.subgraph.subscribe({ query: `subscription { ${selection} }`, caller });
  if (!(Symbol.asyncIterator in events)) throw new Error(JSON.stringify(events.errors));
  return events[Symbol.asyncIterator]();
}
