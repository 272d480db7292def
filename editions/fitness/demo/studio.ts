import { defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { defineDemoTenant } from '@freehold/tenancy/ports';

const schedule = defineDemoSchedule({
  resources: [{ key: 'room', name: 'Treningsrommet', kind: 'ROOM', capacity: 6 }],
  offerings: [
    {
      key: 'small_group',
      name: 'Smågruppetrening',
      description: 'Styrke i gruppe på inntil seks, med egen trener.',
      kind: 'CLASS',
      durationMinutes: 50,
      capacity: 6,
      priceMinor: 29_000,
      resource: 'room',
    },
    {
      key: 'mobility',
      name: 'Rygg og nakke',
      description: 'Rolig bevegelighet for deg som sitter mye.',
      kind: 'CLASS',
      durationMinutes: 45,
      capacity: 6,
      priceMinor: 22_000,
      resource: 'room',
    },
  ],
  weekly: [
    ...everyWeek('small_group', [1, 3], '17:00', 3),
    ...everyWeek('small_group', [1, 3], '18:00', 1),
    ...everyWeek('mobility', [2, 4], '11:30', 2),
  ],
});

/** A small studio on Starter, which shows what that plan leaves out. */
export const studio = {
  ...defineDemoTenant({
    slug: 'studio',
    name: 'PT Studio Drammen',
    plan: 'fitness:starter',
    trial: false,
    people: [
      { name: 'Camilla Ruud', email: 'owner@studio.test', roles: ['TENANT_OWNER', 'TRAINER'] },
      { name: 'Kjell Bakken', email: 'customer@studio.test', roles: ['CUSTOMER'] },
      { name: 'Anita Moen', email: 'anita@studio.test', roles: ['CUSTOMER'] },
      { name: 'Yusuf Demir', email: 'yusuf@studio.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 19,
  }),
  schedule,
};
