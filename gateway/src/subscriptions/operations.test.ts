import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { type LiveSent, TwoLiveWays } from '../../test/two-live-ways.ts';
import type { GatewayOptions } from '../gateway.ts';
import { hashOf } from '../operations/operation-manifest.ts';
import { rateSettings } from '../rates/rate-settings.ts';

const NAME = '{ tenant { name } }';
const SESSIONS =
  'query Sessions($first: Int!) { sessions(first: $first) { id seatsTaken trainer { name } } }';
const TWO = 'query One { tenant { name } } query Two { tenant { id } }';
const WITHOUT_SHORTCUT = false;

/** What is sent, and whether Apollo Server is passed by when it is sent again. */
const OPERATIONS: readonly [name: string, sent: LiveSent, isShort?: boolean][] = [
  ['a query', { query: NAME }],
  ['several subgraphs', { query: '{ tenant { name plan sessions { id revenueMinor boughtBy } } }' }],
  [
    'aliases, fragments and conditions',
    {
      query: `query($on: Boolean!) { __typename a: tenant { ...F } sessions(first: 2) { t: trainer { ...G } } }
        fragment F on Tenant { name @include(if: $on) plan } fragment G on Member { name @skip(if: $on) __typename }`,
      variables: { on: false },
    },
  ],
  ['one operation of two', { query: TWO, operationName: 'Two' }],
  ['introspection', { query: '{ __schema { queryType { name } } __type(name: "Tenant") { name } }' }],
  ['variables', { query: SESSIONS, variables: { first: 1, second: 2 } }],
  ['nulls in the place of nothing', { query: NAME, operationName: null, variables: null }],
  ['a variable of another type', { query: SESSIONS, variables: { first: 'many' } }],
  ['a variable that is not given', { query: SESSIONS }],
  [
    'a condition that is null',
    {
      query: 'query($on: Boolean = true) { tenant { name @include(if: $on) } }',
      variables: { on: null },
    },
  ],
  ['a fault of a subgraph', { query: '{ secret: leak tenant { name } }' }],
  ['a value that breaks the schema', { query: '{ s: session(id: "s1") { n: never } }' }],
  ['a refusal of a subgraph', { query: '{ sessions(first: 2) { r: revenueMinor waiting } }' }],
  ['a list that is too long', { query: '{ sessions(first: 101) { id } }' }],
  [
    'what is too dear for anybody',
    { query: '{ tenant { sessions { trainer { id } } } sessions(first: 100) { trainer { id } } }' },
  ],
  ['a mutation', { query: 'mutation { setCookie }' }],
  ['a subscription that is refused', { query: 'subscription { revenueChanged { id } }' }],
  [
    'a subscription whose variable is of another type',
    { query: 'subscription($above: Int) { seatsChanged(above: $above) { id } }', variables: { above: 'x' } },
  ],
  ['a syntax error', { query: '{ tenant { name ' }, WITHOUT_SHORTCUT],
  ['an invalid document', { query: '{ nothing }' }, WITHOUT_SHORTCUT],
  ['an invalid subscription', { query: 'subscription { nothing }' }, WITHOUT_SHORTCUT],
  ['a document that is too deep', { query: `{ ${'a { '.repeat(9)} b ${'} '.repeat(9)} }` }, true],
  ['two operations and no name', { query: TWO }, WITHOUT_SHORTCUT],
  ['an empty name', { query: NAME, operationName: '' }, WITHOUT_SHORTCUT],
  ['a name of no operation', { query: TWO, operationName: 'Three' }, WITHOUT_SHORTCUT],
  ['a name that is inherited', { query: TWO, operationName: '__proto__' }, WITHOUT_SHORTCUT],
];

/** What begins with an event. */
const EVENTS: readonly [name: string, sent: LiveSent][] = [
  ['an event', { query: 'subscription { seatsChanged { seatsTaken priceMinor } }' }],
  ['an event that is refused in part', { query: 'subscription { seatsChanged { revenueMinor waiting } }' }],
  ['an event for one person alone', { query: 'subscription { seatsChanged { heldBy boughtBy } }' }],
  ['an event that fails', { query: 'subscription { f: faultySeats { id } }' }],
  [
    'an event of a choice',
    {
      query: 'subscription S($all: Boolean!) { seatsChanged { priceMinor takingsMinor @include(if: $all) } }',
      operationName: 'S',
      variables: { all: false },
    },
  ],
];

describe.each([
  ['in development', {}],
  [
    'in production, where requests are counted',
    { production: true, rates: rateSettings(100_000), costMax: 250 },
  ],
])('operations over sockets and streams %s', (_, options) => {
  let two: TwoLiveWays;
  let tenant: TinyTenant;

  beforeAll(async () => {
    two = await TwoLiveWays.start(options);
    tenant = two.world.addTenant('fitzone', []);
  });
  afterEach(() => eventually(() => two.world.seatsChanged.size === 0));
  afterAll(() => two.close());

  it.each(OPERATIONS)('answer %s as Apollo Server does', async (name, sent, isShort = true) => {
    const isHidden = name === 'introspection' && 'production' in options;
    for (const { pipeline, shortcut, isShort: was } of [
      await two.bySocket(tenant, sent),
      await two.byStream(tenant, sent),
    ]) {
      expect(shortcut).toEqual(pipeline);
      expect(was).toBe(isShort && !isHidden);
    }
  });

  it.each(EVENTS)('tell %s as Apollo Server does', async (__, sent) => {
    const { pipeline, shortcut, isShort } = await two.bySocket(tenant, sent);
    expect(shortcut).toEqual(pipeline);
    expect(isShort).toBe(true);
    expect(JSON.stringify(shortcut)).toContain('"cursor":"HERE"');
  });
});

describe('operations over sockets', () => {
  let two: TwoLiveWays;

  async function start(options: Partial<GatewayOptions>): Promise<TinyTenant> {
    two = await TwoLiveWays.start(options);
    return two.world.addTenant('fitzone');
  }
  afterEach(() => two.close());

  const codesOf = (frames: unknown) => JSON.stringify(frames).match(/"code":"\w+"/g);

  it('are refused to whoever has no points left, or signs in too often, as Apollo Server refuses them', async () => {
    const settings = rateSettings(1_000);
    if (!settings) throw new Error('Nobody counts.');
    const tenant = await start({ rates: { ...settings, pointsPerMinute: 5, signInsPerMinute: 2 } });
    for (const query of ['mutation { signIn(name: "a") }', '{ sessions(first: 4) { id } }']) {
      await two.bySocket(tenant, { query });
      const { pipeline, shortcut, isShort } = await two.bySocket(tenant, { query });
      expect([shortcut, isShort]).toEqual([pipeline, true]);
      expect(codesOf(shortcut)).toEqual(['"code":"RATE_LIMITED"']);
    }
  });

  it('are answered only where they are listed, when no others are answered', async () => {
    const tenant = await start({ operations: { [hashOf(NAME)]: NAME }, persistedOnly: true });
    const [listed, other] = [
      await two.bySocket(tenant, { query: NAME }),
      await two.bySocket(tenant, { query: '{ tenant { id } }' }),
    ];
    expect([listed.isShort, other.isShort]).toEqual([true, true]);
    expect([listed.shortcut, other.shortcut]).toEqual([listed.pipeline, other.pipeline]);
    expect([codesOf(listed.shortcut), codesOf(other.shortcut)]).toEqual([
      null,
      ['"code":"OPERATION_NOT_LISTED"'],
    ]);
  });
});
