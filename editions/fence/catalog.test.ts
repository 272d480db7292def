import { describe, expect, it } from 'vitest';
import { billing } from './billing.ts';
import { catalog } from './catalog.ts';

const plans = ['starter', 'growth', 'enterprise'];
const planOf = (name: string) => catalog.plans.find(({ key }) => key === `fence:${name}`);
const addOnOf = (name: string) => catalog.addOns.find(({ key }) => key === `fence:${name}`);
const priceOf = (name: string, interval: 'MONTH' | 'YEAR') =>
  planOf(name)?.prices.find((price) => price.interval === interval);
const capOf = (name: string, meter: string) => {
  const limit = planOf(name)?.meters[meter]?.limit;
  return limit?.kind === 'CAPPED' ? limit.value : limit?.kind;
};

describe('the fence catalog', () => {
  it('passes every check of billing', () => {
    expect(billing.catalog).toBe(catalog);
  });
  it('sells three plans in US dollars', () => {
    expect(catalog.plans.map(({ key }) => key)).toEqual(plans.map((name) => `fence:${name}`));
    expect([catalog.line, catalog.currency]).toEqual(['fence', 'USD']);
  });
  it('begins with 14 free days as stated', () => {
    expect(catalog.trial).toMatchObject({ days: 14, source: 'stated' });
  });
});

describe('a price in cents', () => {
  it.each([
    ['starter', 2_900n, 29_000n],
    ['growth', 9_900n, 99_000n],
    ['enterprise', 29_900n, 299_000n],
  ])('of %s is %d per month as stated, and %d per year by our choice', (name, month, year) => {
    expect(priceOf(name, 'MONTH')).toEqual({
      interval: 'MONTH',
      amount: { amountMinor: month, currency: 'USD' },
      source: 'stated',
    });
    expect(priceOf(name, 'YEAR')).toEqual({
      interval: 'YEAR',
      amount: { amountMinor: year, currency: 'USD' },
      source: 'our-choice',
    });
  });

  it.each([
    ['sms_notifications', 2_000n, ['sms_notifications']],
    ['advanced_analytics', 3_000n, ['analytics', 'advanced_analytics']],
    ['custom_domain', 1_000n, ['custom_domain']],
  ])('of the add-on %s is %d per month, for %j', (name, amountMinor, features) => {
    const charge = addOnOf(name)?.charge;
    expect(charge?.kind === 'RECURRING' && charge.prices[0]).toEqual({
      interval: 'MONTH',
      amount: { amountMinor, currency: 'USD' },
      source: 'stated',
    });
    expect(addOnOf(name)?.features).toEqual(features);
  });

  it('of an extra user is 1,000 per month', () => {
    expect(addOnOf('extra_user')?.charge).toMatchObject({
      kind: 'PER_UNIT',
      unit: 'user',
      prices: [{ interval: 'MONTH', amount: { amountMinor: 1_000n, currency: 'USD' }, source: 'stated' }, {}],
    });
    expect(addOnOf('extra_user')?.meters).toEqual({ staff_seats: { limit: { kind: 'CAPPED', value: 1 } } });
  });

  it('of SMS is flat: none without the add-on, any number with it', () => {
    expect(plans.map((name) => capOf(name, 'sms_messages'))).toEqual([0, 0, 0]);
    expect(addOnOf('sms_notifications')?.meters).toEqual({ sms_messages: { limit: { kind: 'UNLIMITED' } } });
  });

  it('is asked for these add-ons and no other', () => {
    expect(catalog.addOns).toHaveLength(4);
  });
});

describe('a feature', () => {
  it.each([
    ['roi_calculator', true, true, true],
    ['location_pricing', true, true, true],
    ['smart_scheduling', false, true, true],
    ['route_optimization', false, true, true],
    ['cloud_backup', false, true, true],
    ['approval_workflow', false, false, true],
    ['api_access', false, false, true],
    ['custom_integrations', false, false, true],
    ['white_label', false, false, true],
    ['sms_notifications', false, false, false],
    ['analytics', false, false, false],
    ['advanced_analytics', false, false, false],
    ['custom_domain', false, false, false],
  ])('%s is in Starter: %s, Growth: %s, Enterprise: %s', (feature, ...granted) => {
    expect(plans.map((name) => planOf(name)?.features.includes(feature))).toEqual(granted);
  });
  it('is one of these', () => {
    expect(catalog.features).toHaveLength(13);
  });
  it.each([
    ['starter', ['email']],
    ['growth', ['email', 'phone']],
    ['enterprise', ['email', 'phone', 'dedicated']],
  ])('support reaches %s by %j', (name, channels) => {
    expect(planOf(name)?.config.support).toEqual({ channels, responseHours: null });
  });
});

describe('a limit', () => {
  it.each([
    ['staff_seats', 'GAUGE', 1, 5, 'UNLIMITED'],
    ['jobs', 'COUNTER', 50, 500, 'UNLIMITED'],
  ])('of %s (%s) is Starter %s, Growth %s, Enterprise %s', (key, kind, ...limits) => {
    expect(plans.map((name) => capOf(name, key))).toEqual(limits);
    expect(catalog.meters.find((meter) => meter.key === key)).toMatchObject({
      kind,
      reset: kind === 'COUNTER' ? 'billing-period' : null,
      enforcement: { kind: 'HARD' },
    });
  });
});
