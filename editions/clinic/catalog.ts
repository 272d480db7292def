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
const MB_PER_GB = 1_024;
const usd = (dollars: bigint): Money => money(dollars * CENTS_PER_DOLLAR, 'USD');

const professional = ['custom_domain', 'api_access'];
const business = [...professional, 'white_label', 'analytics'];
const enterprise = [...business, 'custom_integrations', 'sla'];

interface Caps {
  readonly staffSeats: Limit;
  readonly bookings: Limit;
  readonly events: Limit;
  readonly ticketsPerEvent: Limit;
  readonly storageMb: Limit;
}

function meters(caps: Caps): CatalogPlan['meters'] {
  return {
    staff_seats: { limit: caps.staffSeats },
    bookings: { limit: caps.bookings },
    events: { limit: caps.events },
    tickets_per_event: { limit: caps.ticketsPerEvent },
    tickets_sold: { limit: UNLIMITED },
    storage_mb: { limit: caps.storageMb },
    sms_messages: { limit: capped(0) },
  };
}

/** What clinics, law firms and schools rent. Where its numbers come from is in the README. */
export const catalog: Catalog = {
  line: 'clinic',
  currency: 'USD',
  locale: 'en',
  timeZone: 'UTC',
  trial: { days: 14, requiresPaymentMethod: false, endBehaviour: 'READ_ONLY', source: 'our-choice' },
  cancelGraceDays: 0,
  defaultPlan: null,
  features: [
    { key: 'custom_domain', name: 'Own domain' },
    { key: 'api_access', name: 'API access' },
    { key: 'white_label', name: 'White label' },
    { key: 'analytics', name: 'Analytics' },
    { key: 'custom_integrations', name: 'Custom integrations' },
    { key: 'sla', name: 'Service level agreement' },
    { key: 'sms_notifications', name: 'SMS reminders' },
    { key: 'priority_support', name: 'Priority support' },
  ],
  meters: [
    { key: 'staff_seats', name: 'Staff', unit: 'seat', ...GAUGE },
    { key: 'bookings', name: 'Bookings', unit: 'booking', ...COUNTER },
    { key: 'events', name: 'Events', unit: 'event', ...GAUGE },
    { key: 'tickets_per_event', name: 'Tickets per event', unit: 'ticket', per: 'event', ...GAUGE },
    { key: 'tickets_sold', name: 'Tickets sold', unit: 'ticket', ...COUNTER },
    { key: 'storage_mb', name: 'Storage', unit: 'MB', ...GAUGE },
    { key: 'sms_messages', name: 'SMS', unit: 'SMS', ...COUNTER },
  ],
  plans: [
    {
      key: 'clinic:starter',
      name: 'Starter',
      version: 1,
      prices: monthAndYear(usd(29n)),
      features: [],
      meters: meters({
        staffSeats: capped(3),
        bookings: capped(100),
        events: capped(5),
        ticketsPerEvent: capped(50),
        storageMb: capped(1_024),
      }),
      config: { liveConnections: capped(100), requestsPerMinute: capped(200) },
    },
    {
      key: 'clinic:professional',
      name: 'Professional',
      version: 1,
      prices: monthAndYear(usd(79n)),
      features: professional,
      meters: meters({
        staffSeats: capped(10),
        bookings: capped(500),
        events: capped(25),
        ticketsPerEvent: capped(200),
        storageMb: capped(5_120),
      }),
      config: { liveConnections: capped(300), requestsPerMinute: capped(500) },
    },
    {
      key: 'clinic:business',
      name: 'Business',
      version: 1,
      prices: monthAndYear(usd(199n)),
      features: business,
      meters: meters({
        staffSeats: capped(50),
        bookings: capped(2_000),
        events: capped(100),
        ticketsPerEvent: capped(1_000),
        storageMb: capped(20_480),
      }),
      config: { liveConnections: capped(1_000), requestsPerMinute: capped(1_000) },
    },
    {
      key: 'clinic:enterprise',
      name: 'Enterprise',
      version: 1,
      prices: monthAndYear(usd(499n)),
      features: enterprise,
      meters: meters({
        staffSeats: UNLIMITED,
        bookings: UNLIMITED,
        events: UNLIMITED,
        ticketsPerEvent: UNLIMITED,
        storageMb: capped(102_400),
      }),
      config: { liveConnections: capped(5_000), requestsPerMinute: capped(5_000) },
    },
  ],
  addOns: [
    {
      key: 'clinic:staff_seat',
      name: 'Staff seat',
      charge: { kind: 'PER_UNIT', unit: 'seat', prices: monthAndYear(usd(5n)) },
      features: [],
      meters: { staff_seats: { limit: capped(1) } },
      config: {},
    },
    {
      key: 'clinic:storage',
      name: 'Storage',
      charge: { kind: 'PER_UNIT', unit: 'GB', prices: monthAndYear(money(10n, 'USD')) },
      features: [],
      meters: { storage_mb: { limit: capped(MB_PER_GB) } },
      config: {},
    },
    {
      key: 'clinic:sms_notifications',
      name: 'SMS reminders',
      charge: { kind: 'USAGE' },
      features: ['sms_notifications'],
      meters: {
        sms_messages: {
          limit: capped(0),
          enforcement: { kind: 'OVERAGE', unitPrice: money(5n, 'USD'), source: 'stated' },
        },
      },
      config: {},
    },
    {
      key: 'clinic:priority_support',
      name: 'Priority support',
      charge: { kind: 'RECURRING', prices: monthAndYear(usd(49n)) },
      features: ['priority_support'],
      meters: {},
      config: { support: { channels: [], responseHours: 4 } },
    },
    {
      key: 'clinic:custom_integration',
      name: 'Custom integration',
      charge: { kind: 'ONE_TIME', price: { amount: usd(500n), source: 'stated' } },
      features: ['custom_integrations'],
      meters: {},
      config: {},
    },
  ],
};
