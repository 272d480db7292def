import { cheapestGrant } from '../catalog/catalog.policy.ts';
import type { Catalog, CatalogFeature } from '../catalog/catalog.ts';
import {
  type EffectiveEntitlements,
  type EntitlementSource,
  type ExplanationLine,
  refusedAbove,
} from '../catalog/effective-entitlements.policy.ts';

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

/** Every feature of a catalog, in its order, with the reason why a tenant of `plan` has it or has it not. */
export function explainFeatures(
  catalog: Catalog,
  effective: EffectiveEntitlements,
  plan: string,
): readonly ExplainedFeature[] {
  return catalog.features.map((feature) => {
    const granted = effective.features.includes(feature.key);
    return {
      feature,
      granted,
      source: sourceInWords(effective.explanation, feature.key, plan),
      cheapestGrant: granted ? null : cheapestGrant(catalog, feature.key, plan),
    };
  });
}

/** For each meter, in the catalog's order, the cap above which a unit is refused; null when none ever is. */
export function capsOf({ limits }: EffectiveEntitlements): readonly { meter: string; cap: number | null }[] {
  return Object.entries(limits).map(([meter, effective]) => ({ meter, cap: refusedAbove(effective) }));
}
