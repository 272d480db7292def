import { describe, expect, it } from 'vitest';
import { two } from '../../test/two-subgraphs.ts';

const ENTITY = {
  one: 'type Query { list: [T] } type T @key(fields: "id") { id: ID! }',
  other: 'type T @key(fields: "id") { id: ID!  far: Int }',
};
const refusal = (path: (string | number)[]) => ({ message: 'No.', path, extensions: { code: 'NO' } });

describe('where the compiled executor differs from the one of @apollo/gateway', () => {
  it('tells the error of an entity at that entity, although others before it were not asked for', async () => {
    const { ask, stop } = await two(
      {
        one: 'type Query { list: [U] } union U = T | Plain type Plain { a: Int } type T @key(fields: "id") { id: ID! }',
        other: ENTITY.other,
      },
      {
        one: () => ({ data: { list: [{ __typename: 'Plain' }, { __typename: 'T', id: '1' }] } }),
        other: () => ({ data: { _entities: [{ far: null }] }, errors: [refusal(['_entities', 0, 'far'])] }),
      },
    );
    const { ours, theirs } = await ask('{ list { ... on T { far } } }');
    expect(ours.errors[0]?.path).toEqual(['list', 1, 'far']);
    expect(theirs.errors[0]?.path).toEqual(['list', 0, 'far']);
    await stop();
  });

  it('tells the error of a whole step at the list that it was for, not inside the plan', async () => {
    const { ask, stop } = await two(ENTITY, {
      one: () => ({ data: { list: [{ __typename: 'T', id: '1' }] } }),
      other: () => ({ data: null, errors: [refusal(['_entities'])] }),
    });
    const { ours, theirs } = await ask('{ list { far } }');
    expect(ours.errors[0]?.path).toEqual(['list']);
    expect(theirs.errors[0]?.path).toEqual(['list', '@', '_entities']);
    await stop();
  });

  it('asks for an entity once and tells its error at each of its places', async () => {
    const { ask, calls, stop } = await two(ENTITY, {
      one: () => ({ data: { list: [1, 2, 1].map((id) => ({ __typename: 'T', id })) } }),
      other: ({ variables }) => ({
        data: { _entities: Object(variables).representations.map(() => ({ far: null })) },
        errors: Object(variables).representations.map((_: unknown, index: number) =>
          refusal(['_entities', index, 'far']),
        ),
      }),
    });
    const { ours, theirs } = await ask('{ list { far } }');
    expect(ours).toEqual(theirs);
    expect(ours.errors).toHaveLength(3);
    const asked = calls.flatMap(({ variables }) => Object(variables).representations?.length ?? []);
    expect(asked).toEqual([2, 3]);
    await stop();
  });

  it('keeps 0, false and empty text of a field that the plan has renamed', async () => {
    const { ask, stop } = await two(
      {
        one: `type Query { things: [Thing] } interface Thing { id: ID! }
          type A implements Thing @key(fields: "id") { id: ID!  n: Int! @shareable }
          type B implements Thing @key(fields: "id") { id: ID!  n: Int @shareable }`,
        other: 'type A @key(fields: "id") { id: ID!  n: Int @shareable }',
      },
      {
        one: ({ query }) => {
          const [name = 'n'] = /n__alias_\d+/.exec(query) ?? [];
          return {
            data: {
              things: [
                { __typename: 'A', n: 0 },
                { __typename: 'B', [name]: 0 },
              ],
            },
          };
        },
        other: () => ({ data: null }),
      },
    );
    const { ours, theirs } = await ask('{ things { ... on A { n } ... on B { n } } }');
    expect(ours.data).toEqual({ things: [{ n: 0 }, { n: 0 }] });
    expect(theirs.data).toEqual({ things: [{ n: 0 }, { n: null }] });
    await stop();
  });

  it('tells apart an alias from the key of the same name, in values and in errors', async () => {
    const aliasOf = (field: string, query: string) =>
      new RegExp(`(\\w+): ?${field}`).exec(query)?.[1] ?? field;
    const { ask, stop } = await two(
      {
        one: 'type Query { list: [T] } type T @key(fields: "id") { id: ID!  name: String }',
        other: ENTITY.other,
      },
      {
        one: ({ query }) => ({
          data: { list: [{ __typename: 'T', [aliasOf('name', query)]: 'A name', id: '1' }] },
        }),
        other: ({ query }) => {
          const name = aliasOf('far', query);
          return { data: { _entities: [{ [name]: null }] }, errors: [refusal(['_entities', 0, name])] };
        },
      },
    );
    const named = await ask('{ list { id: name far } }');
    expect(named.ours.data).toEqual({ list: [{ id: 'A name', far: null }] });
    expect(named.theirs.data).toEqual({ list: [{ id: '1', far: null }] });
    const refused = await ask('{ list { id: far } }');
    expect(refused.ours.data).toEqual({ list: [{ id: null }] });
    expect(refused.ours.errors[0]?.path).toEqual(['list', 0, 'id']);
    await stop();
  });

  it('tells apart a field that is asked for with arguments from the same field as another requires it', async () => {
    const { ask, calls, stop } = await two(
      {
        one: 'type Query { t: T } type T @key(fields: "id") { id: ID!  price(in: String): Int }',
        other: `type T @key(fields: "id") { id: ID!  price(in: String): Int @external
          tax: Int @requires(fields: "price") }`,
      },
      {
        one: ({ query }) => {
          const alias = /(\w+): ?price\(/.exec(query)?.[1] ?? 'price';
          return { data: { t: { __typename: 'T', id: '1', price: 100, [alias]: 9 } } };
        },
        other: ({ variables }) => ({
          data: { _entities: [{ tax: Object(variables).representations[0].price / 4 }] },
        }),
      },
    );
    const { ours, theirs } = await ask('{ t { price(in: "EUR") tax } }');
    expect(ours.data).toEqual({ t: { price: 9, tax: 25 } });
    // Theirs computes what it requires from what the client asks for.
    expect(calls.at(-2)?.query).toContain('{t{__typename id price(in:"EUR")}}');
    expect(theirs.data).not.toEqual(ours.data);
    await stop();
  });

  it('sends what is required of lists of lists', async () => {
    const { ask, calls, stop } = await two(
      {
        one: `type Query { t: T } type T @key(fields: "id") { id: ID!  grid: [[Cell!]!] } type Cell { n: Int }`,
        other: `type T @key(fields: "id") { id: ID!  grid: [[Cell!]!] @external  sum: Int @requires(fields: "grid { n }") }
          type Cell { n: Int @external }`,
      },
      {
        one: () => ({ data: { t: { __typename: 'T', id: '1', grid: [[{ n: 1 }], [{ n: 2 }]] } } }),
        other: () => ({ data: { _entities: [{ sum: 3 }] } }),
      },
    );
    await ask('{ t { sum } }');
    const grids = calls.map(({ variables }) => Object(variables).representations?.[0].grid).filter(Boolean);
    expect(grids).toEqual([
      [[{ n: 1 }], [{ n: 2 }]],
      [null, null],
    ]);
    await stop();
  });

  it('joins the elements of lists of lists, and lets no null take away what another subgraph has told', async () => {
    const shared = 'type Cell @shareable { a: Int  b: Int }';
    const { ask, stop } = await two(
      {
        one: `type Query { t: T } type T @key(fields: "id") { id: ID!  grid: [[Cell]] @shareable  box: Cell @shareable }
          type Cell @shareable { a: Int }`,
        other: `type T @key(fields: "id") { id: ID!  grid: [[Cell]] @shareable  box: Cell @shareable } ${shared.replace('a: Int', '')}`,
      },
      {
        one: () => ({ data: { t: { __typename: 'T', id: '1', grid: [[{ a: 1 }]], box: { a: 1 } } } }),
        other: () => ({ data: { _entities: [{ grid: [[{ b: 2 }]], box: null }] } }),
      },
    );
    const { ours, theirs } = await ask('{ t { grid { a b } box { a b } } }');
    expect(ours.data).toEqual({ t: { grid: [[{ a: 1, b: 2 }]], box: { a: 1, b: null } } });
    expect(theirs.data).toEqual({ t: { grid: [[{ a: null, b: 2 }]], box: null } });
    await stop();
  });

  it('takes out only the value that is no list, or no object, where one is due', async () => {
    const { ask, stop } = await two(ENTITY, {
      one: () => ({ data: { list: { __typename: 'T', id: '1' } } }),
      other: () => ({ data: null }),
    });
    const { ours, theirs } = await ask('{ list { id } __typename }');
    expect(ours).toMatchObject({ data: { list: null, __typename: 'Query' }, faults: [['list']] });
    expect(theirs).toMatchObject({ data: null, errors: [{ message: expect.stringContaining('non-list') }] });
    await stop();
  });

  it('heeds what a type promises where its interface does not', async () => {
    const { ask, stop } = await two(
      {
        one: 'type Query { thing: Thing } interface Thing { n: Int } type A implements Thing { n: Int! }',
        other: 'type Query { other: Int }',
      },
      { one: () => ({ data: { thing: { __typename: 'A', n: null } } }), other: () => ({}) },
    );
    const { ours, theirs } = await ask('{ thing { n } }');
    expect(ours).toMatchObject({ data: { thing: null }, faults: [['thing', 'n']] });
    expect(theirs.data).toEqual({ thing: { n: null } });
    await stop();
  });

  it('tells a field that was asked for together with one that needs more and is not chosen', async () => {
    const { ask, stop } = await two(
      {
        one: 'type Query { one: T } type T @key(fields: "id") { id: ID! weight: Int }',
        other:
          'type T @key(fields: "id") { id: ID! weight: Int @external far: Int sent: Int @requires(fields: "weight") }',
      },
      {
        one: () => ({ data: { one: { __typename: 'T', id: '1' } } }),
        other: ({ variables }) => ({
          data: { _entities: Object(variables).representations.map(() => ({ far: 3 })) },
        }),
      },
    );
    const query = 'query($with: Boolean!) { one { far sent @include(if: $with) } }';
    const { ours, theirs } = await ask(query, { with: false });
    expect([ours.data, theirs.data]).toEqual([{ one: { far: 3 } }, { one: { far: null } }]);
    expect([ours.errors, theirs.errors]).toEqual([[], []]);
    await stop();
  });

  it('refuses null for what decides about a selection, before anything is asked', async () => {
    const { calls, executors, stop } = await two(ENTITY, {
      one: () => ({ data: { list: [] } }),
      other: () => ({}),
    });
    const query = 'query($with: Boolean = true) { list @include(if: $with) { id } }';
    const operation = { query, variables: { with: null } };
    await expect(executors.ours(operation)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(calls).toEqual([]);
    // Theirs fails inside the plan with an error that has no code, which a client reads as a fault of the server.
    const theirs = await executors.apollo(operation).catch((error: unknown) => error);
    expect(theirs).toMatchObject({ message: 'Invalid non-boolean value null for Boolean! variable $with' });
    expect(theirs).not.toHaveProperty('extensions');
    await stop();
  });
});
