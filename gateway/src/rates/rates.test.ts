import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { memoryCounter, type RateCounter } from './rate-counter.ts';
import { type RateSettings, rateSettings } from './rate-settings.ts';

const PLENTY: RateSettings = {
  requestsPerMinute: 1_000,
  addressRequestsPerMinute: 1_000,
  tenantRequestsPerMinute: 1_000,
  signInsPerMinute: 1_000,
  pointsPerMinute: 1_000_000,
};
const NAME = '{ tenant { name } }';

describe('rates', () => {
  let gateway: TinyGateway;
  afterEach(() => gateway.close());

  async function start(settings: Partial<RateSettings>, trustedProxies: readonly string[] = []) {
    gateway = await startTinyGateway({ rates: { ...PLENTY, ...settings }, trustedProxies });
    return gateway.world.addTenant('fitzone');
  }
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const asMember = async (tenant: Parameters<TinyGateway['world']['signIn']>[0]) => ({
    token: await gateway.token(gateway.world.signIn(tenant)),
  });

  it('refuses the request after the last of the minute with 429, a code and when to come again', async () => {
    const tenant = await start({ requestsPerMinute: 2 });
    const first = await gateway.ask(tenant, NAME);
    expect([first.status, first.headers['ratelimit-limit'], first.headers['ratelimit-remaining']]).toEqual([
      200,
      '2',
      '1',
    ]);
    await gateway.ask(tenant, NAME);
    const { status, headers, body } = await gateway.ask(tenant, NAME);
    expect(status).toBe(429);
    expect(body.data).toBeUndefined();
    expect(body.errors[0].extensions).toEqual({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
    const { retryAfterMs } = body.errors[0].extensions;
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('application/json'),
      'ratelimit-limit': '2',
      'ratelimit-remaining': '0',
      'retry-after': `${Math.ceil(retryAfterMs / 1000)}`,
    });
  });

  it('refuses before anything of the body is read', async () => {
    const tenant = await start({ requestsPerMinute: 1 });
    await gateway.ask(tenant, NAME);
    const malformed = await gateway.post(tenant.host, '{"query": ', { 'content-type': 'application/json' });
    const large = await gateway.post(tenant.host, '#'.repeat(100_001), {
      'content-type': 'application/json',
    });
    expect([malformed.status, large.status]).toEqual([429, 429]);
  });

  it('counts malformed requests as well', async () => {
    const tenant = await start({ requestsPerMinute: 1 });
    await gateway.post(tenant.host, '{', { 'content-type': 'application/json' });
    expect((await gateway.ask(tenant, NAME)).status).toBe(429);
  });

  it('counts members apart from each other and from strangers of the same address', async () => {
    const tenant = await start({ requestsPerMinute: 1 });
    const [one, other] = [await asMember(tenant), await asMember(tenant)];
    const statuses = [];
    for (const asking of [one, other, {}, one, other, {}])
      statuses.push((await gateway.ask(tenant, NAME, asking)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
  });

  it('counts one tenant apart from another', async () => {
    const tenant = await start({ tenantRequestsPerMinute: 1, requestsPerMinute: 1 });
    const other = gateway.world.addTenant('yogaflow');
    await gateway.ask(tenant, NAME);
    expect((await gateway.ask(tenant, NAME)).status).toBe(429);
    expect((await gateway.ask(other, NAME)).status).toBe(200);
  });

  it('counts all members of a tenant together', async () => {
    const tenant = await start({ requestsPerMinute: 1, tenantRequestsPerMinute: 2 });
    const statuses = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push((await gateway.ask(tenant, NAME, await asMember(tenant))).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('counts all that comes from one address, over all tenants, with tokens that are none, and sockets', async () => {
    const tenant = await start({ addressRequestsPerMinute: 3 });
    await gateway.ask(tenant, NAME, { token: 'x' });
    await gateway.ask({ host: 'nobody.localhost' }, NAME);
    const socket = await gateway.connect(tenant);
    expect((await gateway.ask(tenant, NAME)).status).toBe(429);
    await expect(gateway.socket(tenant).opened()).rejects.toThrow('429');
    socket.socket.close();
  });

  it('believes X-Forwarded-For of listed proxies only', async () => {
    const tenant = await start({ requestsPerMinute: 1 });
    await gateway.ask(tenant, NAME, from('198.51.100.1'));
    expect((await gateway.ask(tenant, NAME, from('198.51.100.2'))).status).toBe(429);
    await gateway.close();
    const other = await start({ requestsPerMinute: 1 }, ['127.0.0.1']);
    await gateway.ask(other, NAME, from('198.51.100.1'));
    expect((await gateway.ask(other, NAME, from('198.51.100.2'))).status).toBe(200);
    expect((await gateway.ask(other, NAME, from('198.51.100.1'))).status).toBe(429);
  });

  it('gives members what their plan says from one address as well, and nobody else there', async () => {
    const tenant = await start({ requestsPerMinute: 1, addressRequestsPerMinute: 2 });
    const other = gateway.world.addTenant('yogaflow');
    const [planned, usual] = [await asMember(tenant), await asMember(other)];
    tenant.caps = { requestsPerMinute: 4 };
    const statuses = [];
    for (let count = 0; count < 5; count += 1)
      statuses.push((await gateway.ask(tenant, NAME, planned)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    for (const asking of [usual, {}, { token: 'x' }])
      expect((await gateway.ask(other, NAME, asking)).status).toBe(429);
    await expect(gateway.socket(tenant).opened()).rejects.toThrow('429');
  });

  it('gives strangers at an address no more there than their tenant gives one of them', async () => {
    const tenant = await start({ requestsPerMinute: 1, addressRequestsPerMinute: 2 });
    const other = gateway.world.addTenant('yogaflow');
    for (const { caps } of [tenant, other]) Object.assign(caps, { requestsPerMinute: 3 });
    const statuses = [];
    for (const { host } of [tenant, tenant, tenant, other])
      statuses.push((await gateway.ask({ host }, NAME)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('gives a plan without a limit as much from one address as its tenant may have', async () => {
    const tenant = await start({ addressRequestsPerMinute: 1, tenantRequestsPerMinute: 3 });
    tenant.caps = { requestsPerMinute: null };
    const member = await asMember(tenant);
    const statuses = [];
    for (let count = 0; count < 4; count += 1)
      statuses.push((await gateway.ask(tenant, NAME, member)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('gives a tenant what its plan says', async () => {
    const tenant = await start({ requestsPerMinute: 1 });
    tenant.caps = { requestsPerMinute: 3 };
    const { headers } = await gateway.ask(tenant, NAME);
    expect(headers['ratelimit-limit']).toBe('3');
  });

  it('counts sign-ins apart, each of a document', async () => {
    const tenant = await start({ signInsPerMinute: 2 });
    const twice = 'mutation { a: signIn(name: "a") ...B } fragment B on Mutation { b: signIn(name: "b") }';
    expect((await gateway.ask(tenant, twice)).body.data).toEqual({ a: 'a', b: 'b' });
    const refused = await gateway.ask(tenant, 'mutation { signIn(name: "c") }');
    expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    expect((await gateway.ask(tenant, NAME)).status).toBe(200);
  });

  it('counts operations over sockets', async () => {
    const tenant = await start({ requestsPerMinute: 1 });
    const socket = await gateway.connect(tenant);
    socket.subscribe('1', NAME);
    expect(await socket.next('1')).toMatchObject({ payload: { data: { tenant: { name: 'fitzone' } } } });
    socket.subscribe('2', 'subscription { seatsChanged { id } }');
    expect(await socket.next('2')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'RATE_LIMITED' } }] },
    });
    socket.socket.close();
  });

  it('counts strangers over sockets by their address, together with what they ask otherwise', async () => {
    const counter = memoryCounter();
    const tenant = await start({ requestsPerMinute: 2, counter });
    const socket = await gateway.connect(tenant);
    const refused = { payload: { errors: [{ extensions: { code: 'RATE_LIMITED' } }] } };
    socket.subscribe('1', NAME);
    expect(await socket.next('1')).toMatchObject({ payload: { data: { tenant: { name: 'fitzone' } } } });
    await gateway.ask(tenant, NAME);
    socket.subscribe('2', NAME);
    expect(await socket.next('2')).toMatchObject(refused);
    const { consumedPoints: addressed } = await counter.consume('address 127.0.0.1', 0);
    expect(addressed).toBe(4);
    socket.socket.close();
  });

  it('counts with a counter that several gateways share', async () => {
    const counter = memoryCounter();
    const tenant = await start({ requestsPerMinute: 1, counter });
    await counter.consume(`caller ${tenant.id} 127.0.0.1`, 1);
    expect((await gateway.ask(tenant, NAME)).status).toBe(429);
  });

  it('counts by itself while the shared counter does not answer', async () => {
    const broken: RateCounter = {
      consume: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.9:6379')),
      reward: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.9:6379')),
    };
    const tenant = await start({ requestsPerMinute: 1, counter: broken });
    expect((await gateway.ask(tenant, NAME)).status).toBe(200);
    expect((await gateway.ask(tenant, NAME)).status).toBe(429);
  });

  it('waits once for a shared counter that hangs, and tries it again after two seconds', async () => {
    const stage = { asked: 0, isHung: true };
    const inner = memoryCounter();
    const answer = async (count: () => ReturnType<RateCounter['consume']>) => {
      stage.asked += 1;
      if (!stage.isHung) return count();
      await delay(200);
      throw new Error('Command timed out');
    };
    const counter: RateCounter = {
      consume: (key, points) => answer(() => inner.consume(key, points)),
      reward: (key, points) => answer(() => inner.reward(key, points)),
    };
    const tenant = await start({ counter });
    const first = await gateway.ask(tenant, NAME);
    const { asked } = stage;
    const again = [await gateway.ask(tenant, NAME), await gateway.ask(tenant, NAME)];
    expect([asked, stage.asked]).toEqual([1, 1]);
    expect([first, ...again].map(({ status }) => status)).toEqual([200, 200, 200]);
    stage.isHung = false;
    await delay(2_050);
    await gateway.ask(tenant, NAME);
    expect(stage.asked).toBeGreaterThan(1);
    expect((await inner.consume('address 127.0.0.1', 0)).consumedPoints).toBe(1);
  });

  it('counts nothing that comes out of its own process', async () => {
    const tenant = await start({ requestsPerMinute: 1, signInsPerMinute: 1, pointsPerMinute: 1 });
    const payload = { query: 'mutation { signIn(name: "a") }' };
    const headers = { host: tenant.host };
    const inject = (remoteAddress: string) =>
      gateway.app.inject({ method: 'POST', url: '/graphql', headers, payload, remoteAddress });
    const inside = [await inject('in-process'), await inject('in-process'), await inject('in-process')];
    expect(inside.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect([(await inject('192.0.2.1')).statusCode, (await inject('192.0.2.1')).statusCode]).toEqual([
      200, 429,
    ]);
  });

  it('counts nobody unless it is told to', async () => {
    gateway = await startTinyGateway({ rates: rateSettings(0) });
    const tenant = gateway.world.addTenant('fitzone');
    const { status, headers } = await gateway.ask(tenant, NAME);
    expect([status, headers['ratelimit-limit']]).toEqual([200, undefined]);
  });
});
