import { describe, expect, it } from 'vitest';
import { billing } from './billing.ts';
import { catalog } from './catalog.ts';

const planOf = (name: string) => catalog.plans.find(({ key }) => key === `chatbot:${name}`);
const overageAt = (amountMinor: bigint) => ({
  kind: 'OVERAGE',
  unitPrice: { amountMinor, currency: 'PLN' },
  source: 'stated',
});
const unlimited = { kind: 'UNLIMITED' };
const capped = (value: number) => ({ kind: 'CAPPED', value });

describe('the chatbot catalog', () => {
  it('passes every check of billing', () => {
    expect(billing.catalog).toBe(catalog);
  });
  it('sells five plans in złoty, in Polish, and no add-on', () => {
    expect(catalog.plans.map(({ key }) => key)).toEqual([
      'chatbot:basic',
      'chatbot:pro',
      'chatbot:enterprise',
      'chatbot:usage',
      'chatbot:hybrid',
    ]);
    expect([catalog.line, catalog.currency, catalog.locale, catalog.addOns.length]).toEqual([
      'chatbot',
      'PLN',
      'pl',
      0,
    ]);
  });
  it('recommends the hybrid plan, and has no free start', () => {
    expect(catalog.defaultPlan).toBe('chatbot:hybrid');
    expect(catalog.trial).toBeNull();
  });
});

describe('a price in grosze', () => {
  it.each([
    ['basic', 40_000n, 400_000n],
    ['pro', 80_000n, 800_000n],
    ['hybrid', 40_000n, 400_000n],
  ])('of %s is %d per month as stated, and %d per year by our choice', (name, month, year) => {
    expect(planOf(name)?.prices).toEqual([
      { interval: 'MONTH', amount: { amountMinor: month, currency: 'PLN' }, source: 'stated' },
      { interval: 'YEAR', amount: { amountMinor: year, currency: 'PLN' }, source: 'our-choice' },
    ]);
    expect(planOf(name)?.minimumMonthlyCharge).toBeUndefined();
  });
  it('of Enterprise is on request', () => {
    expect(planOf('enterprise')?.prices).toEqual([{ interval: 'MONTH', amount: null, source: 'stated' }]);
  });
  it('of Usage is nothing but its conversations, and at least 20,000 per month', () => {
    expect(planOf('usage')?.prices).toEqual([
      { interval: 'MONTH', amount: { amountMinor: 0n, currency: 'PLN' }, source: 'stated' },
    ]);
    expect(planOf('usage')?.minimumMonthlyCharge).toEqual({
      amount: { amountMinor: 20_000n, currency: 'PLN' },
      source: 'stated',
    });
  });
});

describe('a limit', () => {
  it.each([
    ['basic', capped(500), { kind: 'HARD' }],
    ['pro', capped(2_000), { kind: 'HARD' }],
    ['enterprise', unlimited, { kind: 'HARD' }],
    ['usage', capped(0), overageAt(200n)],
    ['hybrid', capped(200), overageAt(150n)],
  ])('of conversations on %s is as stated', (name, limit, enforcement) => {
    expect(planOf(name)?.meters.conversations).toEqual({ limit, enforcement });
  });
  it('of appointments does not exist: they are counted', () => {
    for (const plan of catalog.plans) expect(plan.meters.appointments).toEqual({ limit: unlimited });
  });
  it('of either begins anew each billing period', () => {
    expect(catalog.meters.map(({ key, kind, reset }) => [key, kind, reset])).toEqual([
      ['conversations', 'COUNTER', 'billing-period'],
      ['appointments', 'COUNTER', 'billing-period'],
    ]);
  });
  it.each([
    ['basic', capped(3)],
    ['pro', capped(12)],
    ['enterprise', unlimited],
    ['usage', capped(3)],
    ['hybrid', capped(12)],
  ])('of months a conversation is kept on %s is %j', (name, limit) => {
    expect(planOf(name)?.config.retentionMonths).toEqual(limit);
  });
});

describe('a feature', () => {
  it.each([
    ['analytics', ['basic', 'pro', 'enterprise', 'usage', 'hybrid']],
    ['white_label', ['enterprise']],
  ])('%s is in %j', (feature, names) => {
    const granting = catalog.plans.filter(({ features }) => features.includes(feature));
    expect(granting.map(({ key }) => key)).toEqual(names.map((name) => `chatbot:${name}`));
  });
  it('is one of these', () => {
    expect(catalog.features).toHaveLength(2);
  });
});
