import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../../test/composed.ts';
import { SharedCalls } from '../../subgraphs/shared-calls.ts';
import { unavailableErrors } from '../../subgraphs/unavailable-errors.ts';
import { OperationCompiler } from '../operation-compiler.ts';
import type { Ask, SubgraphReply, SubgraphRequest } from '../plan/plan-run.ts';
import { WrittenData } from '../written-data.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@context", "@fromContext", "@inaccessible"])`;

const ONE = `${LINK}
  type Query { shops: [Shop]  shop: Shop! }
  type Shop @key(fields: "id") @context(name: "shop") {
    id: ID!  currency(of: Int): String  other: String  wares: [Ware!]!  best: Ware  hidden: Int @inaccessible
  }
  type Ware @key(fields: "id") {
    id: ID!  name: String
    price(in: String @fromContext(field: "$shop { currency }"), off: Int = 0): String
    secret(of: Int @fromContext(field: "$shop { hidden }")): Int
  }`;

const OTHER = `${LINK}
  type Query { other: Int }
  type Shop @key(fields: "id") @context(name: "place") { id: ID!  tax: Int  at: At }
  type At { street: String  number: Int }
  type Ware @key(fields: "id") {
    id: ID!  weight: Int
    fee(tax: Int @fromContext(field: "$place { tax }")): String
    way(street: String @fromContext(field: "$place { at { street } }")): String
    door(number: Int @fromContext(field: "$place { at { number } }")): Int
  }`;

const compiler = new OperationCompiler(composed({ one: ONE, other: OTHER }));

interface Asked {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: SubgraphRequest['variables'];
}

type Replies = Readonly<Record<string, (asked: Asked) => SubgraphReply | undefined>>;

/** Answers an operation, as objects and as text, which are the same; and tells what was asked. */
async function answered(query: string, replies: Replies, variables = {}) {
  const calls: Asked[] = [];
  const ask: Ask = async (subgraph, request) => {
    const asked = { subgraph, query: request.query, variables: JSON.parse(request.variablesText) };
    expect(JSON.parse(JSON.stringify(request.variables))).toEqual(asked.variables);
    calls.push(asked);
    const text = JSON.stringify(replies[subgraph]?.(asked) ?? { data: null });
    const data = request.read?.(text);
    return data ? { data } : JSON.parse(text);
  };
  const compiled = compiler.compile(parse(query), null, variables);
  const { data, errors } = await compiled.execute({ ask, variables });
  const asked = calls.splice(0);
  const written = await compiled.write({ ask, variables });
  expect(written.data instanceof WrittenData ? written.data.toJSON() : written.data).toEqual(
    JSON.parse(JSON.stringify(data)),
  );
  expect(calls.map(({ query: text }) => text)).toEqual(asked.map(({ query: text }) => text));
  return { data, errors, calls: asked };
}

const ware = (id: string) => ({ __typename: 'Ware', id });
const shop = (id: string, currency: string | null, ...wares: string[]) => ({
  __typename: 'Shop',
  id,
  currency,
  wares: wares.map(ware),
});

/** Says of each ware what it was asked with. */
function echoed({ variables }: Asked): SubgraphReply {
  const told = (end: string) =>
    (variables[`representations${end}`] as { id: string }[]).map(({ id }) => ({
      price: `${id} in ${variables[`contextualArgument_1_0${end}`]}`,
    }));
  if ('representations' in variables) return { data: { _entities: told('') } };
  const ends = Object.keys(variables).flatMap((name) => /^representations(_\d+)$/.exec(name)?.[1] ?? []);
  return { data: Object.fromEntries(ends.map((end) => [end, told(end)])) };
}

/** Shops with wares, and wares that say what they were asked with. */
const shops =
  (...all: (object | null)[]): Replies[string] =>
  (asked) =>
    'representations' in asked.variables || 'representations_0' in asked.variables
      ? echoed(asked)
      : { data: { shops: all } };

describe('what a field takes from above', () => {
  it('is given for each entity as its own parent says it, in one request', async () => {
    const one = shops(shop('1', 'EUR', 'a', 'b'), null, shop('2', 'NOK', 'a'));
    const { data, calls } = await answered('{ shops { wares { price } } }', { one });
    expect(data).toEqual({
      shops: [
        { wares: [{ price: 'a in EUR' }, { price: 'b in EUR' }] },
        null,
        { wares: [{ price: 'a in NOK' }] },
      ],
    });
    expect(calls[1]?.variables).toEqual({
      representations_0: [ware('a'), ware('b')],
      representations_1: [ware('a')],
      contextualArgument_1_0_0: 'EUR',
      contextualArgument_1_0_1: 'NOK',
    });
    expect(calls).toHaveLength(2);
  });

  it('asks for an entity once where its parents say the same', async () => {
    const one = shops(shop('1', 'EUR', 'a', 'a'), shop('2', 'EUR', 'a'));
    const { data, calls } = await answered('{ shops { wares { price } } }', { one });
    expect(calls[1]?.variables).toEqual({ representations: [ware('a')], contextualArgument_1_0: 'EUR' });
    const price = { price: 'a in EUR' };
    expect(data).toEqual({ shops: [{ wares: [price, price] }, { wares: [price] }] });
  });

  it('is null where the parent says null', async () => {
    const one = shops(shop('1', null, 'a'));
    const { data } = await answered('{ shops { wares { price } } }', { one });
    expect(data).toEqual({ shops: [{ wares: [{ price: 'a in null' }] }] });
  });

  it('stands beside what the client gives, by arguments, variables and aliases', async () => {
    const one = shops(shop('1', 'EUR', 'a'), shop('2', 'NOK', 'a'));
    const query = 'query ($off: Int) { shops { wares { price(off: $off) } } }';
    const { calls } = await answered(query, { one }, { off: 5 });
    expect(calls[1]?.variables).toMatchObject({ off: 5, contextualArgument_1_0_1: 'NOK' });
    expect(calls[1]?.query.match(/price\(off:\$off[, ]in:\$contextualArgument_1_0_[01]\)/g)).toHaveLength(2);
  });

  it('goes in several requests of 20 groups where there are more', async () => {
    const all = Array.from({ length: 45 }, (_, index) => shop(`${index}`, `C${index}`, 'a'));
    const { data, calls } = await answered('{ shops { wares { price } } }', { one: shops(...all) });
    expect(calls.slice(1).map(({ variables }) => Object.keys(variables).length)).toEqual([40, 40, 10]);
    expect(data?.shops).toEqual(all.map(({ currency }) => ({ wares: [{ price: `a in ${currency}` }] })));
  });

  it('is not mistaken for what the client asks for under its name, or of it with other arguments', async () => {
    const seen: string[] = [];
    const one: Replies['one'] = (asked) => {
      if ('representations' in asked.variables) return echoed(asked);
      seen.push(asked.query);
      const aliases = [...asked.query.matchAll(/(\w+): ?(?:other|currency\(of: ?2\))/g)];
      const told = Object.fromEntries(aliases.map(([, alias = '']) => [alias, 'mine']));
      return { data: { shops: [{ ...shop('1', 'EUR', 'a'), ...told }] } };
    };
    const wares = [{ price: 'a in EUR' }];
    const aliased = await answered('{ shops { currency: other wares { price } } }', { one });
    expect(aliased.data).toEqual({ shops: [{ currency: 'mine', wares }] });
    const given = await answered('{ shops { currency(of: 2) wares { price } } }', { one });
    expect(given.data).toEqual({ shops: [{ currency: 'mine', wares }] });
    expect(seen.every((query) => /[{ ]currency[ }]/.test(query))).toBe(true);
  });

  it('may be what clients do not see', async () => {
    const one: Replies['one'] = ({ variables }) =>
      'representations' in variables
        ? { data: { _entities: [{ secret: variables.contextualArgument_1_1 }] } }
        : { data: { shop: { ...shop('1', 'EUR', 'a'), hidden: 7 } } };
    const { data } = await answered('{ shop { wares { secret } } }', { one });
    expect(data).toEqual({ shop: { wares: [{ secret: 7 }] } });
  });
});

describe('what a field takes from above, and another subgraph tells', () => {
  const one: Replies['one'] = () => ({ data: { shop: shop('1', 'EUR', 'a') } });

  it('is waited for, which the planner of Apollo does not see to', async () => {
    const other: Replies['other'] = ({ query, variables }) =>
      query.includes('fee')
        ? { data: { _entities: [{ fee: `at ${variables.contextualArgument_2_1}` }] } }
        : { data: { _entities: [{ tax: 25 }] } };
    const { data, calls } = await answered('{ shop { wares { fee } } }', { one, other });
    expect(data).toEqual({ shop: { wares: [{ fee: 'at 25' }] } });
    expect(calls.map(({ subgraph }) => subgraph)).toEqual(['one', 'other', 'other']);
  });

  it('is asked for in full where several fields take parts of one object, of which the planner keeps one', async () => {
    const other: Replies['other'] = ({ query, variables }) =>
      query.includes('way(')
        ? {
            data: {
              _entities: [
                { way: `${variables.contextualArgument_2_2}`, door: variables.contextualArgument_2_0 },
              ],
            },
          }
        : { data: { _entities: [{ at: { street: 'Karl Johan', number: 3 } }] } };
    const { data, calls } = await answered('{ shop { wares { way door } } }', { one, other });
    expect(data).toEqual({ shop: { wares: [{ way: 'Karl Johan', door: 3 }] } });
    expect(calls[1]?.query).toMatch(/street.*number|number.*street/);
  });

  it('leaves the field out where nobody could tell it, with the error of who could not', async () => {
    const other: Replies['other'] = () => ({ data: null, errors: [{ message: 'Away.' }] });
    const { data, errors, calls } = await answered('{ shop { best { fee } wares { fee } } }', { one, other });
    expect(data).toEqual({ shop: { best: null, wares: [{ fee: null }] } });
    expect(errors).toMatchObject([{ message: 'Away.' }]);
    expect(calls).toHaveLength(2);
  });
});

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
    const compiled = compiler.compile(parse('{ shops { wares { price } } }'), null);
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
