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

const CENTS_PER_DOLLAR = 100n;
const usd = (dollars: bigint): Money => money(dollars * CENTS_PER_DOLLAR, 'USD');
const monthly = (dollars: bigint) => ({ kind: 'RECURRING', prices: monthAndYear(usd(dollars)) }) as const;

const starter = ['roi_calculator', 'location_pricing'];
const growth = [...starter, 'smart_scheduling', 'route_optimization', 'cloud_backup'];
const enterprise = [...growth, 'approval_workflow', 'api_access', 'custom_integrations', 'white_label'];

function meters(staffSeats: Limit, jobs: Limit): CatalogPlan['meters'] {
  return {
    staff_seats: { limit: staffSeats },
    jobs: { limit: jobs },
    sms_messages: { limit: capped(0) },
  };
}

/** What fence installers rent. Where its numbers come from is in the README. */
export const catalog: Catalog = {
  line: 'fence',
  currency: 'USD',
  locale: 'en-US',
  timeZone: 'America/New_York',
  trial: { days: 14, requiresPaymentMethod: false, endBehaviour: 'READ_ONLY', source: 'stated' },
  cancelGraceDays: 0,
  defaultPlan: null,
  features: [
    { key: 'roi_calculator', name: 'Return calculator' },
    { key: 'location_pricing', name: 'Prices by location' },
    { key: 'smart_scheduling', name: 'Smart scheduling' },
    { key: 'route_optimization', name: 'Route optimization' },
    { key: 'cloud_backup', name: 'Cloud backup' },
    { key: 'approval_workflow', name: 'Approvals' },
    { key: 'api_access', name: 'API access' },
    { key: 'custom_integrations', name: 'Custom integrations' },
    { key: 'white_label', name: 'White label' },
    { key: 'sms_notifications', name: 'SMS notifications' },
    { key: 'analytics', name: 'Analytics' },
    { key: 'advanced_analytics', name: 'Advanced analytics' },
    { key: 'custom_domain', name: 'Own domain' },
  ],
  meters: [
    { key: 'staff_seats', name: 'Users', unit: 'user', ...GAUGE },
    { key: 'jobs', name: 'Jobs', unit: 'job', ...COUNTER },
    { key: 'sms_messages', name: 'SMS', unit: 'SMS', ...COUNTER },
  ],
  plans: [
    {
      key: 'fence:starter',
      name: 'Starter',
      version: 1,
      prices: monthAndYear(usd(29n)),
      features: starter,
      meters: meters(capped(1), capped(50)),
      config: { liveConnections: capped(100), support: { channels: ['email'], responseHours: null } },
    },
    {
      key: 'fence:growth',
      name: 'Growth',
      version: 1,
      prices: monthAndYear(usd(99n)),
      features: growth,
      meters: meters(capped(5), capped(500)),
      config: {
        liveConnections: capped(500),
        support: { channels: ['email', 'phone'], responseHours: null },
      },
    },
    {
      key: 'fence:enterprise',
      name: 'Enterprise',
      version: 1,
      prices: monthAndYear(usd(299n)),
      features: enterprise,
      meters: meters(UNLIMITED, UNLIMITED),
      config: {
        liveConnections: capped(5_000),
        support: { channels: ['email', 'phone', 'dedicated'], responseHours: null },
      },
    },
  ],
  addOns: [
    {
      key: 'fence:extra_user',
      name: 'Extra user',
      charge: { kind: 'PER_UNIT', unit: 'user', prices: monthAndYear(usd(10n)) },
      features: [],
      meters: { staff_seats: { limit: capped(1) } },
      config: {},
    },
    {
      key: 'fence:sms_notifications',
      name: 'SMS notifications',
      charge: monthly(20n),
      features: ['sms_notifications'],
      meters: { sms_messages: { limit: UNLIMITED } },
      config: {},
    },
    {
      key: 'fence:advanced_analytics',
      name: 'Advanced analytics',
      charge: monthly(30n),
      features: ['analytics', 'advanced_analytics'],
      meters: {},
      config: {},
    },
    {
      key: 'fence:custom_domain',
      name: 'Own domain',
      charge: monthly(10n),
      features: ['custom_domain'],
      meters: {},
      config: {},
    },
  ],
};
