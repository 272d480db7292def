import { buildSchema, getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { operationCost } from './operation-cost.ts';

const PAGE = '@listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"])';
const schema = buildSchema(`
  directive @cost(weight: Int!) on FIELD_DEFINITION
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
  type Query {
    tenant: Tenant  sessions(first: Int, last: Int, after: String): SessionConnection! ${PAGE}
    plans: [Plan!]!  shop: Shop  few: [Plan!]! @listSize(assumedSize: 3)  grid: [[Plan]]  node: Node
    slots(first: Int! = 50): [Plan!]! @listSize(slicingArguments: ["first"])
    search: Tenant @cost(weight: 20)  dear: [Plan!]! @cost(weight: 50) @listSize(assumedSize: 4)  sum: Int @cost(weight: 5)  free: Tenant @cost(weight: 0)
  }
  interface Node { id: ID }
  interface Shop { wares(first: Int): [Plan!]! }
  type Kiosk implements Shop { wares(first: Int): [Plan!]! @listSize(slicingArguments: ["first"]) }
  type Mall implements Shop { wares(first: Int): [Plan!]! @cost(weight: 4) @listSize(assumedSize: 30) }
  type Tenant implements Node { id: ID  name: String  sessions(first: Int, last: Int): SessionConnection! ${PAGE} }
  type SessionConnection { edges: [Edge!]!  nodes: [Session!]!  pageInfo: PageInfo!  facets: [Plan!]! }
  type PageInfo { hasNextPage: Boolean! }
  type Edge { cursor: String  node: Session! }
  type Session { id: ID  resource: Plan  bookings(first: Int): SessionConnection! ${PAGE}  tags: [String!]! }
  type Plan { key: ID  prices: [Price!]!  list(first: Int): [Price!]! @listSize(slicingArguments: ["first"]) }
  type Price { amount: Int }
`);

function costOf(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There is no operation.');
  return operationCost({ schema, document, operation }, variables);
}

describe('operationCost', () => {
  it.each([
    ['nothing for values', '{ __typename }', 0],
    ['1 for an object', '{ tenant { id name } }', 1],
    ['10 for a list that is not asked for a number', '{ plans { key } }', 10],
    ['10 for each of 10', '{ plans { prices { amount } } }', 110],
    ['100 for a list of lists', '{ grid { key } }', 100],
    [
      'a page by its size: the connection, its edges, their nodes',
      '{ sessions(first: 3) { edges { cursor node { id } } pageInfo { hasNextPage } } }',
      8,
    ],
    ['a list by its own argument', '{ plans { list(first: 2) { amount } } }', 30],
    ['a page of both ends by the greater', '{ sessions(first: 2, last: 5) { nodes { id } } }', 6],
    [
      'pages inside pages by their product',
      '{ sessions(first: 10) { nodes { bookings(first: 10) { nodes { id } } } } }',
      121,
    ],
    [
      'fragments where they are spread',
      '{ sessions(first: 3) { ...C } } fragment C on SessionConnection { edges { ...E } } fragment E on Edge { node { id } }',
      7,
    ],
    [
      'each spread',
      '{ a: sessions(first: 2) { ...C } b: sessions(first: 3) { ...C } } fragment C on SessionConnection { nodes { id } }',
      7,
    ],
    [
      'inline fragments on what they name',
      '{ node { ... on Tenant { sessions(first: 1) { nodes { id } } } ... { id } } }',
      3,
    ],
    ['a list by what it is assumed to have', '{ few { key prices { amount } } }', 33],
    ['other lists of a page by themselves', '{ sessions(first: 3) { facets { key } nodes { id } } }', 14],
    ['a page that is not asked for a number as 10', '{ sessions { nodes { id } } }', 11],
    [
      'what a field weighs, beside what is below it',
      '{ search { id sessions(first: 1) { nodes { id } } } }',
      22,
    ],
    ['what a list weighs once, and not for each of its items', '{ dear { key } }', 53],
    ['a field of an interface as the dearest that it may be', '{ shop { wares { key } } }', 34],
    ['its page by the argument of any of them', '{ shop { wares(first: 80) { key } } }', 84],
    ['a value that weighs something', '{ sum a: sum }', 10],
    ['nothing for what weighs nothing', '{ free { id } }', 0],
    ['nothing for introspection', '{ __schema { types { name } } }', 0],
    ['what is left out by a directive as if it were not', '{ tenant @skip(if: true) { id } }', 1],
  ])('counts %s', (_, query, points) => {
    expect(costOf(query).points).toBe(points);
  });

  it('counts pages by variables, and by their defaults', () => {
    const query = 'query($n: Int = 4) { sessions(first: $n) { nodes { id } } }';
    expect(costOf(query, { n: 7 }).points).toBe(8);
    expect(costOf(query).points).toBe(5);
    expect(costOf(query, { n: 'many' }).points).toBe(11);
  });

  it('counts pages by what the schema says where nothing else does', () => {
    expect(costOf('{ slots { key } }').points).toBe(50);
    expect(costOf('query($n: Int) { slots(first: $n) { key } }').points).toBe(50);
    expect(costOf('query($n: Int = 2) { slots(first: $n) { key } }').points).toBe(2);
    expect(costOf('{ slots(first: 3) { key } }').points).toBe(3);
  });

  it('counts pages by defaults whatever their variables are named', () => {
    const query = 'query($constructor: Int = 7) { sessions(first: $constructor) { nodes { id } } }';
    expect(costOf(query).points).toBe(costOf(query.replaceAll('constructor', 'n')).points);
  });

  it('tells the greatest product and the sizes that were asked for', () => {
    const query =
      '{ sessions(first: 90) { nodes { bookings(first: 80) { nodes { id } } } } tenant { sessions(last: -2) { nodes { id } } } }';
    expect(costOf(query)).toMatchObject({ product: 7_200, sizes: { min: -2, max: 90 } });
  });

  it('tells what the fields at the root weigh beside their objects, in fragments too', () => {
    const query = '{ search { id } ...F ...F tenant { id } } fragment F on Query { sum free { id } }';
    expect(costOf(query)).toMatchObject({ points: 31, surcharge: 27 });
  });

  it('counts a bomb of 2^20 objects in less than 20 ms', () => {
    const fragments = Array.from(
      { length: 20 },
      (_, index) => `fragment F${index} on Session { resource { key } ...F${index + 1} ...F${index + 1} }`,
    );
    const query = `{ sessions(first: 1) { nodes { ...F0 } } } ${fragments.join(' ')} fragment F20 on Session { resource { key } }`;
    const startedAtMs = performance.now();
    expect(costOf(query).points).toBe(2 ** 21 + 1);
    expect(performance.now() - startedAtMs).toBeLessThan(20);
  });
});
