import type { BillingFace } from '@freehold/billing/ports';
import type { BookingFace } from '@freehold/booking/ports';
import { loadFace } from '@freehold/kernel/subgraph/running/load-faces';
import type { TenancyFace } from '@freehold/tenancy/ports';
import { describe, expect, it } from 'vitest';
import { availableEditions } from '../editions.ts';
import { type DemoTenant, readDemoTenants } from './demo-face.ts';

/** As many as a month can touch. */
const WEEKS = 5;
/** As many as five weeks can touch, with an event in each. */
const MONTHS = 2;
const tenants = await readDemoTenants(await availableEditions());

const isCustomer = ({ roles }: DemoTenant['people'][number]) => roles.includes('CUSTOMER');
const isStaff = ({ roles }: DemoTenant['people'][number]) => roles.some((role) => role !== 'CUSTOMER');

/** What a tenant's plan allows of a meter; infinite where it is not counted. */
async function capOf({ edition, plan }: DemoTenant, meter: string | null): Promise<number> {
  const { catalog } = (await loadFace(edition, 'billing')) as BillingFace;
  const limit = meter && catalog.plans.find(({ key }) => key === plan)?.meters[meter]?.limit;
  return limit && limit.kind === 'CAPPED' ? limit.value : Number.POSITIVE_INFINITY;
}

describe.each(tenants)('the demo tenant $slug', (tenant) => {
  const { slug, edition, plan, people, furtherCustomers, schedule } = tenant;

  it('is on a plan that its catalog has', async () => {
    const { catalog } = (await loadFace(edition, 'billing')) as BillingFace;
    expect(catalog.plans.map(({ key }) => key)).toContain(plan);
  });

  it('lets its owner and a customer sign in', () => {
    expect(people.find(({ email }) => email === `owner@${slug}.test`)?.roles).toContain('TENANT_OWNER');
    expect(people.find(({ email }) => email === `customer@${slug}.test`)?.roles).toEqual(['CUSTOMER']);
  });

  it('has a customer who can sign in for each booking of a session, each who waits and each order of an event', () => {
    const most = Math.max(...schedule.weekly.map(({ bookings, waiting }) => bookings + waiting));
    const orders = schedule.events.map((event) => event.orders);
    expect(Math.max(most, ...orders)).toBeLessThanOrEqual(people.filter(isCustomer).length);
  });

  it('has room for everybody in its plan', async () => {
    const { meters } = (await loadFace(edition, 'tenancy')) as TenancyFace;
    expect(people.filter(isStaff).length).toBeLessThanOrEqual(await capOf(tenant, meters.staffSeats));
    const customers = people.filter(isCustomer).length + furtherCustomers;
    expect(customers).toBeLessThanOrEqual(await capOf(tenant, meters.endUsers));
  });

  it('stays within the sessions, bookings, events and tickets of its plan for five weeks', async () => {
    const { meters } = (await loadFace(edition, 'booking')) as BookingFace;
    const bookings = schedule.weekly.reduce((sum, session) => sum + session.bookings, 0);
    expect(schedule.weekly.length * WEEKS).toBeLessThanOrEqual(await capOf(tenant, meters.sessionScheduled));
    expect(bookings * WEEKS).toBeLessThanOrEqual(await capOf(tenant, meters.bookingMade));
    expect(schedule.events.length * MONTHS).toBeLessThanOrEqual(await capOf(tenant, meters.eventCreated));
    const tickets = Math.max(0, ...schedule.events.map(({ maxTickets }) => maxTickets));
    expect(tickets).toBeLessThanOrEqual(await capOf(tenant, meters.ticketsPerEvent));
  });
});
