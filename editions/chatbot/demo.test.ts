import { describe, expect, it } from 'vitest';
import { catalog } from './catalog.ts';
import { demo } from './demo.ts';

const customersOf = (tenant: (typeof demo.tenants)[number]) =>
  tenant.people.filter(({ roles }) => roles.includes('CUSTOMER')).length;

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
      ['usmiech', 'Klinika Uśmiech', 'chatbot:hybrid', false, 32],
      ['autoserwis', 'AutoSerwis Wola', 'chatbot:basic', false, 10],
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
});
