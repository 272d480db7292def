import { describe, expect, it } from 'vitest';
import { catalog } from './catalog.ts';
import { demo } from './demo.ts';

const customersOf = (tenant: (typeof demo.tenants)[number]) =>
  tenant.people.filter(({ roles }) => roles.includes('CUSTOMER')).length;
/** As many as a month can touch. */
const WEEKS = 5;
const capOf = (plan: string, meter: string) => {
  const limit = catalog.plans.find(({ key }) => key === plan)?.meters[meter]?.limit;
  return limit?.kind === 'CAPPED' ? limit.value : Number.POSITIVE_INFINITY;
};

describe('the demo tenants', () => {
  it('are these, on these plans', () => {
    const rows = demo.tenants.map((tenant) => [
      tenant.slug,
      tenant.name,
      tenant.plan,
      tenant.trial,
      customersOf(tenant) + tenant.furtherCustomers,
    ]);
    expect(rows).toEqual([
      ['acme', 'Acme Fence Company', 'fence:growth', false, 66],
      ['pineridge', 'Pine Ridge Pet Fencing', 'fence:starter', true, 8],
    ]);
  });
  it('are on plans that the catalog has', () => {
    for (const { plan } of demo.tenants) expect(catalog.plans.map(({ key }) => key)).toContain(plan);
  });
  it.each(demo.tenants)('$slug lets its owner and a customer sign in', ({ slug, people }) => {
    expect(people.find(({ email }) => email === `owner@${slug}.test`)?.roles).toContain('TENANT_OWNER');
    expect(people.find(({ email }) => email === `customer@${slug}.test`)?.roles).toEqual(['CUSTOMER']);
  });
  it.each(demo.tenants)('$slug has a customer who can sign in for each booking of a session', (tenant) => {
    for (const { bookings } of tenant.schedule.weekly)
      expect(bookings).toBeLessThanOrEqual(customersOf(tenant));
  });
  it.each(demo.tenants)('$slug has a seat for everybody who works there', ({ plan, people }) => {
    const staff = people.filter(({ roles }) => roles.some((role) => role !== 'CUSTOMER'));
    expect(staff.length).toBeLessThanOrEqual(capOf(plan, 'staff_seats'));
  });
  it.each(demo.tenants)('$slug stays within the jobs of its plan for five weeks', ({ plan, schedule }) => {
    const weekly = schedule.weekly.reduce((sum, { bookings }) => sum + bookings, 0);
    expect(weekly * WEEKS).toBeLessThanOrEqual(capOf(plan, 'jobs'));
  });
});
