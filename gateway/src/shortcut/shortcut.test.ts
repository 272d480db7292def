import { Supergraph } from '@apollo/federation-internals';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OperationGenerator } from '../../test/operation-generator.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { type Sent, TwoWays } from '../../test/two-ways.ts';
import type { GatewayOptions } from '../gateway.ts';
import { hashOf } from '../operations/operation-manifest.ts';
import { rateSettings } from '../rates/rate-settings.ts';

const NAME = '{ tenant { name } }';
const SESSIONS =
  'query Sessions($first: Int!) { sessions(first: $first) { id seatsTaken trainer { name } } }';
const TWO = 'query One { tenant { name } } query Two { tenant { id } }';
const WITHOUT_SHORTCUT = false;

const asked = (query: string, more: Record<string, unknown> = {}): Sent => ({ body: { query, ...more } });
const accepting = (accept: string): Sent => ({ ...asked(NAME), headers: { accept } });
const typed = (type: string): Sent => ({ ...asked(NAME), headers: { 'content-type': type } });

/** What is asked, and whether the shortcut answers when it is asked again. */
const REQUESTS: readonly [name: string, sent: Sent, isShort?: boolean][] = [
  ['a query', asked(NAME)],
  ['several subgraphs', asked('{ tenant { name plan sessions { id revenueMinor boughtBy } } }')],
  [
    'aliases, fragments and conditions',
    asked(
      `query($on: Boolean!) { __typename a: tenant { ...F } sessions(first: 2) { __typename t: trainer { ...G } } }
      fragment F on Tenant { name @include(if: $on) plan } fragment G on Member { name @skip(if: $on) __typename }`,
      { variables: { on: false } },
    ),
  ],
  ['names of inherited properties', asked('{ toString: tenant { hasOwnProperty: name constructor: id } }')],
  ['no operation but a name that is there', asked(TWO, { operationName: 'Two' })],
  ['introspection', asked('{ __schema { queryType { name } } __type(name: "Tenant") { name } }')],
  ['variables', asked(SESSIONS, { variables: { first: 1 } })],
  ['more variables than are declared', asked(SESSIONS, { variables: { first: 1, second: 2 } })],
  ['nulls in the place of nothing', asked(NAME, { variables: null, operationName: null, extensions: null })],
  ['extensions of which there are none', asked(NAME, { extensions: {} })],
  ['the cost of an answer', { ...asked(NAME), headers: { 'x-freehold-cost': '1' } }],
  [
    'the cost of an answer with errors',
    { ...asked('{ leak tenant { name } }'), headers: { 'x-freehold-cost': '1' } },
  ],
  ['a variable of another type', asked(SESSIONS, { variables: { first: 'many' } })],
  ['a variable that is null', asked(SESSIONS, { variables: { first: null } })],
  ['a variable that is not given', asked(SESSIONS)],
  ['a variable that is an object', asked(SESSIONS, { variables: { first: { a: [1] } } })],
  [
    'a condition that is null',
    asked('query($on: Boolean = true) { tenant { name @include(if: $on) } }', { variables: { on: null } }),
  ],
  ['a fault of a subgraph', asked('{ secret: leak tenant { name } }')],
  ['a value that breaks the schema', asked('{ s: session(id: "s1") { n: never } }')],
  ['a refusal of a subgraph', asked('{ sessions(first: 2) { r: revenueMinor waiting } }')],
  ['a list that is too long', asked('{ sessions(first: 101) { id } }')],
  ['a list of nothing', asked(SESSIONS, { variables: { first: 0 } })],
  [
    'what is too dear for anybody',
    asked('{ tenant { sessions { trainer { id } } } sessions(first: 100) { trainer { id } } }'),
  ],
  [
    'a mutation that sets the cookie',
    { ...asked('mutation { refreshSession }'), headers: { cookie: '__Host-freehold-refresh=old; a=b' } },
  ],
  ['a mutation that sets another cookie', asked('mutation { plantCookie }')],
  ['no type that is asked for', accepting('')],
  ['any type', accepting('*/*')],
  ['JSON', accepting('application/json')],
  ['JSON in capitals', accepting('Application/JSON')],
  ['the type of GraphQL', accepting('application/graphql-response+json')],
  ['both types', accepting('application/json, application/graphql-response+json')],
  [
    'the types that urql asks for',
    accepting(
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    ),
  ],
  [
    'the types that Apollo Client asks for',
    accepting('application/graphql-response+json,application/json;q=0.9'),
  ],
  ['JSON of a charset', typed('application/json; charset=utf-8')],
  [
    'weighed types',
    accepting('application/json;q=0.1, application/graphql-response+json;q=0.2'),
    WITHOUT_SHORTCUT,
  ],
  ['a type with its charset', accepting('application/json; charset=utf-8'), WITHOUT_SHORTCUT],
  ['types that are not served', accepting('text/html, image/png'), WITHOUT_SHORTCUT],
  ['nothing of JSON', accepting('application/json;q=0, */*'), WITHOUT_SHORTCUT],
  ['what is no list of types', accepting('json,,;'), WITHOUT_SHORTCUT],
  ['JSON with a parameter', typed('application/json; profile=x'), WITHOUT_SHORTCUT],
  ['a subscription', asked('subscription { seatsChanged { id } }')],
  ['a syntax error', asked('{ tenant { name '), WITHOUT_SHORTCUT],
  ['an invalid document', asked('{ nothing }'), WITHOUT_SHORTCUT],
  ['two operations and no name', asked(TWO), WITHOUT_SHORTCUT],
  ['a name of no operation', asked(TWO, { operationName: 'Three' }), WITHOUT_SHORTCUT],
  ['a name that is inherited', asked(TWO, { operationName: '__proto__' }), WITHOUT_SHORTCUT],
  ['an empty name', asked(NAME, { operationName: '' }), WITHOUT_SHORTCUT],
  ['a name that is a number', asked(NAME, { operationName: 7 }), WITHOUT_SHORTCUT],
  ['variables that are a list', asked(NAME, { variables: [] }), WITHOUT_SHORTCUT],
  ['variables that are a text', asked(NAME, { variables: '{}' }), WITHOUT_SHORTCUT],
  ['extensions that it does not know', asked(NAME, { extensions: { trace: true } }), WITHOUT_SHORTCUT],
  ['extensions that are a list', asked(NAME, { extensions: [] }), WITHOUT_SHORTCUT],
  ['an empty query', { body: { query: '' } }, WITHOUT_SHORTCUT],
  ['no query', { body: { variables: {} } }, WITHOUT_SHORTCUT],
  [
    'a token that is none',
    { ...asked(NAME), headers: { authorization: 'Bearer no.token.here' } },
    WITHOUT_SHORTCUT,
  ],
  ["another tenant's id", { ...asked(NAME), headers: { 'x-tenant-id': 'tnt_other' } }, WITHOUT_SHORTCUT],
  ['a host of nobody', { ...asked(NAME), host: 'nobody.localhost' }],
];

describe.each([
  ['in development', {}],
  [
    'in production, where requests are counted',
    { production: true, rates: rateSettings(100_000), costMax: 250 },
  ],
])('the shortcut %s', (_, options) => {
  let two: TwoWays;
  let tenant: TinyTenant;

  beforeAll(async () => {
    two = await TwoWays.start(options);
    tenant = two.world.addTenant('fitzone', []);
  });
  afterAll(() => two.close());

  async function expectSame(sent: Sent): Promise<boolean> {
    const { pipeline, shortcut, isShort } = await two.compare(tenant, sent);
    expect(shortcut).toEqual(pipeline);
    return isShort;
  }

  it.each(REQUESTS)('answers %s as Apollo Server does', async (name, sent, isShort = true) => {
    const isHidden = name === 'introspection' && 'production' in options;
    expect(await expectSame(sent)).toBe(isShort && !isHidden);
  });

  it('answers a member with what is theirs, and nobody with what was theirs', async () => {
    const session = two.world.signIn(tenant);
    const sent = { ...asked('{ me { id name } sessions(first: 1) { heldBy } }'), session };
    expect(await expectSame(sent)).toBe(true);
    const { shortcut } = await two.compare(tenant, sent);
    expect(shortcut.text).toContain(session.memberId);
    two.world.end(session);
    await expect
      .poll(() => two.compare(tenant, sent).then((both) => both.shortcut.text))
      .toContain('UNAUTHENTICATED');
    expect(await expectSame(sent)).toBe(false);
  });

  it.each([
    ['answers', false, 100],
    ['answers, while a subgraph is away,', true, 50],
  ])(
    '%s generated operations as Apollo Server does',
    async (__, isDown, numRuns) => {
      const schema = Supergraph.build(two.house.compose()).apiSchema().toGraphQLJSSchema();
      const operations = fc
        .gen()
        .map((gen) => new OperationGenerator(schema, (max) => gen(fc.nat, { max })).generate(3));
      two.house.booking.isDown = isDown;
      let shortcuts = 0;
      const property = fc.asyncProperty(operations, async ({ query, variables }) => {
        if (await expectSame(asked(query, { variables }))) shortcuts += 1;
      });
      await fc.assert(property, { numRuns, seed: 1, endOnFailure: true });
      expect(shortcuts).toBeGreaterThan(numRuns * 0.7);
    },
    60_000,
  );
});

describe('the shortcut', () => {
  let two: TwoWays;
  let tenant: TinyTenant;

  async function start(options: Partial<GatewayOptions> = {}): Promise<void> {
    two = await TwoWays.start(options);
    tenant = two.world.addTenant('fitzone');
  }
  afterEach(() => two.close());

  it('refuses whoever has asked too much, and whoever has no points left, as Apollo Server does', async () => {
    const settings = rateSettings(1_000);
    if (!settings) throw new Error('Nobody counts.');
    await start({ rates: { ...settings, pointsPerMinute: 5, signInsPerMinute: 3 } });
    const signIn = asked('mutation { signIn(name: "a") }');
    const free = await two.compare(tenant, signIn);
    const limited = await two.compare(tenant, signIn);
    expect([free.shortcut, limited.shortcut]).toEqual([free.pipeline, limited.pipeline]);
    expect([free.isShort, limited.isShort]).toEqual([true, true]);
    expect([free.shortcut.status, limited.shortcut.status]).toEqual([200, 429]);
    expect(limited.shortcut.headers).toMatchObject({ 'ratelimit-limit': '3' });
    const dear = await two.compare(tenant, asked(SESSIONS, { variables: { first: 4 } }));
    expect(dear).toMatchObject({ isShort: true, shortcut: { status: 429 } });
    expect(dear.shortcut).toEqual(dear.pipeline);
    expect(dear.shortcut.text).toContain('RATE_LIMITED');
  });

  it('answers only listed documents where no others are answered', async () => {
    await start({ operations: { [hashOf(NAME)]: NAME }, persistedOnly: true });
    const listed = await two.compare(tenant, asked(NAME));
    const other = await two.compare(tenant, asked('{ tenant { id } }'));
    expect([listed.isShort, other.isShort]).toEqual([true, true]);
    expect([listed.shortcut, other.shortcut]).toEqual([listed.pipeline, other.pipeline]);
    expect([listed.shortcut.status, other.shortcut.status]).toEqual([200, 400]);
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(NAME) } };
    const byHash = await two.compare(tenant, { body: { extensions } });
    expect([byHash.isShort, byHash.shortcut.text]).toEqual([true, listed.shortcut.text]);
  });

  it('leaves a tenant to be refused that was suspended since', async () => {
    await start();
    expect((await two.compare(tenant, asked(NAME))).isShort).toBe(true);
    tenant.access = 'SUSPENDED';
    two.world.accessChanged.publish({ tenantId: tenant.id, sessionId: null });
    const text = async () => (await two.compare(tenant, asked(NAME))).shortcut.text;
    await expect.poll(text).toContain('PAYMENT_REQUIRED');
    const { pipeline, shortcut, isShort } = await two.compare(tenant, asked(NAME));
    expect([isShort, shortcut]).toEqual([false, pipeline]);
  });
});
