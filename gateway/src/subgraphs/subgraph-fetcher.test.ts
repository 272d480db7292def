import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer, SubgraphCall, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { ReadReply } from '../execution/passages/passage.ts';
import type { OperationContext } from '../supergraph/operation-context.ts';
import { readText } from './read-answer.ts';
import { SharedCalls } from './shared-calls.ts';
import { SubgraphFetcher } from './subgraph-fetcher.ts';

const CALLER: Caller = { kind: 'public', requestId: 'r', tenant: null, member: null };
const REQUEST = { query: '{ a }', operationName: undefined, head: '', variables: {}, variablesText: '{}' };

function newFetcher() {
  const calls: SubgraphCall[] = [];
  const gate = Promise.withResolvers<SubgraphAnswer>();
  const client: SubgraphClient = {
    name: 'booking',
    execute: (call) => {
      calls.push(call);
      return gate.promise;
    },
    subscribe: () => gate.promise,
    close: async () => undefined,
  };
  const logger = pino({ level: 'silent' });
  const fetcher = new SubgraphFetcher({ subgraphs: [client], calls: new SharedCalls(), logger });
  const context = (): OperationContext => ({
    requestId: 'r',
    caller: { ...CALLER },
    cookies: {},
    cookieChanges: [],
  });
  return { fetcher, calls, gate, context };
}

describe('SubgraphFetcher', () => {
  it('shares queries that are under way', async () => {
    const { fetcher, calls, gate, context } = newFetcher();
    const asking = [1, 2, 3].map(() => fetcher.fetch('booking', { ...REQUEST, kind: 'query' }, context()));
    gate.resolve({ data: { a: 1 } });
    expect((await Promise.all(asking)).map(({ data }) => data)).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }]);
    expect(calls).toHaveLength(1);
  });

  it('has who shares a call read its answer in their own way', async () => {
    const { fetcher, calls, gate, context } = newFetcher();
    const text = '{"data":{"a":1}}';
    const reading =
      (name: string): ReadReply =>
      () => ({ [name]: { a: 1 } });
    const [one, other] = [reading('one'), reading('other')];
    const asking = [one, other, one, undefined].map((read) =>
      fetcher.fetch('booking', { ...REQUEST, kind: 'query', read }, context()),
    );
    gate.resolve(readText(text, one) ?? {});
    const datas = (await Promise.all(asking)).map(({ data }) => data);
    expect(datas).toEqual([{ one: { a: 1 } }, { other: { a: 1 } }, { one: { a: 1 } }, { a: 1 }]);
    expect(datas[0]?.one).not.toBe(datas[2]?.one);
    expect(calls).toHaveLength(1);
  });

  it('sends every mutation', async () => {
    const { fetcher, calls, gate, context } = newFetcher();
    const asking = [1, 2].map(() => fetcher.fetch('booking', { ...REQUEST, kind: 'mutation' }, context()));
    gate.resolve({ data: { a: 1 } });
    await Promise.all(asking);
    expect(calls).toHaveLength(2);
  });

  it('asks for each event anew, since a call that is under way may not have seen its change', async () => {
    const { fetcher, calls, gate, context } = newFetcher();
    const live = { kind: 'event', answer: {} } as const;
    const request = { ...REQUEST, kind: 'query' } as const;
    const asking = [1, 2].map(() => fetcher.fetch('booking', request, { ...context(), live }));
    gate.resolve({ data: { a: 1 } });
    await Promise.all(asking);
    expect(calls).toHaveLength(2);
  });

  it('answers UNAVAILABLE for a subgraph that is not there', async () => {
    const { fetcher, context } = newFetcher();
    const { errors } = await fetcher.fetch('nobody', { ...REQUEST, kind: 'query' }, context());
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  });
});
