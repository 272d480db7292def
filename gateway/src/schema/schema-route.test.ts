import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

describe('schemaRoute', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;
  beforeAll(async () => {
    gateway = await startTinyGateway({ production: true, apiSdl: 'type Query { tenant: String }' });
    tenant = gateway.world.addTenant('fitzone');
  });
  afterAll(() => gateway.close());

  const look = (token?: string) =>
    gateway.app.inject({
      url: '/graphql/schema',
      headers: { host: tenant.host, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });

  it('shows the API to whoever is signed in, also in production', async () => {
    const { statusCode, headers, body } = await look(await gateway.token(gateway.world.signIn(tenant)));
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(body).toBe('type Query { tenant: String }');
  });

  it('shows strangers nothing', async () => {
    const { statusCode, body } = await look();
    expect([statusCode, JSON.parse(body).errors[0].extensions]).toEqual([401, { code: 'UNAUTHENTICATED' }]);
  });

  it('shows nothing for a token of another tenant, nor for one that is none', async () => {
    const foreign = await gateway.token(gateway.world.signIn(gateway.world.addTenant('yogaflow')));
    const answers = [await look(foreign), await look('x')];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 401]);
    expect(answers.map(({ body }) => body.includes('Query'))).toEqual([false, false]);
  });

  it('is not there for a gateway that was told no API', async () => {
    const other = await startTinyGateway();
    const { statusCode } = await other.app.inject({ url: '/graphql/schema', headers: { host: tenant.host } });
    await other.close();
    expect(statusCode).toBe(404);
  });
});
