import { describe, expect, it } from 'vitest';
import { billing } from './billing.ts';
import { catalog } from './catalog.ts';

const plans = ['starter', 'basic', 'pro', 'enterprise'];
const planOf = (name: string) => catalog.plans.find(({ key }) => key === `fitness:${name}`);
const addOnOf = (name: string) => catalog.addOns.find(({ key }) => key === `fitness:${name}`);
const minorOf = (name: string, interval: 'MONTH' | 'YEAR') =>
  planOf(name)?.prices.find((price) => price.interval === interval);
const capOf = (name: string, meter: string) => {
  const limit = planOf(name)?.meters[meter]?.limit;
  return limit?.kind === 'CAPPED' ? limit.value : limit?.kind;
};

describe('the fitness catalog', () => {
  it('passes every check of billing', () => {
    expect(billing.catalog).toBe(catalog);
  });
  it('sells four plans in Norwegian kroner, in Norwegian, in Oslo', () => {
    expect(catalog.plans.map(({ key }) => key)).toEqual(plans.map((name) => `fitness:${name}`));
    expect([catalog.line, catalog.currency, catalog.locale, catalog.timeZone]).toEqual([
      'fitness',
      'NOK',
      'nb',
      'Europe/Oslo',
    ]);
  });
  it('begins with 14 free days against a card and ends with 30 days of grace', () => {
    expect(catalog.trial).toEqual({
      days: 14,
      requiresPaymentMethod: true,
      endBehaviour: 'CONVERT',
      source: 'stated',
    });
    expect(catalog.cancelGraceDays).toBe(30);
  });
});

describe('a price in øre', () => {
  it.each([
    ['starter', 99_500n, 995_000n],
    ['basic', 199_500n, 1_995_000n],
    ['pro', 399_500n, 3_995_000n],
    ['enterprise', 799_500n, 7_995_000n],
  ])('of %s is %d per month as stated, and %d per year by our choice', (name, month, year) => {
    expect(minorOf(name, 'MONTH')).toEqual({
      interval: 'MONTH',
      amount: { amountMinor: month, currency: 'NOK' },
      source: 'stated',
    });
    expect(minorOf(name, 'YEAR')).toEqual({
      interval: 'YEAR',
      amount: { amountMinor: year, currency: 'NOK' },
      source: 'our-choice',
    });
  });

  it.each([
    ['mobile_app', 50_000n],
    ['advanced_analytics', 30_000n],
    ['online_training', 80_000n],
    ['e_commerce', 60_000n],
    ['sms_notifications', 20_000n],
  ])('of the add-on %s is %d per month', (name, month) => {
    const charge = addOnOf(name)?.charge;
    expect(charge?.kind === 'RECURRING' && charge.prices[0]).toEqual({
      interval: 'MONTH',
      amount: { amountMinor: month, currency: 'NOK' },
      source: 'stated',
    });
    expect(addOnOf(name)?.features).toEqual([name]);
  });

  it.each([
    ['custom_design', 1_500_000n],
    ['onboarding_training', 500_000n],
  ])('of %s is %d, once', (name, amountMinor) => {
    expect(addOnOf(name)?.charge).toEqual({
      kind: 'ONE_TIME',
      price: { amount: { amountMinor, currency: 'NOK' }, source: 'stated' },
    });
  });

  it('of an SMS is 49, by our choice, and without the add-on none is sent', () => {
    expect(addOnOf('sms_notifications')?.meters).toEqual({
      sms_messages: {
        limit: { kind: 'CAPPED', value: 0 },
        enforcement: {
          kind: 'OVERAGE',
          unitPrice: { amountMinor: 49n, currency: 'NOK' },
          source: 'our-choice',
        },
      },
    });
    expect(plans.map((name) => capOf(name, 'sms_messages'))).toEqual([0, 0, 0, 0]);
  });

  it('is asked for these add-ons and no other', () => {
    expect(catalog.addOns).toHaveLength(7);
  });
});

describe('a feature', () => {
  it.each([
    ['landing_page', true, true, true, true],
    ['booking', true, true, true, true],
    ['customer_portal', false, true, true, true],
    ['email_notifications', false, true, true, true],
    ['pt_module', false, false, true, true],
    ['payments', false, false, true, true],
    ['training_programs', false, false, true, true],
    ['analytics', false, false, true, true],
    ['custom_domain', false, false, false, true],
    ['white_label', false, false, false, true],
    ['api_access', false, false, false, true],
    ['priority_support', false, false, false, true],
    ['mobile_app', false, false, false, false],
    ['advanced_analytics', false, false, false, false],
    ['online_training', false, false, false, false],
    ['e_commerce', false, false, false, false],
    ['sms_notifications', false, false, false, false],
  ])('%s is in Starter: %s, Basic: %s, Pro: %s, Enterprise: %s', (feature, ...granted) => {
    expect(plans.map((name) => planOf(name)?.features.includes(feature))).toEqual(granted);
  });
  it('is one of these', () => {
    expect(catalog.features).toHaveLength(17);
  });
});

describe('a limit', () => {
  it.each([
    ['end_users', 'GAUGE', 50, 200, 1_000, 'UNLIMITED'],
    ['classes', 'COUNTER', 100, 500, 'UNLIMITED', 'UNLIMITED'],
    ['bookings', 'COUNTER', 'UNLIMITED', 'UNLIMITED', 'UNLIMITED', 'UNLIMITED'],
  ])('of %s (%s) is Starter %s, Basic %s, Pro %s, Enterprise %s, and hard', (key, kind, ...limits) => {
    expect(plans.map((name) => capOf(name, key))).toEqual(limits);
    expect(plans.map((name) => planOf(name)?.meters[key]?.enforcement)).toEqual(plans.map(() => undefined));
    expect(catalog.meters.find((meter) => meter.key === key)).toMatchObject({
      kind,
      reset: kind === 'COUNTER' ? 'billing-period' : null,
      enforcement: { kind: 'HARD' },
    });
  });
});
