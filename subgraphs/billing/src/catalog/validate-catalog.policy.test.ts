import { money } from '@freehold/kernel/values/money';
import { describe, expect, it } from 'vitest';
import type { AddOn, Catalog, CatalogPlan, Price } from './catalog.ts';
import { validateCatalog } from './validate-catalog.policy.ts';

const price = (amountMinor: bigint, currency = 'NOK', interval: Price['interval'] = 'MONTH'): Price => ({
  interval,
  amount: money(amountMinor, currency),
  source: 'stated',
});

const small: CatalogPlan = {
  key: 'gym:small',
  name: 'Small',
  version: 1,
  prices: [price(100n)],
  features: ['booking'],
  meters: { classes: { limit: { kind: 'CAPPED', value: 10 } } },
  config: {},
};

const app: AddOn = {
  key: 'gym:app',
  name: 'App',
  charge: { kind: 'RECURRING', prices: [price(50n)] },
  features: [],
  meters: {},
  config: {},
};

const sound: Catalog = {
  line: 'gym',
  currency: 'NOK',
  locale: 'nb',
  timeZone: 'Europe/Oslo',
  trial: null,
  cancelGraceDays: 30,
  defaultPlan: 'gym:small',
  features: [{ key: 'booking', name: 'Booking' }],
  meters: [
    {
      key: 'classes',
      name: 'Classes',
      unit: 'class',
      kind: 'COUNTER',
      reset: 'billing-period',
      enforcement: { kind: 'HARD' },
    },
  ],
  plans: [small],
  addOns: [app],
};

const withPlan = (change: Partial<CatalogPlan>) =>
  validateCatalog({ ...sound, plans: [{ ...small, ...change }] });
const withAddOn = (change: Partial<AddOn>) => validateCatalog({ ...sound, addOns: [{ ...app, ...change }] });
const withCap = (value: number) => withPlan({ meters: { classes: { limit: { kind: 'CAPPED', value } } } });

describe('a sound catalog', () => {
  it('has no fault', () => {
    expect(validateCatalog(sound)).toEqual([]);
  });
  it('may hold several versions of a plan, and prices in further currencies', () => {
    const next = { ...small, version: 2, prices: [price(120n), price(12n, 'EUR')] };
    expect(validateCatalog({ ...sound, plans: [small, next] })).toEqual([]);
  });
  it('may leave a price on request', () => {
    expect(withPlan({ prices: [{ interval: 'MONTH', amount: null, source: 'stated' }] })).toEqual([]);
  });
});

describe('a fault is found:', () => {
  const feature = { key: 'booking', name: 'Booking' };
  const overage = (amountMinor: bigint, currency: string) =>
    ({ kind: 'OVERAGE', unitPrice: money(amountMinor, currency), source: 'stated' }) as const;

  it.each([
    [
      'a feature twice',
      validateCatalog({ ...sound, features: [feature, feature] }),
      'The feature "booking" is there twice.',
    ],
    [
      'a plan version twice',
      validateCatalog({ ...sound, plans: [small, small] }),
      'The plan "gym:small version 1" is there twice.',
    ],
    [
      'an add-on with the key of a plan',
      withAddOn({ key: 'gym:small' }),
      'The plan or add-on "gym:small" is there twice.',
    ],
    ['a key of another line', withPlan({ key: 'spa:small' }), '"spa:small" is not of the form gym:name.'],
    [
      'a key that is no key',
      validateCatalog({ ...sound, features: [feature, { key: 'Pt Module', name: '' }] }),
      'The feature "Pt Module" is not in snake_case.',
    ],
    [
      'an unknown feature',
      withPlan({ features: ['sauna'] }),
      'gym:small names "sauna", which nothing defines.',
    ],
    [
      'an unknown feature of an add-on',
      withAddOn({ features: ['sauna'] }),
      'gym:app names "sauna", which nothing defines.',
    ],
    [
      'an unknown meter',
      withAddOn({ meters: { sms: { limit: { kind: 'UNLIMITED' } } } }),
      'gym:app names "sms", which nothing defines.',
    ],
    [
      'a plan silent about a meter',
      withPlan({ meters: {} }),
      'gym:small says nothing about the meter "classes".',
    ],
    [
      'a cap below 0',
      withCap(-1),
      'gym:small caps "classes" at -1, which is not a whole number from 0 to 2147483647.',
    ],
    [
      'half a unit',
      withCap(0.5),
      'gym:small caps "classes" at 0.5, which is not a whole number from 0 to 2147483647.',
    ],
    [
      'a cap that the API cannot show',
      withCap(2 ** 31),
      'gym:small caps "classes" at 2147483648, which is not a whole number from 0 to 2147483647.',
    ],
    [
      'a config cap below 0',
      withPlan({ config: { languages: { kind: 'CAPPED', value: -2 } } }),
      'gym:small has the config limit -2, which is not a whole number from 0 to 2147483647.',
    ],
    ['a negative price', withPlan({ prices: [price(-1n)] }), 'The price of gym:small per MONTH is negative.'],
    [
      'no price in the currency',
      withPlan({ prices: [price(1n, 'EUR')] }),
      'gym:small has no price in NOK per MONTH.',
    ],
    [
      'no price per month',
      withPlan({ prices: [price(1n, 'NOK', 'YEAR')] }),
      'gym:small has no price in NOK per MONTH.',
    ],
    [
      'two prices for the same',
      withPlan({ prices: [price(1n), price(2n)] }),
      'The price of gym:small in "NOK per MONTH" is there twice.',
    ],
    [
      'a negative minimum',
      withPlan({ minimumMonthlyCharge: { amount: money(-1, 'NOK'), source: 'stated' } }),
      'The minimum charge of gym:small is negative.',
    ],
    [
      'a one-time price in another currency',
      withAddOn({ charge: { kind: 'ONE_TIME', price: { amount: money(1, 'EUR'), source: 'stated' } } }),
      'The price of gym:app is in EUR, the catalog is in NOK.',
    ],
    [
      'a negative unit price',
      withAddOn({ meters: { classes: { limit: { kind: 'UNLIMITED' }, enforcement: overage(-1n, 'NOK') } } }),
      'The unit price of "classes" in gym:app is negative.',
    ],
    [
      'a version before the first',
      withPlan({ version: 0 }),
      'gym:small has the version 0; versions count from 1.',
    ],
    [
      'a default plan that is not there',
      validateCatalog({ ...sound, defaultPlan: 'gym:big' }),
      'The default plan "gym:big" is not in the catalog.',
    ],
    [
      'a negative grace',
      validateCatalog({ ...sound, cancelGraceDays: -1 }),
      'The cancel grace of -1 days is not a whole number from 0.',
    ],
    [
      'a trial of no days',
      validateCatalog({
        ...sound,
        trial: { days: 0, requiresPaymentMethod: false, endBehaviour: 'CANCEL', source: 'stated' },
      }),
      'The trial of 0 days is not a whole number from 1.',
    ],
  ])('%s', (_, faults, sentence) => {
    expect(faults).toContain(sentence);
  });

  it('every one at once', () => {
    expect(withPlan({ features: ['sauna'], meters: {}, version: 0 })).toHaveLength(3);
  });
});
