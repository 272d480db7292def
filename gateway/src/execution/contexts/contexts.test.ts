import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../../test/composed.ts';
import {
  answered,
  echoed,
  type Replies,
  shop,
  shopCompiler,
  shops,
  ware,
} from '../../../test/context-shops.ts';
import { OperationCompiler } from '../operation-compiler.ts';
import { PlanRefused } from '../plan/plan-refused.ts';
import { WrittenData } from '../written-data.ts';

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

  it('is read by patterns where several groups are told, and by parsing where they are not told as they should be', async () => {
    const read: (boolean | undefined)[] = [];
    const compiled = shopCompiler.compile(parse('{ shops { wares { price } } }'), null);
    const write = async (spoil: (text: string) => string) => {
      const { data } = await compiled.write({
        variables: {},
        ask: async (subgraph, request) => {
          const one = shops(shop('1', 'EUR', 'a', 'b'), shop('2', 'NOK', 'a'));
          const asked = { subgraph, query: request.query, variables: JSON.parse(request.variablesText) };
          const text = spoil(JSON.stringify(one?.(asked)));
          const told = request.read?.(text);
          read.push(told !== null && told !== undefined);
          return told ? { data: told } : JSON.parse(text);
        },
      });
      return data instanceof WrittenData ? data.text : JSON.stringify(data);
    };
    const text =
      '{"shops":[{"wares":[{"price":"a in EUR"},{"price":"b in EUR"}]},{"wares":[{"price":"a in NOK"}]}]}';
    // The mock tells root fields in another order than it is asked for: those replies are parsed.
    expect([await write((reply) => reply), read.splice(0)]).toEqual([text, [false, true]]);
    const turned = await write((reply) =>
      reply.replace(/^\{"data":\{("_0":\[.*?\]),("_1":\[.*?\])\}\}$/, '{"data":{$2,$1}}'),
    );
    expect([turned, read.splice(0)]).toEqual([text, [false, false]]);
    const noList = await write((reply) => reply.replace(/"_1":\[.*?\]/, '"_1":null'));
    expect([noList, read]).toEqual([text.replace('"a in NOK"', 'null'), [false, false]]);
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

describe('what a field takes from the root', () => {
  const root = '@context(name: "root") { token: String';
  const rooted = new OperationCompiler(
    composed({
      one: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@context", "@fromContext"])
        type Query ${root}  ware: Ware }  type Mutation ${root}  buy: Ware }  type Subscription ${root}  sold: Ware }
        type Ware @key(fields: "id") { id: ID!  price(in: String @fromContext(field: "$root { token }")): Int }`,
    }),
  );

  it('is asked for beside what a query asks for', async () => {
    const asked: string[] = [];
    const { data } = await rooted.compile(parse('{ ware { price } }'), null).execute({
      variables: {},
      ask: async (_, { query, variables }) => {
        asked.push(query);
        if (!('representations' in variables)) return { data: { token: 'x', ware: ware('1') } };
        return { data: { _entities: [{ price: variables.contextualArgument_1_0 === 'x' ? 1 : 0 }] } };
      },
    });
    expect(data).toEqual({ ware: { price: 1 } });
    expect(asked[0]).toContain('token');
  });

  it.each([
    'mutation { buy { price } }',
    'mutation { ... on Mutation { ...B } } fragment B on Mutation { buy { price } }',
    'subscription { sold { price } }',
  ])('is refused in "%s", where it would happen although nobody has asked for it', (query) => {
    expect(() => rooted.compile(parse(query), null)).toThrow(
      new PlanRefused('what is taken from the root of a mutation or subscription'),
    );
    expect(() => rooted.compile(parse(query.replace('price', 'id')), null)).not.toThrow();
  });
});
