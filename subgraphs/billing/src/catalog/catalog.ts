import type { Money } from '@freehold/kernel/values/money';

/** Where a number comes from: the product states it, or nobody did and we chose it. */
export type NumberSource = 'stated' | 'our-choice';

/** How often a recurring price is charged. */
export type BillingInterval = 'MONTH' | 'YEAR';

/** A recurring price. `amount` null means on request: nobody can buy it without talking to us. */
export interface Price {
  readonly interval: BillingInterval;
  readonly amount: Money | null;
  readonly source: NumberSource;
}

/** A single amount, with the source of its number. */
export interface SourcedAmount {
  readonly amount: Money;
  readonly source: NumberSource;
}

/** How many units are allowed. `value` is a whole number from 0 to 2^31 - 1; 0 means none. */
export type Limit = { readonly kind: 'UNLIMITED' } | { readonly kind: 'CAPPED'; readonly value: number };

/**
 * What happens at unit limit + 1. HARD refuses it. SOFT allows it and alerts. OVERAGE allows it and bills
 * each further unit at `unitPrice`: under OVERAGE the cap is the quantity that the price includes.
 */
export type Enforcement =
  | { readonly kind: 'HARD' }
  | { readonly kind: 'SOFT' }
  | { readonly kind: 'OVERAGE'; readonly unitPrice: Money; readonly source: NumberSource };

/** A free start of a subscription. One per legal entity and product line. */
export interface Trial {
  /** Whole days, at least 1. */
  readonly days: number;
  readonly requiresPaymentMethod: boolean;
  /** What follows the last day when nobody does anything. */
  readonly endBehaviour: 'CONVERT' | 'CANCEL' | 'READ_ONLY';
  readonly source: NumberSource;
}

/** Something that a tenant has or has not. */
export interface CatalogFeature {
  /** In snake_case, unique in its catalog. */
  readonly key: string;
  readonly name: string;
}

interface MeterBase {
  /** In snake_case, unique in its catalog. */
  readonly key: string;
  readonly name: string;
  /** One unit, in the singular: 'class', 'MB'. */
  readonly unit: string;
  /** The object that each has the limit for itself ('event'); absent when the tenant has it as a whole. */
  readonly per?: string;
  /** What holds where a plan says nothing else. */
  readonly enforcement: Enforcement;
}

/** Something counted. A COUNTER starts at 0 with each billing period; a GAUGE goes up and down and never resets. */
export type CatalogMeter =
  | (MeterBase & { readonly kind: 'COUNTER'; readonly reset: 'billing-period' })
  | (MeterBase & { readonly kind: 'GAUGE'; readonly reset: null });

/** What a plan says of one meter. Without `enforcement` the meter's own holds. */
export interface MeterTerms {
  readonly limit: Limit;
  readonly enforcement?: Enforcement;
}

/** How a tenant reaches us. */
export interface Support {
  readonly channels: readonly ('email' | 'phone' | 'dedicated')[];
  /** The promised first answer, in hours; null when nothing is promised. */
  readonly responseHours: number | null;
}

/** Features that are a value, not a yes. What is absent is not sold here, and a default holds. */
export interface ConfigFeatures {
  readonly support?: Support;
  /** How many languages guests are served in. */
  readonly languages?: Limit;
  /** How long conversations are kept, in months. */
  readonly retentionMonths?: Limit;
  /** API requests per minute. */
  readonly requestsPerMinute?: Limit;
  /** Sockets and event streams that may be open at a time. */
  readonly liveConnections?: Limit;
}

/** One immutable version of a plan. A change of price or limit is a new version; tenants stay on theirs. */
export interface CatalogPlan {
  /** `line:plan`, as in 'fitness:pro'. */
  readonly key: string;
  readonly name: string;
  /** A whole number from 1. */
  readonly version: number;
  /** One for each currency and interval it is sold in; always one for MONTH in the catalog's currency. */
  readonly prices: readonly Price[];
  /** Keys of the features it grants. */
  readonly features: readonly string[];
  /** Terms of every meter of the catalog, by meter key. */
  readonly meters: Readonly<Record<string, MeterTerms>>;
  readonly config: ConfigFeatures;
  /** The least that a month costs, overage included. */
  readonly minimumMonthlyCharge?: SourcedAmount;
}

/**
 * How an add-on is paid: at a recurring price, at a recurring price per unit bought, once,
 * or only by the units used (then the price is in the OVERAGE of its meters).
 */
export type AddOnCharge =
  | { readonly kind: 'RECURRING'; readonly prices: readonly Price[] }
  | { readonly kind: 'PER_UNIT'; readonly unit: string; readonly prices: readonly Price[] }
  | { readonly kind: 'ONE_TIME'; readonly price: SourcedAmount }
  | { readonly kind: 'USAGE' };

/** Something bought beside a plan. */
export interface AddOn {
  /** `line:add_on`, as in 'fitness:mobile_app'; no plan has the same. */
  readonly key: string;
  readonly name: string;
  readonly charge: AddOnCharge;
  /** Keys of the features it grants. */
  readonly features: readonly string[];
  /** What each unit bought adds to the plan's limits; an enforcement here loosens a HARD one of the plan. */
  readonly meters: Readonly<Record<string, MeterTerms>>;
  readonly config: ConfigFeatures;
}

/** Everything a product line sells, as data. */
export interface Catalog {
  /** The product line, which is the key of its edition: 'fitness'. */
  readonly line: string;
  /** ISO 4217. */
  readonly currency: string;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Null when the line has no free start. */
  readonly trial: Trial | null;
  /** Whole days of access after the end of a cancelled subscription. */
  readonly cancelGraceDays: number;
  /** The plan offered first; null when none is recommended. */
  readonly defaultPlan: string | null;
  readonly features: readonly CatalogFeature[];
  readonly meters: readonly CatalogMeter[];
  /** In the order they are shown; several versions of one key may stand beside each other. */
  readonly plans: readonly CatalogPlan[];
  readonly addOns: readonly AddOn[];
}
