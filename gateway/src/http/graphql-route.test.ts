import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const NAME = JSON.stringify({ query: '{ tenant { name } }' });
const INTROSPECTION = '{ __schema { types { name fields { name type { name ofType { name } } } } } }';

describe('graphqlRoute', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;

  beforeAll(async () => {
    gateway = await startTinyGateway({ production: true });
    tenant = gateway.world.addTenant('fitzone');
  });
  afterAll(() => gateway.close());

  const refusals: [string, string, Record<string, string>, number][] = [
    ['malformed JSON', '{"query": ', JSON_TYPE, 400],
    ['an empty body', '', JSON_TYPE, 400],
    ['a null body', 'null', JSON_TYPE, 400],
    ['a body that is a text', '"query"', JSON_TYPE, 400],
    ['a batch', `[${NAME},${NAME}]`, JSON_TYPE, 400],
    ['a body without a query', '{}', JSON_TYPE, 400],
    ['a query that is no text', '{"query": 7}', JSON_TYPE, 400],
    ['variables that are no object', '{"query":"{ __typename }","variables":"x"}', JSON_TYPE, 400],
    ['a syntax error', '{"query":"{ tenant { name "}', JSON_TYPE, 400],
    ['an unknown operation', '{"query":"query A { __typename }","operationName":"B"}', JSON_TYPE, 400],
    ['text/plain', NAME, { 'content-type': 'text/plain' }, 415],
    ['a form', 'query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['an upload', NAME, { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['a body over 100 kB', JSON.stringify({ query: '#'.repeat(100_001) }), JSON_TYPE, 413],
  ];
  it.each(refusals)('refuses %s in JSON with a code', async (_, body, headers, status) => {
    const answer = await gateway.post(tenant.host, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body.errors[0].extensions.code).toMatch(/^[A-Z_]+$/);
    expect(answer.body.data).toBeUndefined();
    expect(JSON.stringify(answer.body)).not.toMatch(/stacktrace|node_modules/);
  });

  it('refuses GET and PUT', async () => {
    const got = await gateway.post(tenant.host, '', {}, 'GET', '/graphql?query=%7B__typename%7D');
    expect([got.status, got.headers.allow]).toEqual([405, 'POST']);
    const put = await gateway.post(tenant.host, NAME, JSON_TYPE, 'PUT');
    expect(put.status).toBe(405);
  });

  it('refuses a post without a content type, which any page could send', async () => {
    const answer = await gateway.post(tenant.host, NAME, {});
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('knows no queries by hash that nobody has sent', async () => {
    const sha256Hash = '7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b';
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const answer = await gateway.post(tenant.host, JSON.stringify({ extensions }), JSON_TYPE);
    expect(answer.body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('tells nothing of the schema in production', async () => {
    const schema = await gateway.ask(tenant, INTROSPECTION);
    expect(schema.status).toBe(400);
    expect(schema.body.errors[0].extensions.code).toBe('INTROSPECTION_DISABLED');
    const typo = await gateway.ask(tenant, '{ tenants { name } }');
    expect(typo.body.errors[0].message).not.toMatch(/did you mean/i);
    const variable = await gateway.ask(tenant, 'query($n: Int!) { sessions(first: $n) { id } }', {
      variables: { n: {} },
    });
    expect(variable.body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('answers introspection outside production, without the internal fields', async () => {
    const open = await startTinyGateway();
    const { body } = await open.ask(open.world.addTenant('open'), INTROSPECTION);
    await open.close();
    const names = JSON.stringify(body.data);
    expect(names).toContain('seatsTaken');
    expect(names).not.toMatch(/_host|_session|_accessChanged|_entitlements|_HostTenant/);
  });

  it('names each request', async () => {
    const [one, other] = await Promise.all([
      gateway.ask(tenant, '{ __typename }'),
      gateway.ask(tenant, '{ __typename }'),
    ]);
    expect(one.headers['x-request-id']).not.toBe(other.headers['x-request-id']);
  });
});
