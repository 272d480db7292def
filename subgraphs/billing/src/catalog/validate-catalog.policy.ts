import type { Money } from '@freehold/kernel/values/money';
import type {
  AddOn,
  Catalog,
  CatalogPlan,
  ConfigFeatures,
  Enforcement,
  MeterTerms,
  Price,
} from './catalog.ts';

/** The largest number that the API can show. */
const CAP_MAX = 2 ** 31 - 1;
const KEY = /^[a-z][a-z0-9_]*$/;

function duplicates(values: readonly string[], what: string): readonly string[] {
  const repeated = values.filter((value, index) => values.indexOf(value) !== index);
  return [...new Set(repeated)].map((value) => `${what} "${value}" is there twice.`);
}

function unknown(keys: readonly string[], known: readonly string[], where: string): readonly string[] {
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => `${where} names "${key}", which nothing defines.`);
}

function badKeys(keys: readonly string[], what: string): readonly string[] {
  return keys.filter((key) => !KEY.test(key)).map((key) => `${what} "${key}" is not in snake_case.`);
}

function isCount(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= CAP_MAX;
}

function amountFaults(catalog: Catalog, amount: Money, where: string): readonly string[] {
  const faults = amount.amountMinor < 0n ? [`${where} is negative.`] : [];
  if (amount.currency === catalog.currency) return faults;
  return [...faults, `${where} is in ${amount.currency}, the catalog is in ${catalog.currency}.`];
}

/** A plan may be sold in further currencies; the catalog's own must be among them. */
function priceFaults(catalog: Catalog, prices: readonly Price[], where: string): readonly string[] {
  const terms = prices.map(
    ({ amount, interval }) => `${amount?.currency ?? catalog.currency} per ${interval}`,
  );
  const negative = prices.filter(({ amount }) => amount !== null && amount.amountMinor < 0n);
  const own = `${catalog.currency} per MONTH`;
  return [
    ...negative.map(({ interval }) => `The price of ${where} per ${interval} is negative.`),
    ...(terms.includes(own) ? [] : [`${where} has no price in ${own}.`]),
    ...duplicates(terms, `The price of ${where} in`),
  ];
}

function enforcementFaults(catalog: Catalog, enforcement: Enforcement | undefined, where: string) {
  if (enforcement?.kind !== 'OVERAGE') return [];
  return amountFaults(catalog, enforcement.unitPrice, `The unit price of ${where}`);
}

function termsFaults(catalog: Catalog, terms: Readonly<Record<string, MeterTerms>>, where: string) {
  return Object.entries(terms).flatMap(([meter, { limit, enforcement }]) => [
    ...(limit.kind === 'CAPPED' && !isCount(limit.value, 0)
      ? [`${where} caps "${meter}" at ${limit.value}, which is not a whole number from 0 to ${CAP_MAX}.`]
      : []),
    ...enforcementFaults(catalog, enforcement, `"${meter}" in ${where}`),
  ]);
}

function configFaults(config: ConfigFeatures, where: string): readonly string[] {
  const { languages, retentionMonths, requestsPerMinute, liveConnections } = config;
  return [languages, retentionMonths, requestsPerMinute, liveConnections].flatMap((limit) =>
    limit?.kind === 'CAPPED' && !isCount(limit.value, 0)
      ? [`${where} has the config limit ${limit.value}, which is not a whole number from 0 to ${CAP_MAX}.`]
      : [],
  );
}

/** What plans and add-ons have in common. */
function contentFaults(catalog: Catalog, offer: CatalogPlan | AddOn): readonly string[] {
  const [line, name, ...rest] = offer.key.split(':');
  const isNamespaced = line === catalog.line && KEY.test(name ?? '') && rest.length === 0;
  const features = catalog.features.map(({ key }) => key);
  const meters = catalog.meters.map(({ key }) => key);
  return [
    ...(isNamespaced ? [] : [`"${offer.key}" is not of the form ${catalog.line}:name.`]),
    ...unknown(offer.features, features, offer.key),
    ...duplicates(offer.features, `In ${offer.key} the feature`),
    ...unknown(Object.keys(offer.meters), meters, offer.key),
    ...termsFaults(catalog, offer.meters, offer.key),
    ...configFaults(offer.config, offer.key),
  ];
}

function planFaults(catalog: Catalog, plan: CatalogPlan): readonly string[] {
  const silent = catalog.meters.filter(({ key }) => !plan.meters[key]);
  return [
    ...contentFaults(catalog, plan),
    ...silent.map(({ key }) => `${plan.key} says nothing about the meter "${key}".`),
    ...priceFaults(catalog, plan.prices, plan.key),
    ...(isCount(plan.version, 1)
      ? []
      : [`${plan.key} has the version ${plan.version}; versions count from 1.`]),
    ...(plan.minimumMonthlyCharge
      ? amountFaults(catalog, plan.minimumMonthlyCharge.amount, `The minimum charge of ${plan.key}`)
      : []),
  ];
}

function addOnFaults(catalog: Catalog, addOn: AddOn): readonly string[] {
  const { charge, key } = addOn;
  const content = contentFaults(catalog, addOn);
  if (charge.kind === 'USAGE') return content;
  if (charge.kind === 'ONE_TIME')
    return [...content, ...amountFaults(catalog, charge.price.amount, `The price of ${key}`)];
  return [...content, ...priceFaults(catalog, charge.prices, key)];
}

function lineFaults(catalog: Catalog): readonly string[] {
  const faults: string[] = [...badKeys([catalog.line], 'The line')];
  if (!isCount(catalog.cancelGraceDays, 0))
    faults.push(`The cancel grace of ${catalog.cancelGraceDays} days is not a whole number from 0.`);
  if (catalog.trial && !isCount(catalog.trial.days, 1))
    faults.push(`The trial of ${catalog.trial.days} days is not a whole number from 1.`);
  if (catalog.defaultPlan !== null && !catalog.plans.some(({ key }) => key === catalog.defaultPlan))
    faults.push(`The default plan "${catalog.defaultPlan}" is not in the catalog.`);
  return faults;
}

/**
 * Every fault of a catalog, as sentences; none when it is sound. Looked for are keys that are malformed, twice
 * there or unknown, meters a plan is silent about, amounts that are negative or in another currency, caps that are
 * no whole numbers from 0, and days and versions out of bounds.
 */
export function validateCatalog(catalog: Catalog): readonly string[] {
  const features = catalog.features.map(({ key }) => key);
  const meters = catalog.meters.map(({ key }) => key);
  const planKeys = [...new Set(catalog.plans.map(({ key }) => key))];
  return [
    ...lineFaults(catalog),
    ...badKeys(features, 'The feature'),
    ...badKeys(meters, 'The meter'),
    ...duplicates(features, 'The feature'),
    ...duplicates(meters, 'The meter'),
    ...duplicates(
      catalog.plans.map(({ key, version }) => `${key} version ${version}`),
      'The plan',
    ),
    ...duplicates([...planKeys, ...catalog.addOns.map(({ key }) => key)], 'The plan or add-on'),
    ...catalog.meters.flatMap(({ key, enforcement }) => enforcementFaults(catalog, enforcement, `"${key}"`)),
    ...catalog.plans.flatMap((plan) => planFaults(catalog, plan)),
    ...catalog.addOns.flatMap((addOn) => addOnFaults(catalog, addOn)),
  ];
}
