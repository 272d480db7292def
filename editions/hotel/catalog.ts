import {
  type Catalog,
  COUNTER,
  capped,
  type Enforcement,
  GAUGE,
  monthAndYear,
  UNLIMITED,
} from '@freehold/billing/ports';
import { type Money, money } from '@freehold/kernel/values/money';

const CENTS_PER_EURO = 100n;
const eur = (euros: bigint): Money => money(euros * CENTS_PER_EURO, 'EUR');

const professional = ['analytics', 'advanced_requests', 'advanced_staff_analytics', 'priority_requests'];
const premium = [...professional, 'voice_cloning', 'api_access'];

const BILLED: Enforcement = { kind: 'OVERAGE', unitPrice: money(20n, 'EUR'), source: 'our-choice' };

/** What hotels rent. The product states no number: all of them are our choice. */
export const catalog: Catalog = {
  line: 'hotel',
  currency: 'EUR',
  locale: 'en',
  timeZone: 'Europe/Berlin',
  trial: null,
  cancelGraceDays: 0,
  defaultPlan: null,
  features: [
    { key: 'analytics', name: 'Analytics' },
    { key: 'voice_cloning', name: 'Voice cloning' },
    { key: 'advanced_requests', name: 'Advanced requests' },
    { key: 'api_access', name: 'API access' },
    { key: 'advanced_staff_analytics', name: 'Advanced staff analytics' },
    { key: 'priority_requests', name: 'Priority requests' },
  ],
  meters: [
    { key: 'calls', name: 'Calls', unit: 'call', ...COUNTER, enforcement: BILLED },
    { key: 'guest_requests', name: 'Guest requests', unit: 'request', ...COUNTER },
    { key: 'staff_seats', name: 'Staff', unit: 'seat', ...GAUGE },
    { key: 'locations', name: 'Locations', unit: 'location', ...GAUGE },
  ],
  plans: [
    {
      key: 'hotel:essential',
      name: 'Essential',
      version: 1,
      prices: monthAndYear(eur(149n), 'our-choice'),
      features: [],
      meters: {
        calls: { limit: capped(500) },
        guest_requests: { limit: capped(1_000) },
        staff_seats: { limit: capped(5) },
        locations: { limit: capped(1) },
      },
      config: { liveConnections: capped(100), languages: capped(2) },
    },
    {
      key: 'hotel:professional',
      name: 'Professional',
      version: 1,
      prices: monthAndYear(eur(349n), 'our-choice'),
      features: professional,
      meters: {
        calls: { limit: capped(2_500) },
        guest_requests: { limit: capped(5_000) },
        staff_seats: { limit: capped(25) },
        locations: { limit: capped(3) },
      },
      config: { liveConnections: capped(500), languages: capped(6) },
    },
    {
      key: 'hotel:premium',
      name: 'Premium',
      version: 1,
      prices: monthAndYear(eur(799n), 'our-choice'),
      features: premium,
      meters: {
        calls: { limit: UNLIMITED },
        guest_requests: { limit: UNLIMITED },
        staff_seats: { limit: UNLIMITED },
        locations: { limit: UNLIMITED },
      },
      config: { liveConnections: capped(2_000), languages: UNLIMITED },
    },
  ],
  addOns: [],
};
