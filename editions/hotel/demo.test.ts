import { expect, it } from 'vitest';
import { demo } from './demo.ts';

it('shows these tenants, on these plans, with so many customers', () => {
  const rows = demo.tenants.map(({ slug, name, plan, trial, people, furtherCustomers }) => {
    const customers = people.filter(({ roles }) => roles.includes('CUSTOMER')).length + furtherCustomers;
    return [slug, name, plan, trial, customers];
  });
  expect(rows).toEqual([['adria', 'Grand Hotel Adria', 'hotel:professional', false, 62]]);
});
