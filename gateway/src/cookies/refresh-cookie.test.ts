import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { keepAllowedChanges, readRefreshCookie, setCookieHeader } from './refresh-cookie.ts';

const REFRESH = '__Host-freehold-refresh';

describe('the refresh cookie', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;

  beforeAll(async () => {
    gateway = await startTinyGateway();
    tenant = gateway.world.addTenant('fitzone');
  });
  afterAll(() => gateway.close());

  it('reaches tenancy alone, and no other cookie does', async () => {
    const headers = { cookie: `theme=dark; ${REFRESH}=abc; other=1` };
    const refreshed = await gateway.ask(tenant, 'mutation { refreshSession }', { headers });
    expect(JSON.parse(refreshed.body.data.refreshSession)).toEqual({ [REFRESH]: 'abc' });
    const booked = await gateway.ask(tenant, '{ cookies }', { headers });
    expect(JSON.parse(booked.body.data.cookies)).toEqual({});
  });

  it('is changed by tenancy, for this host, over TLS, out of reach of scripts', async () => {
    const { headers } = await gateway.ask(tenant, 'mutation { refreshSession }');
    const change = String(headers['set-cookie']);
    expect(change.split('; ').toSorted()).toEqual(
      [`${REFRESH}=next`, 'HttpOnly', 'Max-Age=60', 'Path=/', 'SameSite=Lax', 'Secure'].toSorted(),
    );
  });

  it('is changed by nobody else, and is the only one that is', async () => {
    const foreign = await gateway.ask(tenant, 'mutation { setCookie }');
    expect(foreign.body.data).toEqual({ setCookie: 'set' });
    expect(foreign.headers['set-cookie']).toBeUndefined();
    const other = await gateway.ask(tenant, 'mutation { plantCookie }');
    expect(other.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['none', undefined],
    ['an empty one', `${REFRESH}=`],
    ['one with another prefix', `x${REFRESH}=abc`],
    ['one that cannot be decoded', `${REFRESH}=%E0%A4%A`],
    ['one that is too long', `${REFRESH}=${'x'.repeat(1025)}`],
  ])('is not read from %s', (_, header) => {
    expect(readRefreshCookie(header)).toEqual({});
  });

  it('is read as it was set', () => {
    const value = 'a b;c=d"é';
    const [pair] = setCookieHeader({ name: REFRESH, value, maxAgeSeconds: 60 }).split('; ');
    expect(readRefreshCookie(`theme=dark; ${pair}`)).toEqual({ [REFRESH]: value });
  });

  it('is forgotten by the browser when tenancy takes it away', () => {
    const [change] = keepAllowedChanges(
      'tenancy',
      [{ name: REFRESH, value: null, maxAgeSeconds: 60 }],
      pino({ level: 'silent' }),
    );
    expect(change && setCookieHeader(change)).toMatch(/^__Host-freehold-refresh=; Max-Age=0;/);
  });
});
