import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { ApolloGateway } from '@apollo/gateway';
import { type PlanNode, QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { OperationCompiler } from '../../src/execution/operation-compiler.ts';
import { SUPPORTED_FEATURES } from '../../src/execution/supported-features.ts';
import { composed } from '../composed.ts';
import { switchOffDataCollection } from '../data-collection.ts';
import { two } from '../two-subgraphs.ts';

describe('where the compiled executor is right and the one of @apollo/gateway is not', () => {
  it('keeps what an entity is, although a subgraph that knows only its interface tells another name', async () => {
    const { ask, stop } = await two(
      {
        one: `type Query { works: [Work] } interface Work @key(fields: "id") { id: ID! }
          type Book implements Work @key(fields: "id") { id: ID! } union Find = Book  type More { find: Find }`,
        other: 'type Work @key(fields: "id") @interfaceObject { id: ID!  stars: Int }',
      },
      {
        one: () => ({ data: { works: [{ __typename: 'Book', id: '1' }] } }),
        other: () => ({ data: { _entities: [{ __typename: 'Work', stars: 3 }] } }),
      },
    );
    const { ours, theirs } = await ask('{ works { ... on Book { stars ... on Find { __typename } } } }');
    expect(ours.data).toEqual({ works: [{ __typename: 'Book', stars: 3 }] });
    expect(theirs.data).toEqual({ works: [{}] });
    await stop();
  });

  it('reads fragments inside fragments on interfaces, although nobody has asked what the objects are', async () => {
    const { ask, stop } = await two(
      {
        one: 'type Query { bugs: [Bug] } interface Node { id: ID! } type Bug implements Node { id: ID!  legs: Int }',
        other: 'type Query { other: Int }',
      },
      { one: () => ({ data: { bugs: [{ id: '1', legs: 6 }] } }), other: () => ({}) },
    );
    const { ours, theirs } = await ask('{ bugs { ... on Node { id ... on Bug { legs } } } }');
    expect(ours.data).toEqual({ bugs: [{ id: '1', legs: 6 }] });
    expect(theirs.data).not.toEqual(ours.data);
    await stop();
  });

  it('lets mutations happen in the order in which they are written, fragments or not', async () => {
    const { ask, calls, stop } = await two(
      {
        one: 'type Query { a: Int } type Mutation { first: Int  second: Int }',
        other: 'type Query { b: Int } type Mutation { third: Int  fourth: Int }',
      },
      {
        one: () => ({ data: { first: 1, second: 2 } }),
        other: () => ({ data: { third: 3, fourth: 4 } }),
      },
    );
    await ask(
      'mutation { ... on Mutation { ... on Mutation { first } fourth ... on Mutation { third } } second }',
    );
    const orders = calls.map(({ query }) => query.match(/first|second|third|fourth/g)?.join(' '));
    expect(orders.slice(0, 3)).toEqual(['first', 'fourth third', 'second']);
    expect(orders.slice(3)).toEqual(['first', 'third fourth', 'second']);
    calls.length = 0;
    await ask(`mutation { ...all third } fragment all on Mutation { fourth ...last first }
      fragment last on Mutation { third }`);
    expect(calls[0]?.query).toMatch(/fourth\s+third/);
    await stop();
  });

  it('tells apart a field from the same field as another one requires it, with other arguments', async () => {
    const price = /(\w+: ?)?price\([^)]*\)/g;
    const { ask, stop } = await two(
      {
        one: 'type Query { t: T } type T @key(fields: "id") { id: ID!  price(in: String): Int }',
        other: `type T @key(fields: "id") { id: ID!  price(in: String): Int @external
          tax: Int @requires(fields: "price(in: \\"NOK\\")") }`,
      },
      {
        one: ({ query }) => {
          const prices = [...(query.match(price) ?? [])].map((text) => [
            /^(\w+):/.exec(text)?.[1] ?? 'price',
            text.includes('NOK') ? 100 : 9,
          ]);
          return { data: { t: { __typename: 'T', id: '1', ...Object.fromEntries(prices) } } };
        },
        other: ({ variables }) => ({
          data: { _entities: [{ tax: Object(variables).representations[0].price / 4 }] },
        }),
      },
    );
    const { ours, theirs } = await ask('{ t { price(in: "EUR") tax } }');
    expect(ours.data).toEqual({ t: { price: 9, tax: 25 } });
    expect(theirs.data).not.toEqual(ours.data);
    await stop();
  });

  it('answers under aliases that are named like __typename, or like what it plans with', async () => {
    const { ask, stop } = await two(
      {
        one: 'type Query { list: [T] } type T @key(fields: "id") { id: ID!  name: String }',
        other: 'type T @key(fields: "id") { id: ID!  far: Int }',
      },
      {
        one: ({ query }) => {
          const names = [...query.matchAll(/(\w+): ?name/g)].map(([, alias = '']) => [alias, 'Query']);
          return { data: { list: [{ __typename: 'T', id: '1', ...Object.fromEntries(names) }] } };
        },
        other: () => ({ data: { _entities: [{ far: 7 }] } }),
      },
    );
    const { ours, theirs } = await ask('{ list { __typename: name id: name __as_id: name far } }');
    expect(ours.data).toEqual({ list: [{ __typename: 'Query', id: 'Query', __as_id: 'Query', far: 7 }] });
    expect(theirs.data).not.toEqual(ours.data);
    await stop();
  });
});

describe('what a subgraph says of types that may not be there', () => {
  const works = {
    one: `type Query { works: [Work] } interface Work { id: ID! } type Book implements Work { id: ID!  pages: Int! }
      type Film implements Work { id: ID! } type Chair { id: ID! }  type More { chair: Chair }`,
    other: 'type Query { other: Int }',
  };
  const ask = async (work: object, query: string) => {
    const { ask: askBoth, stop } = await two(works, {
      one: () => ({ data: { works: [work, { __typename: 'Film', id: '2' }] } }),
      other: () => ({}),
    });
    const { ours } = await askBoth(query);
    await stop();
    return ours;
  };
  const none = { data: { works: [null, { id: '2' }] }, faults: [['works', 0]] };

  it('takes out an object of a type that the field never is, and tells it', async () => {
    const chair = { __typename: 'Chair', id: '1', pages: null };
    expect(await ask(chair, '{ works { id ... on Book { pages } } }')).toMatchObject(none);
    expect(await ask({ ...chair, __typename: '__Schema' }, '{ works { id } }')).toMatchObject(none);
  });

  it('takes out an object that does not say what it is where that is asked, and tells it', async () => {
    const { data, faults } = await ask({ id: '1' }, '{ works { kind: __typename } }');
    expect({ data, faults }).toEqual({
      data: { works: [null, { kind: 'Film' }] },
      faults: [['works', 0, 'kind']],
    });
  });

  it('tells that an entity is no object', async () => {
    const { ask: askBoth, stop } = await two(
      {
        one: 'type Query { list: [T] } type T @key(fields: "id") { id: ID! }',
        other: 'type T @key(fields: "id") { id: ID!  far: Int }',
      },
      {
        one: () => ({ data: { list: [1, 2, 3].map((id) => ({ __typename: 'T', id })) } }),
        other: () => ({ data: { _entities: ['one', { far: 2 }, null] } }),
      },
    );
    const { ours } = await askBoth('{ list { far } }');
    expect(ours.data).toEqual({ list: [{ far: null }, { far: 2 }, { far: null }] });
    expect(ours.errors).toMatchObject([{ message: 'Expected "data._entities" to contain objects' }]);
    await stop();
  });
});

describe('where the planner of Apollo fails, whoever executes its plans', () => {
  const WORKS = 'interface Work @key(fields: "id") { id: ID!  title: String }';

  it('requires of all objects what it has asked of some, and so leaves out what others would be told', async () => {
    const { ask, stop } = await two(
      {
        one: `type Query { works: [Work] } ${WORKS} type Book implements Work @key(fields: "id") { id: ID!  title: String }
          type Song implements Work @key(fields: "id") { id: ID!  title: String }`,
        other: `type Work @key(fields: "id") @interfaceObject {
          id: ID!  title: String @external  stars: Int  blurb: String @requires(fields: "title") }`,
      },
      {
        one: () => ({ data: { works: [{ __typename: 'Book', id: '1' }] } }),
        other: () => ({ data: { _entities: [{ stars: 5 }] } }),
      },
    );
    const { ours, theirs } = await ask('{ works { stars ... on Song { stars blurb } } }');
    expect(ours.data).toEqual({ works: [{ stars: null }] });
    expect(theirs.data).toEqual(ours.data);
    await stop();
  });

  it('cannot plan a fragment on a union inside what a subgraph knows by its interface alone', async () => {
    const { ask, stop } = await two(
      {
        one: `type Query { find: Find } union Find = Book | Note type Note { text: String } ${WORKS}
          type Book implements Work @key(fields: "id") { id: ID!  title: String }`,
        other: 'type Query { latest: Work } type Work @key(fields: "id") @interfaceObject { id: ID! }',
      },
      { one: () => ({ data: {} }), other: () => ({ data: { latest: null } }) },
    );
    await expect(ask('{ latest { ... on Find { ... on Note { text } __typename } } }')).rejects.toThrow(
      'We should have an edge from Work(other) for __typename',
    );
    await stop();
  });
});

describe('where the planner of Apollo fails at what fields take from above, and its plans are mended here', () => {
  const link =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@context", "@fromContext"])';
  const sdl = composed({
    one: `${link} type Query { shop: Shop  stall: Stall } interface Stall { ware: Ware }
      type Shop implements Stall @key(fields: "id") { id: ID!  ware: Ware }  type Ware @key(fields: "id") { id: ID! }`,
    other: `${link} type Shop @key(fields: "id") @context(name: "shop") { id: ID!  tax: Int  at: At }
      type At { street: String  number: Int }
      type Ware @key(fields: "id") {
        id: ID!  fee(tax: Int @fromContext(field: "$shop { tax }")): Int
        way(street: String @fromContext(field: "$shop { at { street } }")): String
        door(number: Int @fromContext(field: "$shop { at { number } }")): Int
      }`,
  });
  const supergraph = Supergraph.build(sdl, { supportedFeatures: SUPPORTED_FEATURES });
  const theirs = (query: string) =>
    new QueryPlanner(supergraph).buildQueryPlan(operationFromDocument(supergraph.apiSchema(), parse(query)))
      .node;
  const fetchesOf = (node: PlanNode): string[] => {
    if (node.kind === 'Fetch') return [node.operation];
    if (node.kind === 'Flatten') return fetchesOf(node.node);
    return 'nodes' in node ? node.nodes.flatMap(fetchesOf) : [];
  };
  /** What we ask, in turn. */
  const ours = async (query: string) => {
    const asked: string[] = [];
    const compiled = new OperationCompiler(sdl).compile(parse(query), null);
    await compiled.execute({
      variables: {},
      ask: async (_, { query: text, variables }) => {
        asked.push(text);
        const shop = { __typename: 'Shop', id: '1', ware: { __typename: 'Ware', id: '2' } };
        if (!('representations' in variables)) return { data: { shop, stall: shop } };
        const at = { street: 'Torget', number: 1 };
        return { data: { _entities: [{ __typename: 'Shop', tax: 25, at }] } };
      },
    });
    return asked;
  };

  it('asks for what is taken before it is given, where theirs asks for both at once', async () => {
    const query = '{ shop { ware { fee } } }';
    expect(theirs(query)).toMatchObject({
      kind: 'Sequence',
      nodes: [
        { kind: 'Fetch' },
        { kind: 'Parallel', nodes: [{ path: ['shop'] }, { path: ['shop', 'ware'] }] },
      ],
    });
    const asked = await ours(query);
    expect([asked.length, asked[1]?.includes('tax'), asked[2]?.includes('fee')]).toEqual([3, true, true]);
  });

  it('asks for all that is taken of one object, where theirs asks for what the first field takes', async () => {
    const query = '{ shop { ware { way door } } }';
    const plan = theirs(query);
    const told = plan && plan.kind !== 'Subscription' ? fetchesOf(plan).join(' ') : '';
    expect([told.includes('street'), /number[^:_]*\}/.test(told)]).toEqual([true, false]);
    expect((await ours(query))[1]).toMatch(/street.*number|number.*street/);
  });

  it('asks objects of an interface by their types, where theirs finds no way', async () => {
    const query = '{ stall { ware { fee } } }';
    expect(() => theirs(query)).toThrow('Was not able to find any options for fee');
    expect((await ours(query)).at(-1)).toContain('fee');
  });

  it('is not refused, as @apollo/gateway refuses any supergraph with contexts', async () => {
    switchOffDataCollection();
    const silent = () => undefined;
    const logger = { debug: silent, info: silent, warn: silent, error: silent };
    const gateway = new ApolloGateway({ supergraphSdl: sdl, logger });
    await expect(gateway.load()).rejects.toThrow('context');
    await gateway.stop().catch(silent);
  });
});
