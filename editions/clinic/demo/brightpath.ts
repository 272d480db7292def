import { defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { defineDemoTenant } from '@freehold/tenancy/ports';

const schedule = defineDemoSchedule({
  resources: [
    { key: 'maths', name: 'Room Noether', kind: 'ROOM', capacity: 12 },
    { key: 'languages', name: 'Room Champollion', kind: 'ROOM', capacity: 10 },
    { key: 'advisor', name: 'Tomás Rivera', kind: 'PERSON', capacity: 1 },
  ],
  offerings: [
    {
      key: 'algebra',
      name: 'Algebra, small group',
      description: 'Equations and functions, grades 8 to 10.',
      kind: 'CLASS',
      durationMinutes: 60,
      capacity: 12,
      priceMinor: 2_500,
      resource: 'maths',
    },
    {
      key: 'spanish',
      name: 'Spanish conversation',
      description: 'Speaking practice from level A2.',
      kind: 'CLASS',
      durationMinutes: 45,
      capacity: 10,
      priceMinor: 2_000,
      resource: 'languages',
    },
    {
      key: 'guidance',
      name: 'Study guidance',
      description: 'Choosing courses and planning the year.',
      kind: 'APPOINTMENT',
      durationMinutes: 30,
      capacity: 1,
      priceMinor: 0,
      resource: 'advisor',
    },
    {
      key: 'open_day',
      name: 'Open day lecture',
      description: 'A trial lesson for families.',
      kind: 'EVENT',
      durationMinutes: 90,
      capacity: 12,
      priceMinor: 0,
      resource: 'maths',
    },
  ],
  weekly: [
    ...everyWeek('algebra', [1, 3], '16:00', 3),
    ...everyWeek('algebra', [1, 3], '17:00', 2),
    ...everyWeek('spanish', [2, 4], '16:30', 4),
    ...everyWeek('guidance', [5], '15:00', 1),
    ...everyWeek('guidance', [5], '15:30', 0),
    ...everyWeek('open_day', [6], '10:00', 2),
  ],
});

/** A school on Business. */
export const brightpath = {
  ...defineDemoTenant({
    slug: 'brightpath',
    name: 'Brightpath School',
    plan: 'clinic:business',
    trial: false,
    people: [
      { name: 'Angela Brooks', email: 'owner@brightpath.test', roles: ['TENANT_OWNER'] },
      { name: 'Tomás Rivera', email: 'admin@brightpath.test', roles: ['TENANT_ADMIN', 'TRAINER'] },
      { name: 'Priya Nair', email: 'teacher@brightpath.test', roles: ['TRAINER'] },
      { name: 'Leo Fischer', email: 'customer@brightpath.test', roles: ['CUSTOMER'] },
      { name: 'Zoe Carter', email: 'zoe@brightpath.test', roles: ['CUSTOMER'] },
      { name: 'Ben Adler', email: 'ben@brightpath.test', roles: ['CUSTOMER'] },
      { name: 'Aisha Khan', email: 'aisha@brightpath.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 210,
  }),
  schedule,
};
