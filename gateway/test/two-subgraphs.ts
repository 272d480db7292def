import type { SubgraphAnswer, SubgraphCall, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { composed } from './composed.ts';
import { TwoExecutors } from './two-executors.ts';

type Answer = (call: SubgraphCall) => SubgraphAnswer;

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@interfaceObject"])';

/** Two subgraphs that answer what the test says, behind both executors. */
export async function two(sdls: { one: string; other: string }, answers: { one: Answer; other: Answer }) {
  const calls: SubgraphCall[] = [];
  const client = (name: 'one' | 'other'): SubgraphClient => ({
    name,
    execute: async (call) => {
      calls.push(call);
      return structuredClone(answers[name](call));
    },
    subscribe: async () => ({}),
    close: async () => undefined,
  });
  const sdl = composed({ one: `${LINK} ${sdls.one}`, other: `${LINK} ${sdls.other}` });
  const executors = await TwoExecutors.start(sdl, [client('one'), client('other')]);
  const ask = async (query: string, variables = {}) => ({
    ours: await executors.ours({ query, variables }),
    theirs: await executors.apollo({ query, variables }),
  });
  return { ask, calls, executors, stop: () => executors.stop() };
}
