import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askTenant, givenSubscribed, ofTenant, startBilling } from '../../test/scene.ts';
import { billingSubgraph } from '../billing.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startBilling();
});
afterAll(() => test.close());

const METERS = 'meters { key name limit enforcement }';
const REFERENCE = `query ($key: ID!) {
  _entities(representations: [{ __typename: "Meter", key: $key }]) { ... on Meter { key limit } } }`;

describe('the meters of a tenant', () => {
  it('carry the limits of its plan, to everybody on its staff', async () => {
    const gym = await givenSubscribed(test, { plan: 'test:starter' });
    expect(await askTenant(test, gym.trainer, METERS)).toEqual({
      meters: [
        { key: 'classes', name: 'Classes', limit: 100, enforcement: 'HARD' },
        { key: 'bookings', name: 'Bookings', limit: null, enforcement: 'HARD' },
        { key: 'calls', name: 'Calls', limit: 5, enforcement: 'OVERAGE' },
      ],
    });
  });

  it('are not for customers, nor for strangers', async () => {
    const gym = await givenSubscribed(test);
    const id = gym.tenant.id;
    expect((await refusalOf(test.subgraph, gym.customer, ofTenant(METERS), { id })).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.anonymous, ofTenant(METERS), { id })).code).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('are not found while the tenant has no subscription', async () => {
    const gym = newTenant(billingSubgraph);
    const refusal = await refusalOf(test.subgraph, gym.owner, ofTenant(METERS), { id: gym.tenant.id });
    expect(refusal.code).toBe('NOT_FOUND');
  });
});

describe('a meter by its key', () => {
  it("has the limit of the caller's own tenant", async () => {
    const [small, large] = [
      await givenSubscribed(test, { plan: 'test:starter' }),
      await givenSubscribed(test, { plan: 'test:pro' }),
    ];
    const key = 'classes';
    expect(await ask(test.subgraph, small.owner, REFERENCE, { key })).toEqual({
      _entities: [{ key, limit: 100 }],
    });
    expect(await ask(test.subgraph, large.owner, REFERENCE, { key })).toEqual({
      _entities: [{ key, limit: null }],
    });
  });

  it('is null when the edition has none of that name, and without a subscription', async () => {
    const gym = await givenSubscribed(test);
    const nobody = newTenant(billingSubgraph);
    const nothing = { _entities: [null] };
    expect(await ask(test.subgraph, gym.owner, REFERENCE, { key: 'moons' })).toEqual(nothing);
    expect(await ask(test.subgraph, nobody.owner, REFERENCE, { key: 'classes' })).toEqual(nothing);
  });
});
