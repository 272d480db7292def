import {
  type Catalog,
  type CatalogPlan,
  COUNTER,
  capped,
  GAUGE,
  type Limit,
  monthAndYear,
  UNLIMITED,
} from '@freehold/billing/ports';
import { type Money, money } from '@freehold/kernel/values/money';

const MINOR_PER_KRONE = 100n;
const nok = (kroner: bigint): Money => money(kroner * MINOR_PER_KRONE, 'NOK');
const once = (kroner: bigint) =>
  ({ kind: 'ONE_TIME', price: { amount: nok(kroner), source: 'stated' } }) as const;
const monthly = (kroner: bigint) => ({ kind: 'RECURRING', prices: monthAndYear(nok(kroner)) }) as const;

const starter = ['landing_page', 'booking'];
const basic = [...starter, 'customer_portal', 'email_notifications'];
const pro = [...basic, 'pt_module', 'payments', 'training_programs', 'analytics'];
const enterprise = [...pro, 'custom_domain', 'white_label', 'api_access', 'priority_support'];

function meters(endUsers: Limit, classes: Limit): CatalogPlan['meters'] {
  return {
    end_users: { limit: endUsers },
    classes: { limit: classes },
    bookings: { limit: UNLIMITED },
    sms_messages: { limit: capped(0) },
  };
}

/** What fitness centres rent. Where its numbers come from is in the README. */
export const catalog: Catalog = {
  line: 'fitness',
  currency: 'NOK',
  locale: 'nb',
  timeZone: 'Europe/Oslo',
  trial: { days: 14, requiresPaymentMethod: true, endBehaviour: 'CONVERT', source: 'stated' },
  cancelGraceDays: 30,
  defaultPlan: null,
  features: [
    { key: 'landing_page', name: 'Landing page' },
    { key: 'booking', name: 'Booking' },
    { key: 'customer_portal', name: 'Customer portal' },
    { key: 'email_notifications', name: 'E-mail notifications' },
    { key: 'pt_module', name: 'Personal training' },
    { key: 'payments', name: 'Payments with Stripe and Vipps' },
    { key: 'training_programs', name: 'Training programs' },
    { key: 'analytics', name: 'Statistics and reports' },
    { key: 'custom_domain', name: 'Own domain' },
    { key: 'white_label', name: 'White label' },
    { key: 'api_access', name: 'API access' },
    { key: 'priority_support', name: 'Priority support' },
    { key: 'mobile_app', name: 'Mobile app' },
    { key: 'advanced_analytics', name: 'Advanced analytics' },
    { key: 'online_training', name: 'Online training' },
    { key: 'e_commerce', name: 'E-commerce' },
    { key: 'sms_notifications', name: 'SMS notifications' },
  ],
  meters: [
    { key: 'end_users', name: 'Customers', unit: 'customer', ...GAUGE },
    { key: 'classes', name: 'Classes', unit: 'class', ...COUNTER },
    { key: 'bookings', name: 'Bookings', unit: 'booking', ...COUNTER },
    { key: 'sms_messages', name: 'SMS', unit: 'SMS', ...COUNTER },
  ],
  plans: [
    {
      key: 'fitness:starter',
      name: 'Starter',
      version: 1,
      prices: monthAndYear(nok(995n)),
      features: starter,
      meters: meters(capped(50), capped(100)),
      config: { liveConnections: capped(100) },
    },
    {
      key: 'fitness:basic',
      name: 'Basic',
      version: 1,
      prices: monthAndYear(nok(1_995n)),
      features: basic,
      meters: meters(capped(200), capped(500)),
      config: { liveConnections: capped(300) },
    },
    {
      key: 'fitness:pro',
      name: 'Pro',
      version: 1,
      prices: monthAndYear(nok(3_995n)),
      features: pro,
      meters: meters(capped(1_000), UNLIMITED),
      config: { liveConnections: capped(1_000) },
    },
    {
      key: 'fitness:enterprise',
      name: 'Enterprise',
      version: 1,
      prices: monthAndYear(nok(7_995n)),
      features: enterprise,
      meters: meters(UNLIMITED, UNLIMITED),
      config: { liveConnections: capped(10_000) },
    },
  ],
  addOns: [
    {
      key: 'fitness:mobile_app',
      name: 'Mobile app',
      charge: monthly(500n),
      features: ['mobile_app'],
      meters: {},
      config: {},
    },
    {
      key: 'fitness:advanced_analytics',
      name: 'Advanced analytics',
      charge: monthly(300n),
      features: ['advanced_analytics'],
      meters: {},
      config: {},
    },
    {
      key: 'fitness:online_training',
      name: 'Online training',
      charge: monthly(800n),
      features: ['online_training'],
      meters: {},
      config: {},
    },
    {
      key: 'fitness:e_commerce',
      name: 'E-commerce',
      charge: monthly(600n),
      features: ['e_commerce'],
      meters: {},
      config: {},
    },
    {
      key: 'fitness:sms_notifications',
      name: 'SMS notifications',
      charge: monthly(200n),
      features: ['sms_notifications'],
      meters: {
        sms_messages: {
          limit: capped(0),
          enforcement: { kind: 'OVERAGE', unitPrice: money(49n, 'NOK'), source: 'our-choice' },
        },
      },
      config: {},
    },
    {
      key: 'fitness:custom_design',
      name: 'Custom design',
      charge: once(15_000n),
      features: [],
      meters: {},
      config: {},
    },
    {
      key: 'fitness:onboarding_training',
      name: 'Onboarding and training',
      charge: once(5_000n),
      features: [],
      meters: {},
      config: {},
    },
  ],
};
