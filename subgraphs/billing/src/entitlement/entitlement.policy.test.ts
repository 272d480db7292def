import { describe, expect, it } from 'vitest';
import { faces } from '../../test/test-faces.ts';
import { effectiveEntitlements, type Grant, type Override } from './effective-entitlements.policy.ts';
import { explainFeatures, withinReach } from './entitlement.policy.ts';

const { catalog } = faces.test;
const at = new Date('2026-11-23T09:00:00Z');
const later = new Date('2027-01-01T00:00:00Z');
const plan = 'test:starter';
const bought = { plan, addOns: [], grants: [], overrides: [], at };

const granted = (kind: Grant['kind'], reason: string): Grant => {
  return { kind, reason, expiresAt: null, features: ['booking', 'analytics'], limits: {} };
};
const withdrawn: Override = {
  kind: 'FEATURE',
  feature: 'booking',
  granted: false,
  reason: 'asked by support',
  expiresAt: later,
};

function sourcesOf(changes: Partial<Parameters<typeof effectiveEntitlements>[1]>): Record<string, string> {
  const effective = effectiveEntitlements(catalog, { ...bought, ...changes });
  const explained = explainFeatures({ catalog, plan, reach: 'FULL', effective });
  return Object.fromEntries(explained.map(({ feature, source }) => [feature.key, source]));
}

describe('why a tenant has a feature', () => {
  it.each([
    ['a plan', {}, 'plan test:starter'],
    ['a plan and a grant', { grants: [granted('GRANT', 'pilot')] }, 'plan test:starter and grant: pilot'],
    ['an override alone', { overrides: [withdrawn] }, 'set by hand: asked by support'],
  ])('%s says so', (_what, changes, source) => {
    expect(sourcesOf(changes).booking).toBe(source);
  });

  it.each([
    [
      'an add-on',
      { addOns: [{ key: 'test:mobile_app', quantity: 1 }] },
      'mobile_app',
      'add-on test:mobile_app',
    ],
    ['a promotion', { grants: [granted('PROMOTION', 'autumn')] }, 'analytics', 'promotion: autumn'],
    ['a trial', { grants: [granted('TRIAL', 'two weeks')] }, 'analytics', 'trial: two weeks'],
    ['nothing', {}, 'white_label', 'not part of plan test:starter'],
  ])('%s says so', (_what, changes, feature, source) => {
    expect(sourcesOf(changes)[feature]).toBe(source);
  });
});

describe('the reach of a subscription', () => {
  const effective = effectiveEntitlements(catalog, bought);

  it('leaves everything as it was bought when it is full', () => {
    expect(withinReach(effective, 'FULL')).toBe(effective);
  });

  it('without growth keeps features, and refuses also units that would be billed', () => {
    const left = withinReach(effective, 'NO_GROWTH');
    const nothing = { limit: { kind: 'CAPPED', value: 0 }, enforcement: { kind: 'HARD' } };
    expect(left).toEqual({ ...effective, limits: { classes: nothing, bookings: nothing, calls: nothing } });
  });

  it('names the cheapest plan that brings a feature back when it is none', () => {
    const left = withinReach(effective, 'NONE');
    const [booking] = explainFeatures({ catalog, plan, reach: 'NONE', effective: left });
    expect(booking).toMatchObject({
      granted: false,
      source: 'subscription to test:starter has ended',
      cheapestGrant: 'test:starter',
    });
  });
});
