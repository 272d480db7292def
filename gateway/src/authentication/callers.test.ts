import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asking, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinySession, TinyTenant } from '../../test/tiny-world.ts';

describe('Callers', () => {
  let gateway: TinyGateway;
  let fitzone: TinyTenant;
  let yogaflow: TinyTenant;
  let owner: TinySession;

  beforeAll(async () => {
    gateway = await startTinyGateway();
    fitzone = gateway.world.addTenant('fitzone');
    yogaflow = gateway.world.addTenant('yogaflow');
    owner = gateway.world.signIn(fitzone);
  });
  afterAll(() => gateway.close());

  const whoIs = async (host: string, asking: Asking = {}) => {
    const { body, status } = await gateway.ask({ host }, '{ tenant { name } me { id } }', asking);
    return { status, data: body.data, code: body.errors?.[0].extensions.code };
  };

  it('takes who has no token for an anonymous visitor of the tenant of the host', async () => {
    expect(await whoIs(fitzone.host)).toEqual({
      status: 200,
      data: { tenant: { name: 'fitzone' }, me: null },
      code: undefined,
    });
  });

  it.each([
    ['an unknown host', 'nobody.localhost'],
    ['a host of the platform', 'localhost'],
    ['a host that is no name', '[::1]'],
  ])('knows no tenant at %s', async (_, host) => {
    expect(await whoIs(host)).toMatchObject({ data: { tenant: null, me: null } });
  });

  it('reads the host in any case, without its port and final dot, and no other header for it', async () => {
    expect(await whoIs('FitZone.LOCALHOST.')).toMatchObject({ data: { tenant: { name: 'fitzone' } } });
    const headers = { 'x-forwarded-host': yogaflow.host, forwarded: `host=${yogaflow.host}` };
    expect(await whoIs(fitzone.host, { headers })).toMatchObject({ data: { tenant: { name: 'fitzone' } } });
  });

  it('gives a member the actions of its roles', async () => {
    const customer = gateway.world.signIn(fitzone, ['CUSTOMER']);
    const token = await gateway.token(customer);
    expect(await whoIs(fitzone.host, { token })).toMatchObject({ data: { me: { id: customer.memberId } } });
    const { caller } = gateway.house.tenancy.calls.at(-1) ?? {};
    expect(caller?.member).toMatchObject({ roles: ['CUSTOMER'], actions: ['booking.read'] });
    expect(caller?.tenant).toMatchObject({ id: fitzone.id, plan: 'fitness:pro', limits: { classes: 10 } });
  });

  it('refuses a token of one tenant at the host of another, and at hosts of none', async () => {
    const token = await gateway.token(owner);
    expect(await whoIs(yogaflow.host, { token })).toEqual({
      status: 200,
      data: undefined,
      code: 'FORBIDDEN',
    });
    expect(await whoIs('localhost', { token })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lets X-Tenant-ID only repeat the tenant of the host', async () => {
    expect(await whoIs(fitzone.host, { headers: { 'x-tenant-id': fitzone.id } })).toMatchObject({
      status: 200,
      code: undefined,
    });
    expect(await whoIs(fitzone.host, { headers: { 'x-tenant-id': yogaflow.id } })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await whoIs('localhost', { headers: { 'x-tenant-id': yogaflow.id } })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['that has expired', {}, -1],
    ['of another issuer', { iss: 'elsewhere' }, 600],
    ['for another audience', { aud: 'freehold-subgraph' }, 600],
    ['of a session that never was', { sid: 'ses_01h45ytscbebyvny4gc8cr8ma2' }, 600],
    ['of another member of the session', { mid: 'mbr_01h45ytscbebyvny4gc8cr8ma2' }, 600],
    ['of another identity of the session', { sub: 'idn_01h45ytscbebyvny4gc8cr8ma2' }, 600],
    ['without a member', { mid: undefined }, 600],
  ])('refuses a token %s', async (_, claims, seconds) => {
    const token = await gateway.token(owner, claims, seconds);
    expect(await whoIs(fitzone.host, { token })).toEqual({
      status: 200,
      data: undefined,
      code: 'UNAUTHENTICATED',
    });
  });

  it.each(['none', 'HS256', 'a foreign key', 'rubbish', 'another scheme'])(
    'refuses a token signed with %s',
    async (how) => {
      const claims = Buffer.from(JSON.stringify({ iss: 'freehold', aud: 'freehold-api' })).toString(
        'base64url',
      );
      const { privateKey } = generateKeyPairSync('ed25519');
      const sign = (alg: string, key: Parameters<SignJWT['sign']>[0]) =>
        new SignJWT({ sub: owner.identityId, tid: owner.tenantId, mid: owner.memberId, sid: owner.id })
          .setProtectedHeader({ alg })
          .setIssuer('freehold')
          .setAudience('freehold-api')
          .setExpirationTime('10m')
          .sign(key);
      const tokens: Record<string, string> = {
        none: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`,
        HS256: await sign('HS256', new TextEncoder().encode('x'.repeat(32))),
        'a foreign key': await sign('EdDSA', privateKey),
        rubbish: 'x'.repeat(5_000),
      };
      const authorization = tokens[how] ? `Bearer ${tokens[how]}` : 'Basic b3duZXI6ZGVtbw==';
      expect(await whoIs(fitzone.host, { headers: { authorization } })).toMatchObject({
        code: 'UNAUTHENTICATED',
      });
    },
  );

  it('refuses a token as soon as its session has ended', async () => {
    const session = gateway.world.signIn(fitzone);
    const token = await gateway.token(session);
    expect(await whoIs(fitzone.host, { token })).toMatchObject({ code: undefined });
    gateway.world.end(session);
    await expect.poll(() => whoIs(fitzone.host, { token })).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('has one tenant and one member for all requests, whom nobody can change, until something is different', async () => {
    const session = gateway.world.signIn(fitzone);
    const token = await gateway.token(session);
    const asked = async () => {
      await whoIs(fitzone.host, { token });
      return gateway.house.tenancy.calls.findLast(({ caller }) => caller.member)?.caller;
    };
    const [one, two] = [await asked(), await asked()];
    expect(two?.requestId).not.toBe(one?.requestId);
    expect([two?.tenant === one?.tenant, two?.member === one?.member]).toEqual([true, true]);
    expect(() => one?.tenant?.features.push('everything')).toThrow(TypeError);
    expect(() => one?.member?.actions.push('booking.delete')).toThrow(TypeError);
    fitzone.features = ['waitlist'];
    gateway.world.entitlementsChanged.publish({ tenantId: fitzone.id });
    await expect.poll(async () => (await asked())?.tenant?.features).toEqual(['waitlist']);
    expect((await asked())?.member).toBe(one?.member);
    expect(one?.tenant?.features).toEqual(['analytics']);
  });

  it('asks tenancy once for many requests of one session', async () => {
    const session = gateway.world.signIn(fitzone);
    const token = await gateway.token(session);
    const before = gateway.house.tenancy.calls.length;
    await Promise.all(Array.from({ length: 10 }, () => whoIs(fitzone.host, { token })));
    const asked = gateway.house.tenancy.calls.slice(before).filter(({ query }) => query.includes('_session'));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.variables).toEqual({ tenantId: fitzone.id, id: session.id });
  });

  it.each([
    ['SUSPENDED', 'PAYMENT_REQUIRED', 402],
    ['DEACTIVATED', 'TENANT_CANCELED', 403],
    ['ERASED', 'TENANT_CANCELED', 403],
  ])(
    'closes the address of a tenant that is %s with its code, and its routes with a status',
    async (access, code, status) => {
      const closed = gateway.world.addTenant(`closed-${access.toLowerCase()}`);
      closed.access = access;
      expect(await whoIs(closed.host)).toEqual({ status: 200, data: undefined, code });
      const { host } = closed;
      const calendar = await gateway.post(host, '', {}, 'GET', '/calendar/feed.ics');
      const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
      const stream = await gateway.post(
        host,
        '{"query":"{ me { id } }"}',
        headers,
        'POST',
        '/graphql/stream',
      );
      for (const refused of [calendar, stream])
        expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([status, code]);
    },
  );

  it('opens the address of a tenant again that was suspended', async () => {
    const closed = gateway.world.addTenant('closed');
    closed.access = 'SUSPENDED';
    expect(await whoIs(closed.host)).toMatchObject({ code: 'PAYMENT_REQUIRED' });
    closed.access = 'FULL';
    gateway.world.accessChanged.publish({ tenantId: closed.id, sessionId: null });
    await expect.poll(() => whoIs(closed.host)).toMatchObject({ data: { tenant: { name: 'closed' } } });
  });

  it('knows who was known while tenancy is away, but nobody who has signed out', async () => {
    const [staying, leaving] = [gateway.world.signIn(fitzone), gateway.world.signIn(fitzone)];
    const [mine, theirs] = [await gateway.token(staying), await gateway.token(leaving)];
    for (const token of [mine, theirs]) await whoIs(fitzone.host, { token });
    gateway.world.end(leaving);
    await expect
      .poll(() => whoIs(fitzone.host, { token: theirs }))
      .toMatchObject({ code: 'UNAUTHENTICATED' });
    gateway.world.accessChanged.publish({ tenantId: null, sessionId: null });
    await delay(20);
    gateway.house.tenancy.isDown = true;
    const booked = await gateway.ask(fitzone, '{ sessions(first: 1) { id } }', { token: mine });
    const ended = await whoIs(fitzone.host, { token: theirs });
    gateway.house.tenancy.isDown = false;
    expect(booked.body.data).toEqual({ sessions: [{ id: 's1' }] });
    expect(ended.code).toBe('UNAVAILABLE');
  });

  it('says UNAVAILABLE, and not that nobody is there, while tenancy is away', async () => {
    const unknown = gateway.world.addTenant('late');
    gateway.house.tenancy.isDown = true;
    const answer = await whoIs(unknown.host);
    gateway.house.tenancy.isDown = false;
    expect(answer).toEqual({ status: 200, data: undefined, code: 'UNAVAILABLE' });
  });
});
