import { gatewayCaller, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenGym, startTenancy } from '../../test/scene.ts';

let test: TestSubgraph;
let gym: TestTenant;
let other: TestTenant;
beforeAll(async () => {
  test = await startTenancy();
  gym = await givenGym(test, 'oslo');
  other = await givenGym(test, 'bergen');
});
afterAll(() => test.close());

const HOST = 'query ($host: String!) { _host(host: $host) { tenantId edition timeZone currency access } }';
const ENTITY = `query ($id: ID!) {
  _entities(representations: [{ __typename: "Tenant", id: $id }]) { ... on Tenant { name } } }`;

describe('the tenant', () => {
  it('shows everybody what stands on its pages', async () => {
    const query = '{ tenant { id slug name edition timeZone locale currency } }';
    expect(await ask(test.subgraph, gym.anonymous, query)).toEqual({
      tenant: {
        id: gym.tenant.id,
        slug: 'oslo',
        name: 'Gym oslo',
        edition: 'test',
        timeZone: 'Europe/Oslo',
        locale: 'nb-NO',
        currency: 'NOK',
      },
    });
  });

  it('shows its access to members, and its age to staff', async () => {
    const [access, age] = ['{ tenant { access } }', '{ tenant { createdAt } }'];
    expect(await ask(test.subgraph, gym.customer, access)).toEqual({ tenant: { access: 'FULL' } });
    expect((await refusalOf(test.subgraph, gym.anonymous, access)).code).toBe('UNAUTHENTICATED');
    expect((await refusalOf(test.subgraph, gym.customer, age)).code).toBe('FORBIDDEN');
    await expect(ask(test.subgraph, gym.trainer, age)).resolves.toBeDefined();
  });

  it('must be named by the address', async () => {
    const nowhere = { ...gym.anonymous, tenant: null };
    expect((await refusalOf(test.subgraph, nowhere, '{ tenant { name } }')).code).toBe('TENANT_REQUIRED');
  });

  it('can be referred to in itself, and in no other', async () => {
    const find = (id: string) => ask(test.subgraph, gym.owner, ENTITY, { id });
    expect(await find(gym.tenant.id)).toEqual({ _entities: [{ name: 'Gym oslo' }] });
    expect(await find(other.tenant.id)).toEqual({ _entities: [null] });
    expect(await find(newId('tnt'))).toEqual({ _entities: [null] });
    expect(await find('anything')).toEqual({ _entities: [null] });
  });
});

describe('the directory of hosts', () => {
  it.each(['oslo', 'oslo.localhost', 'OSLO.freehold.example', 'oslo.localhost.'])(
    'finds the tenant at %s',
    async (host) => {
      expect(await ask(test.subgraph, gatewayCaller, HOST, { host })).toEqual({
        _host: {
          tenantId: gym.tenant.id,
          edition: 'test',
          timeZone: 'Europe/Oslo',
          currency: 'NOK',
          access: 'FULL',
        },
      });
    },
  );

  it.each(['nobody.localhost', 'localhost', '', 'oslo.evil.example', 'oslo.localhost.evil.example'])(
    'finds nobody at "%s"',
    async (host) => {
      expect(await ask(test.subgraph, gatewayCaller, HOST, { host })).toEqual({ _host: null });
    },
  );

  it('is for the gateway alone', async () => {
    const refusal = await refusalOf(test.subgraph, gym.owner, HOST, { host: 'oslo' });
    expect(refusal.code).toBe('FORBIDDEN');
  });
});
