import { money } from '@freehold/kernel/values/money';
import {
  type BillingFace,
  type Catalog,
  type CatalogPlan,
  capped,
  defineBillingFace,
  monthAndYear,
  UNLIMITED,
} from '../src/ports.ts';

const HARD = { kind: 'HARD' } as const;
const COUNTER = { kind: 'COUNTER', reset: 'billing-period', enforcement: HARD } as const;
const perCall = { kind: 'OVERAGE', unitPrice: money(10n, 'NOK'), source: 'our-choice' } as const;

function planOf(
  line: string,
  name: string,
  monthlyMinor: bigint,
): Pick<CatalogPlan, 'key' | 'name' | 'prices'> {
  return { key: `${line}:${name.toLowerCase()}`, name, prices: monthAndYear(money(monthlyMinor, 'NOK')) };
}

const starterMeters = {
  classes: { limit: capped(100) },
  bookings: { limit: UNLIMITED },
  calls: { limit: capped(5) },
};
const proMeters = {
  classes: { limit: UNLIMITED },
  bookings: { limit: UNLIMITED },
  calls: { limit: capped(50) },
};

function plansOf(line: string): Catalog['plans'] {
  return [
    {
      ...planOf(line, 'Starter', 99_500n),
      version: 1,
      features: ['booking'],
      meters: starterMeters,
      config: {},
    },
    {
      ...planOf(line, 'Pro', 299_500n),
      version: 1,
      features: ['booking'],
      meters: starterMeters,
      config: {},
    },
    {
      ...planOf(line, 'Pro', 399_500n),
      version: 2,
      features: ['booking', 'analytics'],
      meters: proMeters,
      config: {},
    },
    {
      key: `${line}:enterprise`,
      name: 'Enterprise',
      prices: [{ interval: 'MONTH', amount: null, source: 'stated' }],
      version: 1,
      features: ['booking', 'analytics', 'white_label'],
      meters: proMeters,
      config: { requestsPerMinute: capped(5_000), liveConnections: UNLIMITED },
    },
  ];
}

function catalogOf(line: string, trial: Catalog['trial']): Catalog {
  return {
    line,
    currency: 'NOK',
    locale: 'nb',
    timeZone: 'Europe/Oslo',
    trial,
    cancelGraceDays: 30,
    defaultPlan: null,
    features: [
      { key: 'booking', name: 'Booking' },
      { key: 'analytics', name: 'Analytics' },
      { key: 'mobile_app', name: 'Mobile app' },
      { key: 'white_label', name: 'White label' },
    ],
    meters: [
      { key: 'classes', name: 'Classes', unit: 'class', ...COUNTER },
      { key: 'bookings', name: 'Bookings', unit: 'booking', ...COUNTER },
      { key: 'calls', name: 'Calls', unit: 'call', ...COUNTER, enforcement: perCall },
    ],
    plans: plansOf(line),
    addOns: [
      {
        key: `${line}:mobile_app`,
        name: 'Mobile app',
        charge: { kind: 'RECURRING', prices: monthAndYear(money(50_000n, 'NOK')) },
        features: ['mobile_app'],
        meters: {},
        config: {},
      },
    ],
  };
}

function faceOf(
  line: string,
  endBehaviour: NonNullable<Catalog['trial']>['endBehaviour'] | null,
): BillingFace {
  const trial =
    endBehaviour && ({ days: 14, requiresPaymentMethod: false, endBehaviour, source: 'stated' } as const);
  return defineBillingFace({ catalog: catalogOf(line, trial) });
}

/** The editions of these tests, which differ in what follows a free start: READ_ONLY for `test`, else as named. */
export const faces = {
  test: faceOf('test', 'READ_ONLY'),
  converting: faceOf('converting', 'CONVERT'),
  canceling: faceOf('canceling', 'CANCEL'),
  trialless: faceOf('trialless', null),
};
