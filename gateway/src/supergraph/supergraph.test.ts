import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const UPGRADE = {
  code: 'PLAN_UPGRADE_REQUIRED',
  feature: 'analytics',
  currentPlan: 'fitness:starter',
  cheapestGrant: 'fitness:pro',
};

describe('SupergraphExecutor', () => {
  let gateway: TinyGateway;
  let rich: TinyTenant;
  let poor: TinyTenant;

  beforeAll(async () => {
    gateway = await startTinyGateway();
    rich = gateway.world.addTenant('rich');
    poor = gateway.world.addTenant('poor', []);
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    for (const subgraph of gateway.house.subgraphs) {
      subgraph.isDown = false;
      subgraph.calls.length = 0;
    }
  });

  it('answers one query from three subgraphs', async () => {
    const { body, status } = await gateway.ask(
      rich,
      '{ here: tenant { name plan sessions { id seatsTaken revenueMinor trainer { name } } } }',
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        here: {
          name: 'rich',
          plan: 'fitness:pro',
          sessions: [
            { id: 's1', seatsTaken: 1, revenueMinor: 4200, trainer: { name: 'Name of trainer-of-s1' } },
            { id: 's2', seatsTaken: 2, revenueMinor: 4200, trainer: { name: 'Name of trainer-of-s2' } },
          ],
        },
      },
    });
  });

  it('asks each subgraph for all entities of a step at once', async () => {
    await gateway.ask(rich, '{ sessions(first: 2) { revenueMinor } }');
    const asked = gateway.house.billing.calls.filter(({ query }) => query.includes('revenueMinor'));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.variables?.representations).toHaveLength(2);
  });

  it.each([
    ['a field', '{ sessions(first: 1) { waiting } }', ['sessions', 0, 'waiting']],
    ['an alias', '{ all: sessions(first: 1) { w: waiting } }', ['all', 0, 'w']],
    [
      'a fragment',
      '{ sessions(first: 1) { ...F } } fragment F on Session { waiting }',
      ['sessions', 0, 'waiting'],
    ],
    ['an entity', '{ sessions(first: 1) { revenueMinor } }', ['sessions', 0, 'revenueMinor']],
    ['an alias of an entity', '{ all: sessions(first: 1) { r: revenueMinor } }', ['all', 0, 'r']],
    ['an entity deep inside', '{ t: tenant { sessions { r: revenueMinor } } }', ['t', 'sessions', 0, 'r']],
  ])(
    'carries the refusal of a subgraph on %s, with its data and the place in the client document',
    async (_, query, path) => {
      const { body } = await gateway.ask(poor, query);
      expect(body.errors[0].path).toEqual(path);
      expect(body.errors[0].extensions).toMatchObject(UPGRADE);
      const values = JSON.stringify(body.data);
      expect(values).not.toContain('4200');
    },
  );

  it('says each refused entity at its own place', async () => {
    const { body } = await gateway.ask(poor, '{ sessions(first: 2) { id r: revenueMinor priceMinor } }');
    expect(body.errors.map(({ path }: { path: unknown }) => path)).toEqual([
      ['sessions', 0, 'r'],
      ['sessions', 1, 'r'],
    ]);
    expect(body.data.sessions[0]).toEqual({ id: 's1', r: null, priceMinor: 100 });
  });

  it('nulls only the fields of a subgraph that is away, and says UNAVAILABLE at each of them', async () => {
    await gateway.ask(rich, '{ __typename }');
    gateway.house.billing.isDown = true;
    const { body } = await gateway.ask(rich, '{ all: sessions(first: 2) { id r: revenueMinor } }');
    expect(body.data).toEqual({
      all: [
        { id: 's1', r: null },
        { id: 's2', r: null },
      ],
    });
    expect(body.errors).toHaveLength(2);
    expect(body.errors[1]).toMatchObject({
      path: ['all', 1, 'r'],
      extensions: { code: 'UNAVAILABLE', serviceName: 'billing' },
    });
    expect(JSON.stringify(body)).not.toMatch(/ECONN|10\.0\.0/);
  });

  it('says UNAVAILABLE at the root fields of a subgraph that is away', async () => {
    gateway.house.booking.isDown = true;
    const { body } = await gateway.ask(rich, '{ s: sessions(first: 1) { id } tenant { name } }');
    expect(body.data).toEqual({ s: null, tenant: { name: 'rich' } });
    expect(body.errors).toEqual([
      expect.objectContaining({
        path: ['s'],
        extensions: expect.objectContaining({ code: 'UNAVAILABLE' }),
      }),
    ]);
  });

  it('shows a fault of a subgraph as INTERNAL with the id of the request, and nothing of its words', async () => {
    const { body, headers } = await gateway.ask(rich, '{ secret: leak tenant { name } }');
    expect(body.data).toEqual({ secret: null, tenant: { name: 'rich' } });
    expect(body.errors[0]).toMatchObject({
      message: 'Something went wrong.',
      path: ['secret'],
      extensions: { code: 'INTERNAL', requestId: headers['x-request-id'] },
    });
    expect(JSON.stringify(body)).not.toMatch(/password|10\.0\.0/);
  });

  it('says INTERNAL where a subgraph breaks its own schema', async () => {
    const { body } = await gateway.ask(rich, '{ s: session(id: "s1") { n: never } }');
    expect(body.data).toEqual({ s: null });
    expect(body.errors[0]).toMatchObject({ path: ['s', 'n'], extensions: { code: 'INTERNAL' } });
    expect(body.extensions).toBeUndefined();
  });

  it('sends variables only where they are used, and refuses those of a wrong type', async () => {
    const query = 'query($n: Int!) { sessions(first: $n) { id } }';
    const good = await gateway.ask(rich, query, { variables: { n: 1 } });
    expect(good.body.data.sessions).toHaveLength(1);
    const bad = await gateway.ask(rich, query, { variables: { n: 'many' } });
    expect(bad.status).toBe(400);
    expect(bad.body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(bad.body.data).toBeUndefined();
  });

  it('hides the internal fields from clients', async () => {
    const { body, status } = await gateway.ask(rich, '{ _host(host: "rich.localhost") { tenantId } }');
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('refuses subscriptions over HTTP and says where they are served', async () => {
    const { body, status } = await gateway.ask(rich, 'subscription { seatsChanged { id } }');
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe('SUBSCRIPTION_NEEDS_WEBSOCKET');
  });
});
