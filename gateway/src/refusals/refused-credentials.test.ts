import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const QUERY = 'query Name { tenant { name } }';
const sha256Hash = createHash('sha256').update(QUERY).digest('hex');
const BY_HASH = JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const BY_TEXT = JSON.stringify({ query: QUERY });

const JSON_TYPE = 'application/json';
const GRAPHQL_TYPE = 'application/graphql-response+json';
/** What urql sends. */
const OF_URQL =
  'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed';

/** `Accept`, the type of the answer, and whether its status says that it was refused. */
const ACCEPTED: readonly (readonly [string, string, boolean])[] = [
  [JSON_TYPE, JSON_TYPE, false],
  ['*/*', JSON_TYPE, false],
  ['application/json, application/graphql-response+json;q=0.5', JSON_TYPE, false],
  [GRAPHQL_TYPE, GRAPHQL_TYPE, true],
  [OF_URQL, GRAPHQL_TYPE, true],
  ['application/json;q=0.1, application/graphql-response+json;q=0.2', GRAPHQL_TYPE, true],
];

const WAYS: readonly (readonly [string, string])[] = [
  ['by its text', BY_TEXT],
  ['by its hash', BY_HASH],
];

interface Brought {
  readonly tenant: TinyTenant;
  readonly headers?: Record<string, string>;
}

interface Refused {
  readonly code: string;
  readonly status: number;
  /** What stands beside the status. */
  readonly told: { readonly 'www-authenticate'?: string; readonly 'retry-after'?: string };
  readonly bring: (gateway: TinyGateway) => Promise<Brought>;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const BAD_TOKEN = { 'www-authenticate': 'Bearer error="invalid_token"' };

/** Another one for each case. */
const newTenant = ({ world }: Pick<TinyGateway, 'world'>) =>
  world.addTenant(`tenant-${world.tenants.length}`);

function signedIn({ world }: TinyGateway) {
  const tenant = newTenant({ world });
  return { tenant, session: world.signIn(tenant) };
}

const closed = (access: string) => async (gateway: TinyGateway) => {
  const tenant = newTenant(gateway);
  tenant.access = access;
  return { tenant };
};

const REFUSED: Readonly<Record<string, Refused>> = {
  'a token that is none': {
    ...{ code: 'UNAUTHENTICATED', status: 401, told: BAD_TOKEN },
    bring: async ({ world }) => ({ tenant: newTenant({ world }), headers: bearer('a.b.c') }),
  },
  'a token that has run out': {
    ...{ code: 'UNAUTHENTICATED', status: 401, told: BAD_TOKEN },
    bring: async (gateway) => {
      const { tenant, session } = signedIn(gateway);
      return { tenant, headers: bearer(await gateway.token(session, {}, -3_600)) };
    },
  },
  'a session that has ended': {
    ...{ code: 'UNAUTHENTICATED', status: 401, told: BAD_TOKEN },
    bring: async (gateway) => {
      const { tenant, session } = signedIn(gateway);
      const token = await gateway.token(session);
      gateway.world.end(session);
      return { tenant, headers: bearer(token) };
    },
  },
  'a token of another tenant': {
    ...{ code: 'FORBIDDEN', status: 403, told: {} },
    bring: async (gateway) => {
      const { session } = signedIn(gateway);
      return {
        tenant: newTenant(gateway),
        headers: bearer(await gateway.token(session)),
      };
    },
  },
  'a header that names another tenant': {
    ...{ code: 'FORBIDDEN', status: 403, told: {} },
    bring: async ({ world }) => ({
      tenant: newTenant({ world }),
      headers: { 'x-tenant-id': newTenant({ world }).id },
    }),
  },
  'a tenant that is suspended': {
    ...{ code: 'PAYMENT_REQUIRED', status: 402, told: {} },
    bring: closed('SUSPENDED'),
  },
  'a tenant that is canceled': {
    ...{ code: 'TENANT_CANCELED', status: 403, told: {} },
    bring: closed('DEACTIVATED'),
  },
  'a tenant that is being set up': {
    ...{ code: 'UNAVAILABLE', status: 503, told: { 'retry-after': '5' } },
    bring: closed('PROVISIONING'),
  },
};

const CASES = Object.entries(REFUSED).flatMap(([what, refused]) =>
  ACCEPTED.flatMap(([accept, type, isByStatus]) =>
    WAYS.map(([way, body]) => ({ what, accept, way, body, type, isByStatus, refused })),
  ),
);

describe('whose credentials are refused', () => {
  let gateway: TinyGateway;
  beforeAll(async () => {
    gateway = await startTinyGateway();
    const { host } = gateway.world.addTenant('known');
    // Learned by its hash, and found valid, so that it would be answered past Apollo Server.
    const body = JSON.stringify({ query: QUERY, extensions: { persistedQuery: { version: 1, sha256Hash } } });
    for (let times = 0; times < 2; times += 1)
      expect((await gateway.post(host, body, { 'content-type': JSON_TYPE })).status).toBe(200);
  });
  afterAll(() => gateway.close());

  it.each(CASES)('is told so: $what, for $accept, asking $way', async (each) => {
    const { accept, body, type, isByStatus, refused } = each;
    const { tenant, headers = {} } = await refused.bring(gateway);
    const answer = await gateway.post(tenant.host, body, {
      ...{ 'content-type': JSON_TYPE, accept },
      ...headers,
    });
    expect(answer.status).toBe(isByStatus ? refused.status : 200);
    expect(answer.headers['content-type']).toBe(`${type}; charset=utf-8`);
    const { 'www-authenticate': challenge, 'retry-after': retry } = answer.headers;
    expect({ 'www-authenticate': challenge, 'retry-after': retry }).toEqual({
      ...{ 'www-authenticate': undefined, 'retry-after': undefined },
      ...(isByStatus ? refused.told : {}),
    });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    const { errors, ...rest } = answer.body;
    expect(rest).toEqual({});
    expect(errors).toMatchObject([{ extensions: { code: refused.code } }]);
    expect(JSON.stringify(errors)).not.toMatch(/http|stack|localhost/);
  });

  it('is answered the same when the document is asked for the first time', async () => {
    const { host } = gateway.world.addTenant('first');
    const asked = (accept: string, query: string) =>
      gateway.post(host, JSON.stringify({ query }), {
        ...{ 'content-type': JSON_TYPE, accept },
        ...bearer('a.b.c'),
      });
    expect((await asked(GRAPHQL_TYPE, '{ first: __typename }')).status).toBe(401);
    expect((await asked(JSON_TYPE, '{ second: __typename }')).status).toBe(200);
  });

  it('at an address of nobody there is nothing to refuse', async () => {
    const answer = await gateway.post('nobody.localhost', BY_TEXT, {
      ...{ 'content-type': JSON_TYPE, accept: GRAPHQL_TYPE },
    });
    expect([answer.status, answer.body.data]).toEqual([200, { tenant: null }]);
  });
});

describe('while tenancy is away', () => {
  it.each([
    [GRAPHQL_TYPE, 503, '5'],
    [JSON_TYPE, 200, undefined],
  ])('who asks is not known, which is told in %s by %i', async (accept, status, retry) => {
    const gateway = await startTinyGateway();
    const { host } = gateway.world.addTenant('away');
    gateway.house.tenancy.isDown = true;
    const answer = await gateway.post(host, BY_TEXT, { 'content-type': JSON_TYPE, accept });
    await gateway.close();
    expect([answer.status, answer.headers['retry-after']]).toEqual([status, retry]);
    expect(answer.body).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'UNAVAILABLE' } }],
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/ECONN|10\.0\.0/);
  });
});
