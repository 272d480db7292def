import { QueryPlanner } from '@apollo/query-planner';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import { supergraphOf, without } from '../../test/tiny-supergraphs.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { rateSettings } from '../rates/rate-settings.ts';

const ROLES = { TENANT_OWNER: ['booking.read'], CUSTOMER: ['booking.read'] };
const PLANNED_AT_ONCE_MAX = 20;
/** Over three subgraphs; by the name of its field it is another operation each time. */
const query = (name: string) =>
  `query Page { tenant { name } ${name}: sessions(first: 2) { id seatsTaken revenueMinor trainer { name } } }`;

describe('planning in a thread', () => {
  let gateway: TinyGateway;
  let house: TinyHouse;
  let tenant: TinyTenant;
  /** What is planned on the loop, where all others wait for it. */
  const plannedHere = vi.spyOn(QueryPlanner.prototype, 'buildQueryPlan');

  beforeEach(async () => {
    house = new TinyHouse();
    gateway = await startTinyGateway(
      {
        ...{ roles: ROLES, supergraphSdl: supergraphOf(house, { booking: without('Session', 'heldBy') }) },
        planning: { selectionsHere: 0 },
      },
      house,
    );
    tenant = gateway.world.addTenant('fitzone');
    plannedHere.mockClear();
  });
  afterEach(() => gateway.close());

  const ask = (text: string, variables = {}) => gateway.ask(tenant, text, { variables });

  it('answers as ever, and plans nothing on the loop', async () => {
    const other = await startTinyGateway({ roles: ROLES });
    const same = other.world.addTenant('fitzone');
    const asked: [string, Record<string, unknown>][] = [
      [query('page'), {}],
      ['mutation { setCookie }', {}],
      ['{ nothing }', {}],
      ['query($with: Boolean!) { tenant { name id @include(if: $with) } }', { with: true }],
      ['query($with: Boolean!) { tenant { name id @include(if: $with) } }', { with: false }],
      ['query($with: Boolean) { tenant { name id @include(if: $with) } }', { with: null }],
    ];
    const expected = [];
    for (const [text, variables] of asked) expected.push(await other.ask(same, text, { variables }));
    await other.close();
    plannedHere.mockClear();
    for (const round of ['first', 'again'])
      for (const [index, [text, variables]] of asked.entries()) {
        const { status, body } = await ask(text, variables);
        const one = JSON.parse(JSON.stringify(body).replaceAll(tenant.id, same.id));
        expect([round, status, one]).toEqual([round, expected[index]?.status, expected[index]?.body]);
      }
    expect(plannedHere).not.toHaveBeenCalled();
  });

  it('plans subscriptions and the completion of their events there as well', async () => {
    const socket = await gateway.connect(tenant);
    socket.subscribe('1', 'subscription { seatsChanged { id seatsTaken revenueMinor } }');
    await eventually(() => gateway.world.seatsChanged.size === 1);
    gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken: 7 });
    const expected = { id: 's1', seatsTaken: 7, revenueMinor: 4200 };
    expect(await socket.next('1')).toMatchObject({ payload: { data: { seatsChanged: expected } } });
    expect(plannedHere).not.toHaveBeenCalled();
    socket.socket.close();
  });

  it('plans for the next schema in a thread, before it is served', async () => {
    for (let index = 0; index < 5; index += 1) await ask(query(`page${index}`));
    await gateway.gateway.load({ roles: ROLES, supergraphSdl: supergraphOf(house) });
    const { body } = await ask('{ sessions(first: 1) { heldBy } }');
    expect(body.data.sessions).toHaveLength(1);
    expect((await ask(query('page0'))).status).toBe(200);
    expect(plannedHere).not.toHaveBeenCalled();
  });
});

describe('what is planned on the loop', () => {
  it('is small', async () => {
    const plannedHere = vi.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
    const gateway = await startTinyGateway();
    const tenant = gateway.world.addTenant('fitzone');
    const ids = (count: number) => `{ session(id: "s1") { ${'id '.repeat(count)}} }`;
    const counts = [];
    for (const count of [PLANNED_AT_ONCE_MAX - 1, PLANNED_AT_ONCE_MAX]) {
      plannedHere.mockClear();
      expect((await gateway.ask(tenant, ids(count))).status).toBe(200);
      counts.push(plannedHere.mock.calls.length);
    }
    await gateway.close();
    expect(counts).toEqual([1, 0]);
  });

  it('is answered while a tenant has too much waiting, of which it is told when to come again', async () => {
    const gateway = await startTinyGateway({ planning: { waitingPerTenant: 0 }, rates: rateSettings(600) });
    const tenant = gateway.world.addTenant('fitzone');
    const large = query('page').replaceAll('id ', 'id '.repeat(PLANNED_AT_ONCE_MAX));
    const costing = { headers: { 'x-freehold-cost': '1' } };
    const refused = await gateway.ask(tenant, large, costing);
    expect([refused.status, refused.headers['retry-after'], refused.body.data]).toEqual([
      429,
      '1',
      undefined,
    ]);
    expect(refused.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterMs: 1000 } }]);
    expect(refused.body.extensions.cost.actual).toBe(0);
    const socket = await gateway.connect(tenant);
    socket.subscribe('1', large);
    expect(await socket.next('1')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'RATE_LIMITED', retryAfterMs: 1000 } }] },
    });
    socket.socket.close();
    expect((await gateway.ask(tenant, query('page'))).status).toBe(200);
    expect(gateway.house.booking.calls).toHaveLength(1);
    await gateway.close();
  });
});

describe('documents that nobody has asked before', () => {
  it('are let in one after the other; known ones never wait for them', async () => {
    const gateway = await startTinyGateway({ newcomers: { perTenant: 1, inAll: 10, restTimes: 3 } });
    const [loud, quiet] = [gateway.world.addTenant('fitzone'), gateway.world.addTenant('yogaflow')];
    const post = async (host: string, name: string) => {
      const { statusCode, headers, json } = await gateway.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { host, 'content-type': 'application/json' },
        payload: { query: query(name) },
      });
      const code = json().errors?.[0].extensions.code ?? null;
      return [statusCode, headers['retry-after'] ?? null, headers['ratelimit-limit'] ?? null, code];
    };
    const answered = [200, null, null, null];
    for (const { host } of [loud, quiet]) expect(await post(host, 'known')).toEqual(answered);
    const all = [...['a0', 'a1', 'a2', 'a3', 'known'].map((name) => post(loud.host, name))];
    const others = ['known', 'b0'].map((name) => post(quiet.host, name));
    expect(await Promise.all(others)).toEqual([answered, answered]);
    const refused = [429, '1', null, 'RATE_LIMITED'];
    expect(await Promise.all(all)).toEqual([answered, answered, refused, refused, answered]);
    const same = await Promise.all(Array.from({ length: 50 }, () => post(loud.host, 'same')));
    expect(same).toEqual(Array.from({ length: 50 }, () => answered));
    expect(await gateway.gateway.metrics()).toMatch(/\{bucket="newcomers"\} 2\n/);
    await gateway.close();
  });
});
