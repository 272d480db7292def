import { findAddOn, findPlan } from '../catalog/catalog.policy.ts';
import type { Catalog, ConfigFeatures, Enforcement, Limit, MeterTerms } from '../catalog/catalog.ts';
import { addLimits, betterConfig, moreLenient, multiplyTerms } from './merge-terms.policy.ts';

/** Something given beside plan and add-ons: by hand, by a promotion, by a trial. Holds before `expiresAt`. */
export interface Grant {
  readonly kind: 'GRANT' | 'PROMOTION' | 'TRIAL';
  readonly reason: string;
  readonly expiresAt: Date | null;
  readonly features: readonly string[];
  /** What it adds to limits, by meter key. */
  readonly limits: Readonly<Record<string, Limit>>;
}

/** A value set by hand in place of everything else. Holds before `expiresAt`; a later one in the list wins. */
export type Override = { readonly reason: string; readonly expiresAt: Date } & (
  | { readonly kind: 'FEATURE'; readonly feature: string; readonly granted: boolean }
  | { readonly kind: 'METER'; readonly meter: string; readonly limit: Limit }
  | { readonly kind: 'CONFIG'; readonly config: ConfigFeatures }
);

/** All that decides what a tenant may use at the instant `at`. */
export interface EntitlementBasis {
  readonly plan: string;
  /** The version the tenant is pinned to; the newest when absent. */
  readonly planVersion?: number;
  /** `quantity` is a whole number from 1. */
  readonly addOns: readonly { readonly key: string; readonly quantity: number }[];
  readonly grants: readonly Grant[];
  readonly overrides: readonly Override[];
  readonly at: Date;
}

/** Who gave something. `key` is a plan's or add-on's key, or the reason written down for a grant or override. */
export interface EntitlementSource {
  readonly kind: 'PLAN' | 'ADD_ON' | 'OVERRIDE' | Grant['kind'];
  readonly key: string;
}

/** One line of why. `says`: 'granted', 'withdrawn', '+ 50', '+ unlimited', '= 10', 'offered', 'replaced'. */
export interface ExplanationLine {
  readonly about: 'FEATURE' | 'METER' | 'CONFIG';
  readonly key: string;
  readonly source: EntitlementSource;
  readonly says: string;
}

/** The terms of one meter after everything was added up. */
export interface EffectiveMeter {
  readonly limit: Limit;
  readonly enforcement: Enforcement;
}

/** What a tenant may use, and why. */
export interface EffectiveEntitlements {
  /** Granted features in the catalog's order. */
  readonly features: readonly string[];
  /** Every meter of the catalog by its key. */
  readonly limits: Readonly<Record<string, EffectiveMeter>>;
  readonly config: ConfigFeatures;
  readonly explanation: readonly ExplanationLine[];
}

interface Contribution {
  readonly source: EntitlementSource;
  readonly features: readonly string[];
  readonly meters: Readonly<Record<string, MeterTerms>>;
  readonly config: ConfigFeatures;
}

/** Everything that gives something now: the plan, and what stands beside it. */
interface Given {
  readonly plan: Contribution;
  readonly beside: readonly Contribution[];
  readonly overrides: readonly Override[];
}

/** The cap above which a unit is refused; null when none ever is, because it is unlimited, alerted or billed. */
export function refusedAbove({ limit, enforcement }: EffectiveMeter): number | null {
  return limit.kind === 'CAPPED' && enforcement.kind === 'HARD' ? limit.value : null;
}

function grantContribution(grant: Grant): Contribution {
  const meters = Object.entries(grant.limits).map(([meter, limit]) => [meter, { limit }]);
  return {
    source: { kind: grant.kind, key: grant.reason },
    features: grant.features,
    meters: Object.fromEntries(meters),
    config: {},
  };
}

function givenNow(catalog: Catalog, basis: EntitlementBasis): Given {
  const { key, features, meters, config } = findPlan(catalog, basis.plan, basis.planVersion);
  const addOns = basis.addOns.map((bought): Contribution => {
    const addOn = findAddOn(catalog, bought.key);
    return {
      source: { kind: 'ADD_ON', key: addOn.key },
      features: addOn.features,
      meters: multiplyTerms(addOn.meters, bought.quantity),
      config: addOn.config,
    };
  });
  const grants = basis.grants.filter(({ expiresAt }) => expiresAt === null || expiresAt > basis.at);
  return {
    plan: { source: { kind: 'PLAN', key }, features, meters, config },
    beside: [...addOns, ...grants.map(grantContribution)],
    overrides: basis.overrides.filter(({ expiresAt }) => expiresAt > basis.at),
  };
}

function effectiveFeatures(catalog: Catalog, { plan, beside, overrides }: Given): readonly string[] {
  const granted = catalog.features.filter(({ key }) => {
    const override = overrides.findLast((each) => each.kind === 'FEATURE' && each.feature === key);
    if (override?.kind === 'FEATURE') return override.granted;
    return [plan, ...beside].some(({ features }) => features.includes(key));
  });
  return granted.map(({ key }) => key);
}

function effectiveMeters(catalog: Catalog, given: Given): Record<string, EffectiveMeter> {
  const meters = catalog.meters.map(({ key, enforcement }): [string, EffectiveMeter] => {
    const terms = given.plan.meters[key];
    const added = given.beside.flatMap(({ meters: own }) => own[key] ?? []);
    const override = given.overrides.findLast((each) => each.kind === 'METER' && each.meter === key);
    const none: Limit = { kind: 'CAPPED', value: 0 };
    const sum = added.map(({ limit }) => limit).reduce(addLimits, terms?.limit ?? none);
    return [
      key,
      {
        limit: override?.kind === 'METER' ? override.limit : sum,
        enforcement: added
          .flatMap(({ enforcement: own }) => own ?? [])
          .reduce(moreLenient, terms?.enforcement ?? enforcement),
      },
    ];
  });
  return Object.fromEntries(meters);
}

function effectiveConfig({ plan, beside, overrides }: Given): ConfigFeatures {
  const config = beside.map(({ config: own }) => own).reduce(betterConfig, plan.config);
  const replacements = overrides.flatMap((override) => (override.kind === 'CONFIG' ? [override.config] : []));
  return Object.assign({}, config, ...replacements);
}

function limitInWords(limit: Limit): string {
  return limit.kind === 'UNLIMITED' ? 'unlimited' : String(limit.value);
}

function contributionLines({ source, features, meters, config }: Contribution): readonly ExplanationLine[] {
  return [
    ...features.map((key) => ({ about: 'FEATURE', key, source, says: 'granted' }) as const),
    ...Object.entries(meters).map(
      ([key, { limit }]) => ({ about: 'METER', key, source, says: `+ ${limitInWords(limit)}` }) as const,
    ),
    ...Object.keys(config).map((key) => ({ about: 'CONFIG', key, source, says: 'offered' }) as const),
  ];
}

function overrideLines(override: Override): readonly ExplanationLine[] {
  const source = { kind: 'OVERRIDE', key: override.reason } as const;
  if (override.kind === 'FEATURE')
    return [
      { about: 'FEATURE', key: override.feature, source, says: override.granted ? 'granted' : 'withdrawn' },
    ];
  if (override.kind === 'METER')
    return [{ about: 'METER', key: override.meter, source, says: `= ${limitInWords(override.limit)}` }];
  return Object.keys(override.config).map((key) => ({ about: 'CONFIG', key, source, says: 'replaced' }));
}

/**
 * What a tenant may use at an instant. Features are granted when anything grants them; limits are the sum of
 * plan, add-ons and grants, and unlimited absorbs; an add-on's enforcement can only loosen the plan's; of config
 * values the better holds. An override in force replaces. The same arguments give the same answer at any time.
 * @throws {NotFound} for a plan, version or add-on that the catalog does not have.
 * @throws {RangeError} for a number of add-ons that is not a whole number from 1.
 */
export function effectiveEntitlements(catalog: Catalog, basis: EntitlementBasis): EffectiveEntitlements {
  const given = givenNow(catalog, basis);
  return {
    features: effectiveFeatures(catalog, given),
    limits: effectiveMeters(catalog, given),
    config: effectiveConfig(given),
    explanation: [
      ...[given.plan, ...given.beside].flatMap(contributionLines),
      ...given.overrides.flatMap(overrideLines),
    ],
  };
}
