import { money } from '@freehold/kernel/values/money';
import { describe, expect, it } from 'vitest';
import type { Catalog, CatalogPlan, Limit } from '../catalog/catalog.ts';
import { monthlyCharge } from './plan-charge.policy.ts';

const catalog: Catalog = {
  line: 'chat',
  currency: 'PLN',
  locale: 'pl',
  timeZone: 'Europe/Warsaw',
  trial: null,
  cancelGraceDays: 0,
  defaultPlan: null,
  features: [],
  meters: [],
  plans: [],
  addOns: [],
};

function plan(priceMinor: bigint | null, minimumMinor?: bigint): CatalogPlan {
  const amount = priceMinor === null ? null : money(priceMinor, 'PLN');
  return {
    key: 'chat:plan',
    name: 'Plan',
    version: 1,
    prices: [{ interval: 'MONTH', amount, source: 'stated' }],
    features: [],
    meters: {},
    config: {},
    ...(minimumMinor === undefined
      ? {}
      : { minimumMonthlyCharge: { amount: money(minimumMinor, 'PLN'), source: 'stated' } }),
  };
}

function overage(limit: Limit, unitPriceMinor: bigint) {
  const unitPrice = money(unitPriceMinor, 'PLN');
  return { conversations: { limit, enforcement: { kind: 'OVERAGE', unitPrice, source: 'stated' } } } as const;
}

const hybrid = [plan(40_000n), overage({ kind: 'CAPPED', value: 200 }, 150n)] as const;
const usage = [plan(0n, 20_000n), overage({ kind: 'CAPPED', value: 0 }, 200n)] as const;

describe('the charge of a month', () => {
  it.each([
    { what: 'hybrid, nothing used', of: hybrid, conversations: 0, minor: 40_000n },
    { what: 'hybrid, the included quantity', of: hybrid, conversations: 200, minor: 40_000n },
    { what: 'hybrid, one more', of: hybrid, conversations: 201, minor: 40_150n },
    { what: 'hybrid, 34 more (golden)', of: hybrid, conversations: 234, minor: 45_100n },
    { what: 'usage, nothing (golden)', of: usage, conversations: 0, minor: 20_000n },
    { what: 'usage, as much as the minimum', of: usage, conversations: 100, minor: 20_000n },
    { what: 'usage, above the minimum (golden)', of: usage, conversations: 150, minor: 30_000n },
  ])('is $minor for $what', ({ of: [sold, limits], conversations, minor }) => {
    expect(monthlyCharge(catalog, sold, limits, { conversations })).toEqual(money(minor, 'PLN'));
  });

  it('takes a meter that was not used for 0', () => {
    expect(monthlyCharge(catalog, ...hybrid, {})).toEqual(money(40_000n, 'PLN'));
  });
  it('bills nothing above a limit that refuses or alerts', () => {
    for (const kind of ['HARD', 'SOFT'] as const) {
      const limits = {
        conversations: { limit: { kind: 'CAPPED', value: 1 }, enforcement: { kind } },
      } as const;
      expect(monthlyCharge(catalog, plan(100n), limits, { conversations: 9 })).toEqual(money(100n, 'PLN'));
    }
  });
  it('bills nothing of what is unlimited', () => {
    const limits = overage({ kind: 'UNLIMITED' }, 150n);
    expect(monthlyCharge(catalog, plan(100n), limits, { conversations: 9 })).toEqual(money(100n, 'PLN'));
  });
  it('is null when the price is on request', () => {
    expect(monthlyCharge(catalog, plan(null), {}, {})).toBeNull();
  });
});
