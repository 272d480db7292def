import { expect, it } from 'vitest';
import { demo } from './demo.ts';

it('shows these tenants, on these plans, with so many customers', () => {
  const rows = demo.tenants.map(({ slug, name, plan, trial, people, furtherCustomers }) => {
    const customers = people.filter(({ roles }) => roles.includes('CUSTOMER')).length + furtherCustomers;
    return [slug, name, plan, trial, customers];
  });
  expect(rows).toEqual([
    ['acme', 'Acme Fence Company', 'fence:growth', false, 66],
    ['pineridge', 'Pine Ridge Pet Fencing', 'fence:starter', true, 8],
  ]);
});
