import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { answered, echoed, SHOP_SDL, shop, shopCompiler } from '../../../test/context-shops.ts';
import { SharedCalls } from '../../subgraphs/shared-calls.ts';
import { unavailableErrors } from '../../subgraphs/unavailable-errors.ts';
import { OperationCompiler } from '../operation-compiler.ts';
import type { SubgraphReply } from '../plan/plan-run.ts';

describe('errors of entities that were asked for with different values', () => {
  const ask = (reply: SubgraphReply) =>
    answered('{ shops { wares { price } } }', {
      one: ({ variables }) =>
        'representations_0' in variables
          ? reply
          : { data: { shops: [shop('1', 'EUR', 'a', 'b'), shop('2', 'NOK', 'b', 'a')] } },
    });

  it('are told where each of them is', async () => {
    const { data, errors } = await ask({
      data: { _0: [{ price: '1' }, null], _1: [{ price: null }, { price: '4' }] },
      errors: [
        { message: 'Gone.', path: ['_0', 1] },
        { message: 'No price.', path: ['_1', 0, 'price'] },
      ],
    });
    expect(data).toEqual({
      shops: [{ wares: [{ price: '1' }, { price: null }] }, { wares: [{ price: null }, { price: '4' }] }],
    });
    expect(errors.map(({ message, path }) => [message, path])).toEqual([
      ['Gone.', ['shops', 0, 'wares', 1]],
      ['No price.', ['shops', 1, 'wares', 0, 'price']],
    ]);
  });

  it('are told once where they are of none of them', async () => {
    const { errors } = await ask({
      data: null,
      errors: [{ message: 'Whole.' }, { message: 'Odd.', path: ['x'] }],
    });
    expect(errors.map(({ message, path }) => [message, path])).toEqual([
      ['Whole.', undefined],
      ['Odd.', ['shops']],
    ]);
  });

  it('take nothing from others, where a list is not what was asked for', async () => {
    const { data, errors } = await ask({ data: { _0: [], _1: [{ price: '3' }, { price: '4' }] } });
    expect(data?.shops).toMatchObject([{}, { wares: [{ price: '3' }, { price: '4' }] }]);
    expect(errors).toMatchObject([{ message: 'Expected "data._entities" to contain 2 elements' }]);
  });

  it('have the places of all of them where the subgraph is not there', async () => {
    const { calls } = await ask({ data: null });
    const { query = '', variables } = calls[1] ?? {};
    expect(unavailableErrors(query, variables).map(({ path }) => path)).toEqual([
      ['_0', 0, 'price'],
      ['_0', 1, 'price'],
      ['_1', 0, 'price'],
      ['_1', 1, 'price'],
    ]);
  });
});

describe('entities that were asked for with different values', () => {
  it('share a call with whoever asks the same with the same values, and with nobody else', async () => {
    const calls = new SharedCalls();
    const sent: string[] = [];
    const compiled = shopCompiler.compile(parse('{ shops { wares { price } } }'), null);
    const caller = { kind: 'public', requestId: 'r', tenant: null, member: null } as const;
    const execute = (currency: string) =>
      compiled.execute({
        variables: {},
        ask: async (subgraph, { query, operationName, variables, variablesText }) => {
          if (!('representations' in variables)) return { data: { shops: [shop('1', currency, 'a')] } };
          const call = { subgraph, query, operationName, variables, variablesText, caller };
          return calls.join(call, async () => {
            sent.push(variablesText);
            await new Promise((resolve) => setImmediate(resolve));
            return echoed({ subgraph, query, variables });
          });
        },
      });
    const answers = await Promise.all(['EUR', 'NOK', 'EUR'].map(execute));
    const prices = answers.map(({ data }) => data?.shops);
    const priced = (currency: string) => [{ wares: [{ price: `a in ${currency}` }] }];
    expect(prices).toEqual([priced('EUR'), priced('NOK'), priced('EUR')]);
    expect(sent).toHaveLength(2);
  });
});

describe('what a caller may not read of entities with different values', () => {
  const gated = new OperationCompiler(
    `${SHOP_SDL} directive @access(signedIn: Boolean) on FIELD_DEFINITION`.replace(
      /(price\(off: Int = 0\): String)/,
      '$1 @access(signedIn: true)',
    ),
  );

  it('is not asked for, and told at each of its places', async () => {
    const asked: string[] = [];
    const shopOf = (id: string, hidden: number) => ({ ...shop(id, 'EUR', 'a'), hidden });
    const { data, errors } = await gated
      .compile(parse('{ shops { wares { price secret } } }'), null)
      .execute({
        variables: {},
        caller: { kind: 'public', requestId: 'r', tenant: null, member: null },
        ask: async (_, { query, variablesText }) => {
          asked.push(query, variablesText);
          if (!query.includes('_entities')) return { data: { shops: [shopOf('1', 1), shopOf('2', 2)] } };
          const told = (secret: number) => [{ __typename: 'Ware', secret }];
          return { data: { _0: told(1), _1: told(2) } };
        },
      });
    const wares = (secret: number) => ({ wares: [{ price: null, secret }] });
    expect(data).toEqual({ shops: [wares(1), wares(2)] });
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['shops', 0, 'wares', 0, 'price'], 'UNAUTHENTICATED'],
      [['shops', 1, 'wares', 0, 'price'], 'UNAUTHENTICATED'],
    ]);
    expect(asked.slice(2).join()).not.toMatch(/price|contextualArgument_1_0/);
  });
});
