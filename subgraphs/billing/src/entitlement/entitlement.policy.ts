import { cheapestGrant } from '../catalog/catalog.policy.ts';
import type { Catalog, CatalogFeature } from '../catalog/catalog.ts';
import type { Reach } from '../subscription/subscription.policy.ts';
import {
  type EffectiveEntitlements,
  type EffectiveMeter,
  type EntitlementSource,
  type ExplanationLine,
  refusedAbove,
} from './effective-entitlements.policy.ts';

/** Whether a tenant has a feature, why, and what would give it. */
export interface ExplainedFeature {
  readonly feature: CatalogFeature;
  readonly granted: boolean;
  /** Such as 'plan fitness:pro'. */
  readonly source: string;
  /** The key of the cheapest plan or add-on that grants it; null when it is granted, or when nothing on sale grants it. */
  readonly cheapestGrant: string | null;
}

const WORDS: Readonly<Record<EntitlementSource['kind'], string>> = {
  PLAN: 'plan',
  ADD_ON: 'add-on',
  GRANT: 'grant:',
  PROMOTION: 'promotion:',
  TRIAL: 'trial:',
  OVERRIDE: 'set by hand:',
};

function inWords({ kind, key }: EntitlementSource): string {
  return `${WORDS[kind]} ${key}`;
}

/** Why a tenant has a feature or has it not: an override alone, else everything that grants it. */
export function sourceInWords(
  explanation: readonly ExplanationLine[],
  feature: string,
  plan: string,
): string {
  const lines = explanation.filter(({ about, key }) => about === 'FEATURE' && key === feature);
  const override = lines.findLast(({ source }) => source.kind === 'OVERRIDE');
  if (override) return inWords(override.source);
  if (lines.length === 0) return `not part of plan ${plan}`;
  return lines.map(({ source }) => inWords(source)).join(' and ');
}

const NOTHING_MORE: EffectiveMeter = { limit: { kind: 'CAPPED', value: 0 }, enforcement: { kind: 'HARD' } };

/** What is left of what was bought, as far as the subscription reaches: whatever was counted stays, no unit is added. */
export function withinReach(bought: EffectiveEntitlements, reach: Reach): EffectiveEntitlements {
  if (reach === 'FULL') return bought;
  const limits = Object.fromEntries(Object.keys(bought.limits).map((meter) => [meter, NOTHING_MORE]));
  return reach === 'NO_GROWTH' ? { ...bought, limits } : { ...bought, limits, features: [], config: {} };
}

/** What a tenant may use, and what that follows from. */
export interface Entitled {
  readonly catalog: Catalog;
  /** The plan's key. */
  readonly plan: string;
  readonly reach: Reach;
  /** Within the reach. */
  readonly effective: EffectiveEntitlements;
}

function reasonOf({ effective, plan, reach }: Entitled, feature: string): string {
  return reach === 'NONE'
    ? `subscription to ${plan} has ended`
    : sourceInWords(effective.explanation, feature, plan);
}

/** Every feature of a catalog, in its order, with the reason why a tenant has it or has it not. */
export function explainFeatures(entitled: Entitled): readonly ExplainedFeature[] {
  const { catalog, effective, plan } = entitled;
  return catalog.features.map((feature) => {
    const granted = effective.features.includes(feature.key);
    return {
      feature,
      granted,
      source: reasonOf(entitled, feature.key),
      cheapestGrant: granted ? null : cheapestGrant(catalog, feature.key, plan),
    };
  });
}

/** A number above which more is refused; null when nothing is. */
export interface Cap {
  /**
   * A meter of the catalog; `requestsPerMinute` and `liveConnections` where the plan says how much may be asked, and
   * how many may listen.
   */
  readonly meter: string;
  readonly cap: number | null;
}

/** What a gateway counts by itself. */
const COUNTED_BY_GATEWAYS = ['requestsPerMinute', 'liveConnections'] as const;

/** For each meter, in the catalog's order, the cap above which a unit is refused, and then those that gateways count. */
export function capsOf({ limits, config }: EffectiveEntitlements): readonly Cap[] {
  const caps = Object.entries(limits).map(([meter, terms]) => ({ meter, cap: refusedAbove(terms) }));
  const counted = COUNTED_BY_GATEWAYS.flatMap((meter) => {
    const limit = config[meter];
    return limit ? [{ meter, cap: limit.kind === 'CAPPED' ? limit.value : null }] : [];
  });
  return [...caps, ...counted];
}
