import { expect, it } from 'vitest';
import { demo } from './demo.ts';

it('shows these tenants, on these plans, with so many customers', () => {
  const rows = demo.tenants.map(({ slug, name, plan, trial, people, furtherCustomers }) => {
    const customers = people.filter(({ roles }) => roles.includes('CUSTOMER')).length + furtherCustomers;
    return [slug, name, plan, trial, customers];
  });
  expect(rows).toEqual([
    ['fitzone', 'FitZone Oslo', 'fitness:enterprise', false, 325],
    ['yogaflow', 'YogaFlow Bergen', 'fitness:pro', false, 89],
    ['crossfit', 'CrossFit Tromsø', 'fitness:basic', true, 15],
    ['studio', 'PT Studio Drammen', 'fitness:starter', false, 22],
  ]);
});
