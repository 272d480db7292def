import { describe, expect, it } from 'vitest';
import { billing } from './billing.ts';
import { catalog } from './catalog.ts';

const plans = ['essential', 'professional', 'premium'];
const planOf = (name: string) => catalog.plans.find(({ key }) => key === `hotel:${name}`);
const priceOf = (name: string, interval: 'MONTH' | 'YEAR') =>
  planOf(name)?.prices.find((price) => price.interval === interval);
const capOf = (name: string, meter: string) => {
  const limit = planOf(name)?.meters[meter]?.limit;
  return limit?.kind === 'CAPPED' ? limit.value : limit?.kind;
};

describe('the hotel catalog', () => {
  it('passes every check of billing', () => {
    expect(billing.catalog).toBe(catalog);
  });
  it('sells three plans in euros and no add-on', () => {
    expect(catalog.plans.map(({ key }) => key)).toEqual(plans.map((name) => `hotel:${name}`));
    expect([catalog.line, catalog.currency, catalog.addOns.length]).toEqual(['hotel', 'EUR', 0]);
  });
  it('has no free start', () => {
    expect(catalog.trial).toBeNull();
  });
});

describe('a price in cents', () => {
  it.each([
    ['essential', 14_900n, 149_000n],
    ['professional', 34_900n, 349_000n],
    ['premium', 79_900n, 799_000n],
  ])('of %s is %d per month and %d per year, both by our choice', (name, month, year) => {
    expect(priceOf(name, 'MONTH')).toEqual({
      interval: 'MONTH',
      amount: { amountMinor: month, currency: 'EUR' },
      source: 'our-choice',
    });
    expect(priceOf(name, 'YEAR')).toEqual({
      interval: 'YEAR',
      amount: { amountMinor: year, currency: 'EUR' },
      source: 'our-choice',
    });
  });
});

describe('a feature', () => {
  it.each([
    ['voice_cloning', false, false, true],
    ['advanced_requests', false, true, true],
    ['api_access', false, false, true],
    ['advanced_staff_analytics', false, true, true],
    ['priority_requests', false, true, true],
    ['analytics', false, true, true],
  ])('%s is in Essential: %s, Professional: %s, Premium: %s', (feature, ...granted) => {
    expect(plans.map((name) => planOf(name)?.features.includes(feature))).toEqual(granted);
  });
  it('is one of these', () => {
    expect(catalog.features).toHaveLength(6);
  });
});

describe('a limit', () => {
  it.each([
    ['calls', 'COUNTER', 500, 2_500, 'UNLIMITED'],
    ['guest_requests', 'COUNTER', 1_000, 5_000, 'UNLIMITED'],
    ['staff_seats', 'GAUGE', 5, 25, 'UNLIMITED'],
    ['locations', 'GAUGE', 1, 3, 'UNLIMITED'],
  ])('of %s (%s) is Essential %s, Professional %s, Premium %s', (key, kind, ...limits) => {
    expect(plans.map((name) => capOf(name, key))).toEqual(limits);
    expect(catalog.meters.find((meter) => meter.key === key)).toMatchObject({
      kind,
      reset: kind === 'COUNTER' ? 'billing-period' : null,
    });
  });
  it.each([
    ['essential', { kind: 'CAPPED', value: 2 }],
    ['professional', { kind: 'CAPPED', value: 6 }],
    ['premium', { kind: 'UNLIMITED' }],
  ])('of languages on %s is %j', (name, limit) => {
    expect(planOf(name)?.config.languages).toEqual(limit);
  });
  it('of calls bills each further one at 20 cents, the others refuse', () => {
    const enforcements = catalog.meters.map(({ key, enforcement }) => [key, enforcement.kind]);
    expect(Object.fromEntries(enforcements)).toEqual({
      calls: 'OVERAGE',
      guest_requests: 'HARD',
      staff_seats: 'HARD',
      locations: 'HARD',
    });
    expect(catalog.meters[0]?.enforcement).toEqual({
      kind: 'OVERAGE',
      unitPrice: { amountMinor: 20n, currency: 'EUR' },
      source: 'our-choice',
    });
  });
});
