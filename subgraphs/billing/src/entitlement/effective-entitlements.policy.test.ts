import { money } from '@freehold/kernel/values/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AddOn, Catalog, Enforcement, Limit } from '../catalog/catalog.ts';
import {
  type EntitlementBasis,
  effectiveEntitlements,
  type Override,
  refusedAbove,
} from './effective-entitlements.policy.ts';

const HARD: Enforcement = { kind: 'HARD' };
const UNLIMITED: Limit = { kind: 'UNLIMITED' };
const capped = (value: number): Limit => ({ kind: 'CAPPED', value });
const perUnit = (amountMinor: bigint): Enforcement => ({
  kind: 'OVERAGE',
  unitPrice: money(amountMinor, 'USD'),
  source: 'stated',
});

function addOn(name: string, gives: Partial<AddOn>): AddOn {
  return {
    key: `law:${name}`,
    name,
    charge: { kind: 'USAGE' },
    features: [],
    meters: {},
    config: {},
    ...gives,
  };
}

const catalog: Catalog = {
  line: 'law',
  currency: 'USD',
  locale: 'en',
  timeZone: 'UTC',
  trial: null,
  cancelGraceDays: 0,
  defaultPlan: null,
  features: [
    { key: 'analytics', name: 'Analytics' },
    { key: 'api', name: 'API' },
    { key: 'sms', name: 'SMS' },
  ],
  meters: [
    { key: 'seats', name: 'Seats', unit: 'seat', kind: 'GAUGE', reset: null, enforcement: HARD },
    { key: 'sms', name: 'SMS', unit: 'SMS', kind: 'COUNTER', reset: 'billing-period', enforcement: HARD },
  ],
  plans: [
    {
      key: 'law:small',
      name: 'Small',
      version: 1,
      prices: [],
      features: ['api'],
      meters: { seats: { limit: capped(3) }, sms: { limit: capped(0) } },
      config: { support: { channels: ['email'], responseHours: null }, requestsPerMinute: capped(200) },
    },
    {
      key: 'law:small',
      name: 'Small',
      version: 2,
      prices: [],
      features: [],
      meters: { seats: { limit: capped(2) }, sms: { limit: capped(0), enforcement: perUnit(9n) } },
      config: {},
    },
  ],
  addOns: [
    addOn('seat', { meters: { seats: { limit: capped(1) } } }),
    addOn('any_seats', { meters: { seats: { limit: UNLIMITED } } }),
    addOn('sms', { features: ['sms'], meters: { sms: { limit: capped(0), enforcement: perUnit(5n) } } }),
    addOn('sms_free', { meters: { sms: { limit: capped(10), enforcement: { kind: 'SOFT' } } } }),
    addOn('support', { config: { support: { channels: ['phone'], responseHours: 4 } } }),
    addOn('fast', { config: { requestsPerMinute: capped(100), languages: capped(2) } }),
  ],
};

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T12:00:01Z');

function effective(basis: Partial<EntitlementBasis>) {
  const empty = { plan: 'law:small', planVersion: 1, addOns: [], grants: [], overrides: [], at: now };
  return effectiveEntitlements(catalog, { ...empty, ...basis });
}

const bought = (name: string, quantity = 1) => ({ key: `law:${name}`, quantity });
const seats = (override: Partial<EntitlementBasis>) => effective(override).limits.seats?.limit;

describe('a boolean feature', () => {
  const grant = { kind: 'PROMOTION', reason: 'spring', features: ['analytics'], limits: {} } as const;

  it('is granted by the plan, an add-on or a grant', () => {
    const { features } = effective({ addOns: [bought('sms')], grants: [{ ...grant, expiresAt: null }] });
    expect(features).toEqual(['analytics', 'api', 'sms']);
  });
  it('is not granted when nothing grants it', () => {
    expect(effective({}).features).toEqual(['api']);
  });
  it('ends with its grant, at the very instant of expiry', () => {
    expect(effective({ grants: [{ ...grant, expiresAt: later }] }).features).toContain('analytics');
    expect(effective({ grants: [{ ...grant, expiresAt: now }] }).features).not.toContain('analytics');
  });
  it('is withdrawn or given by an override, whatever the plan says', () => {
    const override = { kind: 'FEATURE', reason: 'abuse', expiresAt: later } as const;
    expect(effective({ overrides: [{ ...override, feature: 'api', granted: false }] }).features).toEqual([]);
    expect(effective({ overrides: [{ ...override, feature: 'sms', granted: true }] }).features).toEqual([
      'api',
      'sms',
    ]);
  });
});

describe('a limit', () => {
  const grant = { kind: 'GRANT', reason: 'goodwill', expiresAt: null, features: [] } as const;
  const override: Override = {
    kind: 'METER',
    meter: 'seats',
    limit: capped(1),
    reason: 'dispute',
    expiresAt: later,
  };

  it.each([
    { what: "is the plan's", basis: {}, limit: capped(3) },
    { what: 'grows with each unit of an add-on', basis: { addOns: [bought('seat', 4)] }, limit: capped(7) },
    {
      what: 'is the sum of plan, add-ons and grants',
      basis: { addOns: [bought('seat')], grants: [{ ...grant, limits: { seats: capped(2) } }] },
      limit: capped(6),
    },
    {
      what: 'is unlimited when one part is',
      basis: { addOns: [bought('seat'), bought('any_seats')] },
      limit: UNLIMITED,
    },
    {
      what: 'is replaced by an override in force',
      basis: { addOns: [bought('any_seats')], overrides: [override] },
      limit: capped(1),
    },
    {
      what: 'is no longer replaced by an override that ended',
      basis: { overrides: [{ ...override, expiresAt: now }] },
      limit: capped(3),
    },
    {
      what: 'is replaced by the later of two overrides',
      basis: { overrides: [override, { ...override, limit: UNLIMITED }] },
      limit: UNLIMITED,
    },
    { what: 'is that of the pinned version', basis: { planVersion: 2 }, limit: capped(2) },
  ])('$what', ({ basis, limit }) => {
    expect(seats(basis)).toEqual(limit);
  });

  it('refuses a number of add-ons that nobody can buy', () => {
    for (const quantity of [0, -1, 1.5, Number.NaN])
      expect(() => seats({ addOns: [bought('seat', quantity)] })).toThrow(RangeError);
  });
});

describe('an enforcement', () => {
  const sms = (basis: Partial<EntitlementBasis>) => effective(basis).limits.sms;

  it("is the meter's where the plan says none", () => {
    expect(sms({})?.enforcement).toEqual(HARD);
  });
  it("is the plan's where it says one", () => {
    expect(sms({ planVersion: 2 })?.enforcement).toEqual(perUnit(9n));
  });
  it('is loosened by an add-on, to the lower of two unit prices', () => {
    expect(sms({ addOns: [bought('sms')] })?.enforcement).toEqual(perUnit(5n));
    expect(sms({ planVersion: 2, addOns: [bought('sms')] })?.enforcement).toEqual(perUnit(5n));
  });
  it('does not depend on the order of add-ons', () => {
    const [one, other] = [bought('sms'), bought('sms_free')];
    expect(sms({ addOns: [one, other] })).toEqual(sms({ addOns: [other, one] }));
    expect(sms({ addOns: [one, other] })?.enforcement).toEqual({ kind: 'SOFT' });
  });
  it.each([
    { limit: capped(5), enforcement: HARD, cap: 5 },
    { limit: capped(0), enforcement: HARD, cap: 0 },
    { limit: UNLIMITED, enforcement: HARD, cap: null },
    { limit: capped(5), enforcement: { kind: 'SOFT' }, cap: null },
    { limit: capped(5), enforcement: perUnit(5n), cap: null },
  ] as const)('refuses above $cap', ({ limit, enforcement, cap }) => {
    expect(refusedAbove({ limit, enforcement })).toBe(cap);
  });
});

describe('a config value', () => {
  it('is the better of plan and add-ons', () => {
    expect(effective({ addOns: [bought('support'), bought('fast')] }).config).toEqual({
      support: { channels: ['email', 'phone'], responseHours: 4 },
      requestsPerMinute: capped(200),
      languages: capped(2),
    });
  });
  it('is replaced by an override in force, the others stay', () => {
    const config = { requestsPerMinute: capped(1) };
    const override = { kind: 'CONFIG', config, reason: 'attack', expiresAt: later } as const;
    expect(effective({ overrides: [override] }).config).toEqual({
      support: { channels: ['email'], responseHours: null },
      requestsPerMinute: capped(1),
    });
  });
});

describe('the explanation', () => {
  it('names the source of every part', () => {
    const overrides = [
      { kind: 'METER', meter: 'seats', limit: UNLIMITED, reason: 'pilot', expiresAt: later },
    ] as const;
    const { explanation } = effective({ addOns: [bought('seat', 2)], overrides });
    const said = explanation
      .filter(({ key }) => ['api', 'seats'].includes(key))
      .map(({ about, key, source, says }) => [about, key, source.kind, source.key, says]);
    expect(said).toEqual([
      ['FEATURE', 'api', 'PLAN', 'law:small', 'granted'],
      ['METER', 'seats', 'PLAN', 'law:small', '+ 3'],
      ['METER', 'seats', 'ADD_ON', 'law:seat', '+ 2'],
      ['METER', 'seats', 'OVERRIDE', 'pilot', '= unlimited'],
    ]);
  });
});

describe('entitlements of any tenant', () => {
  const anyInstant = fc.date({ noInvalidDate: true });
  const anyLimit = fc.oneof(fc.constant(UNLIMITED), fc.nat({ max: 1000 }).map(capped));
  const anyAddOn = fc.record({
    key: fc.constantFrom(...catalog.addOns.map(({ key }) => key)),
    quantity: fc.integer({ min: 1, max: 50 }),
  });
  const anyOverride = fc.record({
    kind: fc.constant('METER' as const),
    meter: fc.constantFrom('seats', 'sms'),
    limit: anyLimit,
    reason: fc.string(),
    expiresAt: anyInstant,
  });
  const anyGrant = fc.record({
    kind: fc.constantFrom('GRANT' as const, 'PROMOTION' as const, 'TRIAL' as const),
    reason: fc.string(),
    expiresAt: fc.option(anyInstant),
    features: fc.subarray(['analytics', 'api', 'sms']),
    limits: fc.dictionary(fc.constantFrom('seats', 'sms'), anyLimit),
  });
  const anyBasis = fc.record({
    plan: fc.constant('law:small'),
    planVersion: fc.constantFrom(1, 2),
    addOns: fc.array(anyAddOn, { maxLength: 5 }),
    grants: fc.array(anyGrant, { maxLength: 3 }),
    overrides: fc.array(anyOverride, { maxLength: 3 }),
    at: anyInstant,
  });
  const height = (limit: Limit | undefined) =>
    limit?.kind === 'CAPPED' ? limit.value : Number.POSITIVE_INFINITY;

  it('are the same for the same arguments', () => {
    fc.assert(
      fc.property(anyBasis, (basis) => {
        expect(effectiveEntitlements(catalog, structuredClone(basis))).toEqual(
          effectiveEntitlements(catalog, basis),
        );
      }),
    );
  });

  it('never shrink by an add-on', () => {
    fc.assert(
      fc.property(anyBasis, anyAddOn, (basis, more) => {
        const before = effectiveEntitlements(catalog, basis);
        const after = effectiveEntitlements(catalog, { ...basis, addOns: [...basis.addOns, more] });
        expect(after.features).toEqual(expect.arrayContaining([...before.features]));
        for (const { key } of catalog.meters)
          expect(height(after.limits[key]?.limit)).toBeGreaterThanOrEqual(height(before.limits[key]?.limit));
      }),
    );
  });

  it('do not depend on the order of add-ons', () => {
    fc.assert(
      fc.property(anyBasis, (basis) => {
        const { features, limits } = effectiveEntitlements(catalog, basis);
        const turned = effectiveEntitlements(catalog, { ...basis, addOns: basis.addOns.toReversed() });
        expect(turned.features).toEqual(features);
        expect(turned.limits).toEqual(limits);
      }),
    );
  });
});
