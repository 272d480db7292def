import { money } from '@freehold/kernel/values/money';
import { describe, expect, it } from 'vitest';
import { cheapestGrant, findAddOn, findPlan, latestPlans, monthlyPriceMinor } from './catalog.policy.ts';
import type { AddOn, Catalog, CatalogPlan } from './catalog.ts';

function plan(name: string, priceMinor: bigint | null, features: string[], version = 1): CatalogPlan {
  const amount = priceMinor === null ? null : money(priceMinor, 'NOK');
  return {
    key: `gym:${name}`,
    name,
    version,
    prices: [{ interval: 'MONTH', amount, source: 'stated' }],
    features,
    meters: {},
    config: {},
  };
}

function addOn(name: string, charge: AddOn['charge'], features: string[]): AddOn {
  return { key: `gym:${name}`, name, charge, features, meters: {}, config: {} };
}

const monthly = (amountMinor: bigint): AddOn['charge'] => ({
  kind: 'RECURRING',
  prices: [{ interval: 'MONTH', amount: money(amountMinor, 'NOK'), source: 'stated' }],
});

const once = (amountMinor: bigint): AddOn['charge'] => ({
  kind: 'ONE_TIME',
  price: { amount: money(amountMinor, 'NOK'), source: 'stated' },
});

function gym(plans: CatalogPlan[], addOns: AddOn[] = []): Catalog {
  return {
    line: 'gym',
    currency: 'NOK',
    locale: 'nb',
    timeZone: 'Europe/Oslo',
    trial: null,
    cancelGraceDays: 0,
    defaultPlan: null,
    features: [],
    meters: [],
    plans,
    addOns,
  };
}

const ladder = [
  plan('small', 10_000n, ['a']),
  plan('middle', 20_000n, ['a', 'b']),
  plan('large', 30_000n, ['a', 'b', 'c']),
];

describe('a plan of the catalog', () => {
  const versions = gym([
    plan('small', 10_000n, []),
    plan('small', 12_000n, [], 2),
    plan('large', 30_000n, []),
  ]);

  it('is found in its newest version', () => {
    expect(findPlan(versions, 'gym:small').version).toBe(2);
  });
  it('is found in the version that a tenant is pinned to', () => {
    expect(findPlan(versions, 'gym:small', 1).version).toBe(1);
  });
  it('is offered once, in its newest version', () => {
    expect(latestPlans(versions).map(({ key, version }) => [key, version])).toEqual([
      ['gym:small', 2],
      ['gym:large', 1],
    ]);
  });
  it('is not found by a key or a version that nothing has', () => {
    expect(() => findPlan(versions, 'gym:huge')).toThrow('There is no such plan.');
    expect(() => findPlan(versions, 'gym:small', 3)).toThrow('There is no such plan.');
    expect(() => findAddOn(versions, 'gym:small')).toThrow('There is no such add-on.');
  });
});

describe('the price of a month', () => {
  it("is the one in the catalog's currency", () => {
    const { prices } = plan('small', 10_000n, []);
    const euros = { interval: 'MONTH', amount: money(900, 'EUR'), source: 'stated' } as const;
    expect(monthlyPriceMinor(gym([]), [euros, ...prices])).toBe(10_000n);
  });
  it('is null when it is on request', () => {
    expect(monthlyPriceMinor(gym([]), plan('custom', null, []).prices)).toBeNull();
  });
});

describe('the cheapest grant', () => {
  it.each([
    { what: 'the cheapest of several plans', catalog: gym(ladder), feature: 'b', grant: 'gym:middle' },
    { what: 'nothing when nothing grants it', catalog: gym(ladder), feature: 'z', grant: null },
    {
      what: 'an add-on that costs less than the step to the plan',
      catalog: gym(ladder, [addOn('extra', monthly(9_999n), ['b'])]),
      feature: 'b',
      grant: 'gym:extra',
    },
    {
      what: 'the plan when the step to it costs less than the add-on',
      catalog: gym(ladder, [addOn('extra', monthly(10_001n), ['b'])]),
      feature: 'b',
      grant: 'gym:middle',
    },
    {
      what: 'the plan when both cost the same',
      catalog: gym(ladder, [addOn('extra', monthly(10_000n), ['b'])]),
      feature: 'b',
      grant: 'gym:middle',
    },
    {
      what: 'a one-time add-on that costs less than twelve months of the step',
      catalog: gym(ladder, [addOn('set_up', once(119_999n), ['b'])]),
      feature: 'b',
      grant: 'gym:set_up',
    },
    {
      what: 'the plan when twelve months of the step cost less than the one-time add-on',
      catalog: gym(ladder, [addOn('set_up', once(120_001n), ['b'])]),
      feature: 'b',
      grant: 'gym:middle',
    },
    {
      what: 'an add-on paid by use alone before anything with a price',
      catalog: gym(ladder, [addOn('sms', { kind: 'USAGE' }, ['b'])]),
      feature: 'b',
      grant: 'gym:sms',
    },
    {
      what: 'anything priced before a plan on request',
      catalog: gym([plan('small', 10_000n, []), plan('custom', null, ['b']), plan('large', 90_000n, ['b'])]),
      feature: 'b',
      grant: 'gym:large',
    },
    {
      what: 'a plan on request when nothing else grants it',
      catalog: gym([plan('small', 10_000n, []), plan('custom', null, ['b'])]),
      feature: 'b',
      grant: 'gym:custom',
    },
    {
      what: 'a plan by its newest version only',
      catalog: gym([
        plan('small', 10_000n, []),
        plan('large', 20_000n, ['b']),
        plan('large', 20_000n, [], 2),
      ]),
      feature: 'b',
      grant: null,
    },
  ])('is $what', ({ catalog, feature, grant }) => {
    expect(cheapestGrant(catalog, feature, 'gym:small')).toBe(grant);
  });

  it('compares whole prices when the plan is unknown', () => {
    const catalog = gym(ladder, [addOn('extra', monthly(15_000n), ['b'])]);
    expect(cheapestGrant(catalog, 'b', null)).toBe('gym:extra');
  });

  it('counts a minimum charge as the price of its plan', () => {
    const usage = {
      ...plan('usage', 0n, ['b']),
      minimumMonthlyCharge: { amount: money(25_000, 'NOK'), source: 'stated' },
    } as const;
    expect(cheapestGrant(gym([...ladder, usage]), 'b', 'gym:small')).toBe('gym:middle');
  });
});
