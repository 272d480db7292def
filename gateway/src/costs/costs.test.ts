import { afterEach, describe, expect, it } from 'vitest';
import { HeldSubgraph } from '../../test/faults/held-subgraph.ts';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import type { GatewayOptions } from '../gateway.ts';
import { rateSettings } from '../rates/rate-settings.ts';
import { answerSize } from './answer-size.ts';

const TELL = { headers: { 'x-freehold-cost': '1' } };
const TEN = '{ sessions(first: 10) { id trainer { id } } }';
/** Two sessions are there, each with a trainer. */
const TEN_COST = { requested: 20, actual: 4 };

describe('costs', () => {
  let gateway: TinyGateway;
  afterEach(() => gateway.close());

  async function start(options: Partial<GatewayOptions>) {
    gateway = await startTinyGateway(options);
    return gateway.world.addTenant('fitzone');
  }
  async function startWith(pointsPerMinute: number) {
    const settings = rateSettings(1_000);
    if (!settings) throw new Error('Nobody counts.');
    return start({ rates: { ...settings, pointsPerMinute } });
  }

  it('tells what an answer cost, to whoever does not say that they know', async () => {
    const tenant = await startWith(100);
    const { body } = await gateway.ask(tenant, TEN, TELL);
    expect(body.extensions.cost).toEqual({ ...TEN_COST, available: 96, resetsAt: expect.any(String) });
    expect(Date.parse(body.extensions.cost.resetsAt)).toBeGreaterThan(Date.now());
    const asked = JSON.stringify({ query: TEN });
    const post = (headers: object) =>
      gateway.post(tenant.host, asked, { 'content-type': 'application/json', ...headers });
    expect((await post({})).body.extensions.cost).toMatchObject({ ...TEN_COST, available: 92 });
    expect((await post({ 'x-freehold-cost': '0' })).body.extensions).toBeUndefined();
    const { body: cheap } = await gateway.ask(tenant, '{ __typename }', TELL);
    expect(cheap.extensions.cost).toMatchObject({ requested: 0, actual: 0, available: 88 });
  });

  it('refuses what costs more than is left, until it costs less', async () => {
    const tenant = await startWith(22);
    await gateway.ask(tenant, TEN);
    const { status, headers, body } = await gateway.ask(tenant, TEN);
    expect(status).toBe(429);
    expect(body.data).toBeUndefined();
    expect(body.errors[0].extensions).toEqual({
      code: 'RATE_LIMITED',
      retryAfterMs: expect.any(Number),
      requested: 20,
      available: 18,
    });
    expect(body.errors[0].extensions.retryAfterMs).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await gateway.ask(tenant, TEN)).body.errors[0].extensions.available).toBe(18);
    expect((await gateway.ask(tenant, '{ sessions(first: 9) { id trainer { id } } }')).status).toBe(200);
  });

  it('asks no subgraph for what it refuses', async () => {
    const tenant = await startWith(10);
    await gateway.ask(tenant, '{ __typename }');
    await gateway.ask(tenant, TEN);
    expect(gateway.house.booking.calls).toHaveLength(0);
  });

  it('reserves before the answer is there', async () => {
    const house = new TinyHouse();
    const booking = new HeldSubgraph(house.booking);
    const settings = rateSettings(1_000);
    const rates = settings && { ...settings, pointsPerMinute: 50 };
    gateway = await startTinyGateway({ rates }, house, [house.tenancy, booking, house.billing]);
    const tenant = gateway.world.addTenant('fitzone');
    booking.hold();
    const statuses: number[] = [];
    const asked = Array.from({ length: 5 }, async () => {
      statuses.push((await gateway.ask(tenant, TEN)).status);
    });
    await expect.poll(() => statuses).toEqual([429, 429, 429]);
    booking.letGo();
    await Promise.all(asked);
    expect(statuses).toEqual([429, 429, 429, 200, 200]);
  });

  it('gives everything back when a subgraph is away', async () => {
    const tenant = await startWith(100);
    await gateway.ask(tenant, '{ __typename }');
    gateway.house.booking.isDown = true;
    const { body } = await gateway.ask(tenant, TEN, TELL);
    expect(body.extensions.cost).toMatchObject({ requested: 20, actual: 0, available: 100 });
  });

  it('keeps what a field weighs that was executed, although the answer came to nothing', async () => {
    const house = new TinyHouse();
    const supergraphSdl = house.compose().replace('leak: String ', 'leak: String! @cost(weight: 7) ');
    gateway = await startTinyGateway({ supergraphSdl }, house);
    const tenant = gateway.world.addTenant('fitzone');
    const { body } = await gateway.ask(tenant, '{ leak }', TELL);
    expect(body).toMatchObject({ data: null, extensions: { cost: { requested: 7, actual: 7 } } });
  });

  it('takes what an answer cost beyond what was reserved, where a list is longer than it was assumed to be', async () => {
    const house = new TinyHouse();
    const supergraphSdl = house
      .compose()
      .replace(/(sessions\(first: Int!\).*@listSize)\([^)]*\)/, '$1(assumedSize: 1)');
    const settings = rateSettings(1_000);
    const rates = settings && { ...settings, pointsPerMinute: 5 };
    gateway = await startTinyGateway({ supergraphSdl, rates }, house);
    const tenant = gateway.world.addTenant('fitzone');
    const { body } = await gateway.ask(tenant, TEN, TELL);
    expect(body.extensions.cost).toMatchObject({ requested: 2, actual: 4, available: 1 });
    const { body: refused } = await gateway.ask(tenant, TEN, TELL);
    expect(refused.errors[0].extensions).toMatchObject({ code: 'RATE_LIMITED', requested: 2, available: 1 });
  });

  it('counts members apart, and by their plan', async () => {
    const tenant = await startWith(20);
    tenant.caps = { pointsPerMinute: 30 };
    const token = await gateway.token(gateway.world.signIn(tenant));
    await gateway.ask(tenant, TEN);
    const { body } = await gateway.ask(tenant, TEN, { ...TELL, token });
    expect(body.extensions.cost).toMatchObject({ available: 26 });
  });

  it('gives a plan that names its requests a hundred points for each', async () => {
    const tenant = await startWith(20);
    tenant.caps = { requestsPerMinute: 2 };
    const { body } = await gateway.ask(tenant, TEN, TELL);
    expect(body.extensions.cost).toMatchObject({ available: 196 });
  });

  it('refuses an operation that is too dear for anybody, also where nobody counts', async () => {
    const tenant = await start({ costMax: 19 });
    const { status, body } = await gateway.ask(tenant, TEN);
    expect([status, body.errors[0].extensions]).toEqual([
      400,
      { code: 'COST_EXCEEDED', requested: 20, available: 19 },
    ]);
    const { body: good } = await gateway.ask(tenant, '{ sessions(first: 9) { id trainer { id } } }', TELL);
    expect(good.extensions.cost).toEqual({ requested: 18, actual: 4, available: null, resetsAt: null });
  });

  it('charges a subscription once, and its events nothing', async () => {
    const tenant = await startWith(1);
    const socket = await gateway.connect(tenant);
    socket.subscribe('1', 'subscription { seatsChanged { id } }');
    await expect.poll(() => gateway.world.seatsChanged.size).toBe(1);
    for (const seatsTaken of [1, 2]) {
      gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken });
      expect(await socket.next('1')).toMatchObject({ payload: { data: { seatsChanged: { id: 's1' } } } });
    }
    socket.subscribe('2', TEN);
    expect(await socket.next('2')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'RATE_LIMITED' } }] },
    });
    socket.socket.close();
  });
});

describe('answerSize', () => {
  it('counts objects, in lists and in each other', () => {
    expect(answerSize({ a: 1, b: null, c: ['x'], d: { e: [{ f: {} }, null, [{}]] } })).toBe(4);
  });
});
