import { defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { defineDemoTenant } from '@freehold/tenancy/ports';

const schedule = defineDemoSchedule({
  resources: [
    { key: 'north', name: 'Crew North', kind: 'CREW', capacity: 3 },
    { key: 'south', name: 'Crew South', kind: 'CREW', capacity: 3 },
    { key: 'estimator', name: 'Ray Coleman', kind: 'PERSON', capacity: 1 },
  ],
  offerings: [
    {
      key: 'install',
      name: 'Installation, up to one acre',
      description: 'Wire, transmitter, flags and two collars, with a first training of the dog.',
      kind: 'JOB',
      durationMinutes: 240,
      capacity: 1,
      priceMinor: 149_500,
      resource: 'north',
    },
    {
      key: 'repair',
      name: 'Wire break repair',
      description: 'Finding and mending one break.',
      kind: 'JOB',
      durationMinutes: 90,
      capacity: 1,
      priceMinor: 18_900,
      resource: 'south',
    },
    {
      key: 'estimate',
      name: 'Estimate on site',
      description: 'Measuring the property and planning the line.',
      kind: 'APPOINTMENT',
      durationMinutes: 45,
      capacity: 1,
      priceMinor: 0,
      resource: 'estimator',
    },
  ],
  weekly: [
    ...everyWeek('install', [1, 2, 3, 4, 5], '08:00', 1),
    ...everyWeek('install', [2, 4], '13:00', 0),
    ...everyWeek('repair', [1, 3, 5], '08:00', 1),
    ...everyWeek('repair', [1, 3, 5], '10:00', 0),
    ...everyWeek('estimate', [2, 4], '09:00', 1),
    ...everyWeek('estimate', [2, 4], '10:00', 0),
  ],
});

/** An installer with two crews on Growth: all five seats are taken. */
export const acme = {
  ...defineDemoTenant({
    slug: 'acme',
    name: 'Acme Fence Company',
    plan: 'fence:growth',
    trial: false,
    people: [
      { name: 'Dana Whitfield', email: 'owner@acme.test', roles: ['TENANT_OWNER'] },
      { name: 'Marcus Bell', email: 'admin@acme.test', roles: ['TENANT_ADMIN'] },
      { name: 'Ray Coleman', email: 'ray@acme.test', roles: ['TRAINER'] },
      { name: 'Luis Ortega', email: 'luis@acme.test', roles: ['TRAINER'] },
      { name: 'Tina Brandt', email: 'tina@acme.test', roles: ['TRAINER'] },
      { name: 'Karen Doyle', email: 'customer@acme.test', roles: ['CUSTOMER'] },
      { name: 'Walter Grimes', email: 'walter@acme.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 64,
  }),
  schedule,
};
