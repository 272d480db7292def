import { describe, expect, it } from 'vitest';
import { billing } from './billing.ts';
import { catalog } from './catalog.ts';

const plans = ['starter', 'professional', 'business', 'enterprise'];
const planOf = (name: string) => catalog.plans.find(({ key }) => key === `clinic:${name}`);
const addOnOf = (name: string) => catalog.addOns.find(({ key }) => key === `clinic:${name}`);
const priceOf = (name: string, interval: 'MONTH' | 'YEAR') =>
  planOf(name)?.prices.find((price) => price.interval === interval);
const capOf = (name: string, meter: string) => {
  const limit = planOf(name)?.meters[meter]?.limit;
  return limit?.kind === 'CAPPED' ? limit.value : limit?.kind;
};

describe('the clinic catalog', () => {
  it('passes every check of billing', () => {
    expect(billing.catalog).toBe(catalog);
  });
  it('sells four plans in US dollars', () => {
    expect(catalog.plans.map(({ key }) => key)).toEqual(plans.map((name) => `clinic:${name}`));
    expect([catalog.line, catalog.currency, catalog.locale, catalog.timeZone]).toEqual([
      'clinic',
      'USD',
      'en',
      'UTC',
    ]);
  });
  it('begins with 14 free days by our choice and ends without grace', () => {
    expect(catalog.trial).toMatchObject({ days: 14, source: 'our-choice' });
    expect(catalog.cancelGraceDays).toBe(0);
  });
});

describe('a price in cents', () => {
  it.each([
    ['starter', 2_900n, 29_000n],
    ['professional', 7_900n, 79_000n],
    ['business', 19_900n, 199_000n],
    ['enterprise', 49_900n, 499_000n],
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
    ['staff_seat', 500n, 'seat', 'staff_seats', 1],
    ['storage', 10n, 'GB', 'storage_mb', 1_024],
  ])('of the add-on %s is %d per %s and month, and it adds to %s %d', (name, month, unit, meter, value) => {
    expect(addOnOf(name)?.charge).toMatchObject({
      kind: 'PER_UNIT',
      unit,
      prices: [
        { interval: 'MONTH', amount: { amountMinor: month, currency: 'USD' }, source: 'stated' },
        { interval: 'YEAR', amount: { amountMinor: month * 10n }, source: 'our-choice' },
      ],
    });
    expect(addOnOf(name)?.meters).toEqual({ [meter]: { limit: { kind: 'CAPPED', value } } });
  });

  it('of an SMS is 5, and without the add-on none is sent', () => {
    expect(addOnOf('sms_notifications')).toMatchObject({
      charge: { kind: 'USAGE' },
      features: ['sms_notifications'],
      meters: {
        sms_messages: {
          limit: { kind: 'CAPPED', value: 0 },
          enforcement: {
            kind: 'OVERAGE',
            unitPrice: { amountMinor: 5n, currency: 'USD' },
            source: 'stated',
          },
        },
      },
    });
    expect(plans.map((name) => capOf(name, 'sms_messages'))).toEqual([0, 0, 0, 0]);
  });

  it('of priority support is 4,900 per month, for an answer within 4 hours', () => {
    const charge = addOnOf('priority_support')?.charge;
    expect(charge?.kind === 'RECURRING' && charge.prices[0]?.amount?.amountMinor).toBe(4_900n);
    expect(addOnOf('priority_support')).toMatchObject({
      features: ['priority_support'],
      config: { support: { responseHours: 4 } },
    });
  });

  it('of a custom integration is 50,000, once', () => {
    expect(addOnOf('custom_integration')?.charge).toEqual({
      kind: 'ONE_TIME',
      price: { amount: { amountMinor: 50_000n, currency: 'USD' }, source: 'stated' },
    });
  });

  it('is asked for these add-ons and no other', () => {
    expect(catalog.addOns).toHaveLength(5);
  });
});

describe('a feature', () => {
  it.each([
    ['custom_domain', false, true, true, true],
    ['api_access', false, true, true, true],
    ['white_label', false, false, true, true],
    ['analytics', false, false, true, true],
    ['custom_integrations', false, false, false, true],
    ['sla', false, false, false, true],
    ['sms_notifications', false, false, false, false],
    ['priority_support', false, false, false, false],
  ])('%s is in Starter: %s, Professional: %s, Business: %s, Enterprise: %s', (feature, ...granted) => {
    expect(plans.map((name) => planOf(name)?.features.includes(feature))).toEqual(granted);
  });
  it('is one of these', () => {
    expect(catalog.features).toHaveLength(8);
  });
});

describe('a limit', () => {
  it.each([
    ['staff_seats', 'GAUGE', 3, 10, 50, 'UNLIMITED'],
    ['bookings', 'COUNTER', 100, 500, 2_000, 'UNLIMITED'],
    ['events', 'GAUGE', 5, 25, 100, 'UNLIMITED'],
    ['tickets_per_event', 'GAUGE', 50, 200, 1_000, 'UNLIMITED'],
    ['tickets_sold', 'COUNTER', 'UNLIMITED', 'UNLIMITED', 'UNLIMITED', 'UNLIMITED'],
    ['storage_mb', 'GAUGE', 1_024, 5_120, 20_480, 102_400],
  ])('of %s (%s) is Starter %s, Professional %s, Business %s, Enterprise %s', (key, kind, ...limits) => {
    expect(plans.map((name) => capOf(name, key))).toEqual(limits);
    expect(catalog.meters.find((meter) => meter.key === key)).toMatchObject({
      kind,
      reset: kind === 'COUNTER' ? 'billing-period' : null,
      enforcement: { kind: 'HARD' },
    });
  });
  it('of tickets holds for each event by itself', () => {
    expect(catalog.meters.find(({ key }) => key === 'tickets_per_event')?.per).toBe('event');
  });
  it.each([
    ['starter', 200],
    ['professional', 500],
    ['business', 1_000],
    ['enterprise', 5_000],
  ])('of requests per minute on %s is %d', (name, value) => {
    expect(planOf(name)?.config.requestsPerMinute).toEqual({ kind: 'CAPPED', value });
  });
});
