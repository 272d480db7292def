import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBilling } from '../../test/scene.ts';
import { billingSubgraph } from '../billing.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startBilling();
});
afterAll(() => test.close());

const PLANS = `{ plans { key name version trialDays
  prices { interval amount { amountMinor currency } }
  features { key name }
  meters { meter name limit enforcement } } }`;
const REFERENCE = `query ($key: ID!) {
  _entities(representations: [{ __typename: "Plan", key: $key }]) { ... on Plan { key version } } }`;

describe('the price list', () => {
  it('shows the newest version of each plan to people who are not signed in', async () => {
    const gym = newTenant(billingSubgraph);
    const { plans } = await ask<{ plans: unknown[] }>(test.subgraph, gym.anonymous, PLANS);
    expect(plans).toHaveLength(3);
    expect(plans[1]).toEqual({
      key: 'test:pro',
      name: 'Pro',
      version: 2,
      trialDays: 14,
      prices: [
        { interval: 'MONTH', amount: { amountMinor: 399_500, currency: 'NOK' } },
        { interval: 'YEAR', amount: { amountMinor: 3_995_000, currency: 'NOK' } },
      ],
      features: [
        { key: 'booking', name: 'Booking' },
        { key: 'analytics', name: 'Analytics' },
      ],
      meters: [
        { meter: 'classes', name: 'Classes', limit: null, enforcement: 'HARD' },
        { meter: 'bookings', name: 'Bookings', limit: null, enforcement: 'HARD' },
        { meter: 'calls', name: 'Calls', limit: 50, enforcement: 'OVERAGE' },
      ],
    });
  });

  it('shows no amount for a price on request, and no trial where there is none', async () => {
    const gym = newTenant(billingSubgraph, { edition: 'trialless' });
    const { plans } = await ask<{ plans: unknown[] }>(
      test.subgraph,
      gym.customer,
      '{ plans { trialDays prices { amount { amountMinor } } } }',
    );
    expect(plans[2]).toEqual({ trialDays: 0, prices: [{ amount: null }] });
  });

  it('asks the database nothing', async () => {
    const gym = newTenant(billingSubgraph);
    test.statements.splice(0);
    await ask(test.subgraph, gym.anonymous, PLANS);
    expect(test.statements).toEqual([]);
  });

  it('is refused without a tenant, and for an edition that is not in service', async () => {
    const gym = newTenant(billingSubgraph, { edition: 'moonbase' });
    const nobody = { ...gym.anonymous, tenant: null };
    expect((await refusalOf(test.subgraph, nobody, PLANS)).code).toBe('TENANT_REQUIRED');
    expect((await refusalOf(test.subgraph, gym.anonymous, PLANS)).code).toBe('UNAVAILABLE');
  });
});

describe('a plan by its key', () => {
  it.each([
    ['test:pro', { key: 'test:pro', version: 2 }],
    ['test:unknown', null],
    ['converting:pro', null],
  ])('%s is known only to its own edition', async (key, plan) => {
    const gym = newTenant(billingSubgraph);
    expect(await ask(test.subgraph, gym.anonymous, REFERENCE, { key })).toEqual({ _entities: [plan] });
  });
});
