import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import {
  type FetchNode,
  type PlanNode,
  QueryPlanner,
  type QueryPlannerConfig,
  type SubscriptionNode,
} from '@apollo/query-planner';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../test/composed.ts';
import { BareObject } from './json.ts';
import { PlanCompiler } from './plan/compile-plan.ts';
import { PlanRefused } from './plan/plan-refused.ts';
import type { PlanRun, SubgraphRequest } from './plan/plan-run.ts';
import { TypeNames } from './plan/type-names.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@interfaceObject", "@shareable"])';

const sdl = composed({
  one: `${LINK}
    type Query { things: [Thing!]  book: Book }
    type Subscription { added: Book }
    interface Thing @key(fields: "id") { id: ID!  kin: Thing }
    type Book implements Thing @key(fields: "id") { id: ID!  kin: Thing  n: Int! @shareable }
    type Film implements Thing @key(fields: "id") { id: ID!  kin: Thing  n: Int @shareable }`,
  other: `${LINK}
    type Thing @key(fields: "id") @interfaceObject { id: ID!  stars: Int }`,
});
const supergraph = Supergraph.build(sdl);
const plans = new PlanCompiler(new TypeNames(supergraph.schema.toGraphQLJSSchema()));

function planned(query: string, config: QueryPlannerConfig = {}): PlanNode | SubscriptionNode | undefined {
  const api = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, config);
  return planner.buildQueryPlan(operationFromDocument(api, parse(query))).node;
}

function isPlan(node: ReturnType<typeof planned>): node is PlanNode {
  return node !== undefined && node.kind !== 'Subscription';
}

function compiled(node: ReturnType<typeof planned>) {
  if (!isPlan(node)) throw new Error('This is no plan of a query.');
  return plans.compile(node, new Map());
}

/** The kinds of all nodes of a plan. */
function kindsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'kind' in node && typeof node.kind === 'string' && /^[A-Z]/.test(node.kind) ? [node.kind] : [];
  return [...own, ...Object.values(node).flatMap(kindsOf)];
}

/** What is known after a plan, where `one` tells things and `other` their stars. */
async function known(node: ReturnType<typeof planned>) {
  const asked: SubgraphRequest[] = [];
  const run: PlanRun = {
    ask: async (subgraph, request) => {
      asked.push(request);
      if (subgraph === 'other')
        return {
          data: {
            _entities: [
              { __typename: 'Thing', stars: 5 },
              { __typename: 'Thing', stars: 4 },
            ],
          },
        };
      const film = /(n__alias_\d+)/.exec(request.query)?.[1] ?? 'n';
      const things = [
        { __typename: 'Book', id: '1', n: 3 },
        { __typename: 'Film', id: '2', [film]: 0 },
      ];
      return { data: { things } };
    },
    variables: {},
    isWritten: false,
    verdicts: null,
    root: new BareObject(),
    errors: [],
  };
  await compiled(node)(run);
  return { asked, errors: run.errors, root: JSON.parse(JSON.stringify(run.root)) };
}

const THINGS = '{ things { ... on Book { n } ... on Film { n } stars } }';
const TOLD = {
  things: [
    { __typename: 'Book', id: '1', n: 3, stars: 5 },
    { __typename: 'Film', id: '2', n: 0, stars: 4 },
  ],
};

describe('of what the planner of Apollo can emit', () => {
  it('fetches, places, sequences, values set and keys renamed are executed', async () => {
    const node = planned(THINGS);
    expect(new Set(kindsOf(node))).toEqual(
      new Set(['Sequence', 'Fetch', 'Flatten', 'InlineFragment', 'Field', 'ValueSetter', 'KeyRenamer']),
    );
    const { root, errors, asked } = await known(node);
    expect([root, errors]).toEqual([TOLD, []]);
    expect(asked[1]?.variables.representations).toEqual([
      { __typename: 'Thing', id: '1' },
      { __typename: 'Thing', id: '2' },
    ]);
  });

  it('fragments that it makes, and documents that it adds, change nothing', async () => {
    const twice =
      '{ things { stars ... on Book { n kin { stars id } } ... on Film { n kin { stars id } } } }';
    const plain = await known(planned(twice));
    const fragments = await known(
      planned(twice, { generateQueryFragments: true, reuseQueryFragments: false }),
    );
    expect(fragments.root).toEqual(plain.root);
    const documents = await known(planned(twice, { exposeDocumentNodeInFetchNode: true }));
    expect(documents.root).toEqual(plain.root);
    expect(documents.asked.map(({ query }) => query)).toEqual(plain.asked.map(({ query }) => query));
  });

  it('what is required inside a fragment without a type is required', async () => {
    const node = planned(THINGS);
    const bare = JSON.parse(JSON.stringify(node), (_, value: unknown) => {
      const isOfThings = Object(value).kind === 'InlineFragment' && Object(value).selections.length > 1;
      if (!isOfThings) return value;
      const [name, ...others] = Object(value).selections;
      return { ...Object(value), selections: [name, { kind: 'InlineFragment', selections: others }] };
    });
    const { asked } = await known(bare);
    expect(asked[1]?.variables.representations).toMatchObject([{ id: '1' }, { id: '2' }]);
  });

  it('a subscription is its first fetch, and the rest', () => {
    const node = planned('subscription { added { n stars } }');
    expect(node).toMatchObject({
      kind: 'Subscription',
      primary: { kind: 'Fetch' },
      rest: { kind: 'Sequence' },
    });
    expect(isPlan(node)).toBe(false);
  });

  const refused: readonly (readonly [string, string, ReturnType<typeof planned>])[] = [
    [
      '@defer',
      '@defer',
      planned('{ book { n ... @defer { stars } } }', { incrementalDelivery: { enableDefer: true } }),
    ],
    [
      'conditions',
      'conditions',
      planned('query ($on: Boolean!) { book { id } book @skip(if: $on) { stars } }'),
    ],
    [
      'paths by the types of objects',
      'paths by types',
      planned('{ things { ... on Book { kin { stars } } } }', { typeConditionedFetching: true }),
    ],
  ];

  it.each(refused)('%s are refused', (_, what, node) => {
    expect(() => compiled(node)).toThrow(new PlanRefused(what));
  });

  it('a fetch that others are deferred behind is refused, whatever it stands in', () => {
    const fetch = planned('{ book { id } }') as FetchNode;
    expect(() => compiled({ ...fetch, hasDefers: true })).toThrow(new PlanRefused('@defer'));
  });

  it('nodes and rewrites that are not known are refused', () => {
    const fetch = planned('{ book { id } }') as FetchNode;
    const other = { kind: 'Stream', node: fetch } as unknown as PlanNode;
    expect(() => compiled(other)).toThrow(new PlanRefused('nodes of other kinds'));
    const outputRewrites = [
      { kind: 'ValueTaker', path: ['book', 'id'] },
    ] as unknown as FetchNode['outputRewrites'];
    expect(() => compiled({ ...fetch, outputRewrites: outputRewrites ?? [] })).toThrow(
      new PlanRefused('rewrites of other kinds'),
    );
  });
});
