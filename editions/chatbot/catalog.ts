import {
  type Catalog,
  type CatalogPlan,
  COUNTER,
  capped,
  type Enforcement,
  HARD,
  type Limit,
  monthAndYear,
  UNLIMITED,
} from '@freehold/billing/ports';
import { type Money, money } from '@freehold/kernel/values/money';

const GROSZE_PER_ZLOTY = 100n;
const pln = (zloty: bigint): Money => money(zloty * GROSZE_PER_ZLOTY, 'PLN');

/** Conversations are limited or billed, appointments are only counted. */
function meters(conversations: Limit, enforcement: Enforcement = HARD): CatalogPlan['meters'] {
  return { conversations: { limit: conversations, enforcement }, appointments: { limit: UNLIMITED } };
}

const billedAt = (grosze: bigint): Enforcement => ({
  kind: 'OVERAGE',
  unitPrice: money(grosze, 'PLN'),
  source: 'stated',
});

/** What businesses with a chatbot rent. Where its numbers come from is in the README. */
export const catalog: Catalog = {
  line: 'chatbot',
  currency: 'PLN',
  locale: 'pl',
  timeZone: 'Europe/Warsaw',
  trial: null,
  cancelGraceDays: 0,
  defaultPlan: 'chatbot:hybrid',
  features: [
    { key: 'analytics', name: 'Analytics' },
    { key: 'white_label', name: 'White label' },
  ],
  meters: [
    { key: 'conversations', name: 'Conversations', unit: 'conversation', ...COUNTER },
    { key: 'appointments', name: 'Appointments', unit: 'appointment', ...COUNTER },
  ],
  plans: [
    {
      key: 'chatbot:basic',
      name: 'Basic',
      version: 1,
      prices: monthAndYear(pln(400n)),
      features: ['analytics'],
      meters: meters(capped(500)),
      config: { liveConnections: capped(100), retentionMonths: capped(3) },
    },
    {
      key: 'chatbot:pro',
      name: 'Pro',
      version: 1,
      prices: monthAndYear(pln(800n)),
      features: ['analytics'],
      meters: meters(capped(2_000)),
      config: { liveConnections: capped(500), retentionMonths: capped(12) },
    },
    {
      key: 'chatbot:enterprise',
      name: 'Enterprise',
      version: 1,
      prices: [{ interval: 'MONTH', amount: null, source: 'stated' }],
      features: ['analytics', 'white_label'],
      meters: meters(UNLIMITED),
      config: { liveConnections: capped(5_000), retentionMonths: UNLIMITED },
    },
    {
      key: 'chatbot:usage',
      name: 'Usage',
      version: 1,
      prices: [{ interval: 'MONTH', amount: pln(0n), source: 'stated' }],
      features: ['analytics'],
      meters: meters(capped(0), billedAt(200n)),
      minimumMonthlyCharge: { amount: pln(200n), source: 'stated' },
      config: { liveConnections: capped(500), retentionMonths: capped(3) },
    },
    {
      key: 'chatbot:hybrid',
      name: 'Hybrid',
      version: 1,
      prices: monthAndYear(pln(400n)),
      features: ['analytics'],
      meters: meters(capped(200), billedAt(150n)),
      config: { liveConnections: capped(1_000), retentionMonths: capped(12) },
    },
  ],
  addOns: [],
};
