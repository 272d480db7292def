import type { Money } from '@freehold/kernel/values/money';
import type { Catalog, Limit, NumberSource, Price } from './catalog/catalog.ts';
import { validateCatalog } from './catalog/validate-catalog.policy.ts';

export type { AddOn, Catalog, CatalogMeter, CatalogPlan, Enforcement, Limit } from './catalog/catalog.ts';

/** What an edition tells billing: what it sells. */
export interface BillingFace {
  readonly catalog: Catalog;
}

const MONTHS_PAID_PER_YEAR = 10n;

/** An enforcement that refuses the unit beyond the limit. */
export const HARD = { kind: 'HARD' } as const;

/** A meter that counts up and starts anew each billing period; the unit beyond its limit is refused. */
export const COUNTER = { kind: 'COUNTER', reset: 'billing-period', enforcement: HARD } as const;

/** A meter of how many there are; the unit beyond its limit is refused. */
export const GAUGE = { kind: 'GAUGE', reset: null, enforcement: HARD } as const;

/** A limit that nothing reaches. */
export const UNLIMITED: Limit = { kind: 'UNLIMITED' };

/** A limit of so many units, a whole number from 0; 0 means none. */
export function capped(value: number): Limit {
  return { kind: 'CAPPED', value };
}

/**
 * The prices per month and per year that follow from a price per month.
 * No product states a yearly price: ten months' price for a year is our choice, and labelled so.
 */
export function monthAndYear(monthly: Money, source: NumberSource = 'stated'): readonly Price[] {
  const yearly = { ...monthly, amountMinor: monthly.amountMinor * MONTHS_PAID_PER_YEAR };
  return [
    { interval: 'MONTH', amount: monthly, source },
    { interval: 'YEAR', amount: yearly, source: 'our-choice' },
  ];
}

/**
 * An edition's face to billing, checked.
 * @throws {Error} with every fault of its catalog.
 */
export function defineBillingFace(face: BillingFace): BillingFace {
  const faults = validateCatalog(face.catalog);
  if (faults.length > 0)
    throw new Error(`The catalog of "${face.catalog.line}" is not sound:\n- ${faults.join('\n- ')}`);
  return face;
}
