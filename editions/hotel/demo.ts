import { type DemoSchedule, defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { type DemoTenant, defineDemoTenant } from '@freehold/tenancy/ports';

const schedule = defineDemoSchedule({
  resources: [
    { key: 'spa', name: 'Spa', kind: 'ROOM', capacity: 6 },
    { key: 'massage', name: 'Elena Conti', kind: 'PERSON', capacity: 1 },
    { key: 'cabin', name: 'Treatment room', kind: 'ROOM', capacity: 2 },
    { key: 'terrace', name: 'Terrace', kind: 'ROOM', capacity: 20 },
    { key: 'shuttle', name: 'Shuttle', kind: 'EQUIPMENT', capacity: 7 },
  ],
  offerings: [
    {
      key: 'spa_slot',
      name: 'Spa, two hours',
      description: 'Sauna, steam bath and the indoor pool.',
      kind: 'ROOM',
      durationMinutes: 120,
      capacity: 6,
      priceMinor: 3_500,
      resource: 'spa',
    },
    {
      key: 'massage',
      name: 'Massage',
      description: 'Fifty minutes with Elena.',
      kind: 'APPOINTMENT',
      durationMinutes: 50,
      capacity: 1,
      priceMinor: 8_900,
      resource: 'massage',
    },
    {
      key: 'hot_stone',
      name: 'Hot stone massage',
      description: 'Eighty minutes with Elena, in the treatment room.',
      kind: 'APPOINTMENT',
      durationMinutes: 80,
      capacity: 1,
      priceMinor: 12_900,
      resource: 'massage',
      furtherResources: ['cabin'],
    },
    {
      key: 'tasting',
      name: 'Wine tasting',
      description: 'Five wines of the region on the terrace.',
      kind: 'EVENT',
      durationMinutes: 90,
      capacity: 20,
      priceMinor: 4_200,
      resource: 'terrace',
    },
    {
      key: 'airport',
      name: 'Ride to the airport',
      description: 'Leaves from the front door.',
      kind: 'EVENT',
      durationMinutes: 60,
      capacity: 7,
      priceMinor: 1_500,
      resource: 'shuttle',
    },
  ],
  weekly: [
    ...everyWeek('spa_slot', [1, 2, 3, 4, 5, 6, 7], '10:00', 2),
    ...everyWeek('spa_slot', [5, 6, 7], '16:00', 4),
    ...everyWeek('massage', [1, 3, 5, 6], '11:00', 1),
    ...everyWeek('massage', [1, 3, 5, 6], '14:00', 0),
    ...everyWeek('hot_stone', [2, 4], '15:00', 1),
    ...everyWeek('tasting', [4, 6], '18:30', 4),
    ...everyWeek('airport', [1, 3, 5, 7], '06:00', 1),
  ],
});

/** A hotel on Professional. */
const adria = {
  ...defineDemoTenant({
    slug: 'adria',
    name: 'Grand Hotel Adria',
    plan: 'hotel:professional',
    trial: false,
    people: [
      { name: 'Lorenzo Ferri', email: 'owner@adria.test', roles: ['TENANT_OWNER'] },
      { name: 'Katarina Babić', email: 'admin@adria.test', roles: ['TENANT_ADMIN'] },
      { name: 'Elena Conti', email: 'spa@adria.test', roles: ['TRAINER'] },
      { name: 'Anna Weber', email: 'customer@adria.test', roles: ['CUSTOMER'] },
      { name: 'Paul Laurent', email: 'paul@adria.test', roles: ['CUSTOMER'] },
      { name: 'Ewa Maj', email: 'ewa@adria.test', roles: ['CUSTOMER'] },
      { name: 'John Hale', email: 'john@adria.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 58,
  }),
  schedule,
};

/** The hotel that shows this edition. */
export const demo: { readonly tenants: readonly (DemoTenant & { readonly schedule: DemoSchedule })[] } = {
  tenants: [adria],
};
