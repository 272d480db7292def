import { describe, expect, it } from 'vitest';
import { unlockOffer } from './unlock-offer.ts';

const price = { amountMinor: 399_500, currency: 'NOK' };
const plans = [
  { key: 'a:basic', name: 'Basic', features: [], prices: [] },
  {
    key: 'a:pro',
    name: 'Pro',
    features: [{ key: 'analytics', name: 'Analytics' }],
    prices: [
      { interval: 'YEAR' as const, amount: { amountMinor: 3_995_000, currency: 'NOK' } },
      { interval: 'MONTH' as const, amount: price },
    ],
  },
  { key: 'a:custom', name: 'Custom', features: [], prices: [{ interval: 'MONTH' as const, amount: null }] },
];

describe('an offer to unlock', () => {
  it('names the feature, the plan one has and the plan that unlocks, with its price per month', () => {
    expect(
      unlockOffer(plans, { feature: 'analytics', currentPlan: 'a:basic', cheapestGrant: 'a:pro' }),
    ).toEqual({
      featureName: 'Analytics',
      currentPlanName: 'Basic',
      plan: { key: 'a:pro', name: 'Pro', monthly: price },
    });
  });

  it('has no price where the plan has one on request', () => {
    const offer = unlockOffer(plans, { feature: 'x', currentPlan: null, cheapestGrant: 'a:custom' });
    expect(offer).toEqual({
      featureName: null,
      currentPlanName: null,
      plan: { key: 'a:custom', name: 'Custom', monthly: null },
    });
  });

  it('has no plan when an add-on is what unlocks', () => {
    expect(
      unlockOffer(plans, { feature: 'sms', currentPlan: 'a:pro', cheapestGrant: 'addon:sms' }).plan,
    ).toBeNull();
  });
});
