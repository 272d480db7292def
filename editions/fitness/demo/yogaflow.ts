import { defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { defineDemoTenant } from '@freehold/tenancy/ports';

const schedule = defineDemoSchedule({
  resources: [
    { key: 'fjord', name: 'Fjordsalen', kind: 'ROOM', capacity: 16 },
    { key: 'attic', name: 'Loftet', kind: 'ROOM', capacity: 10 },
    { key: 'silje', name: 'Silje Nygård', kind: 'PERSON', capacity: 1 },
  ],
  offerings: [
    {
      key: 'vinyasa',
      name: 'Vinyasa Flow',
      description: 'Flytende bevegelser i takt med pusten.',
      kind: 'CLASS',
      durationMinutes: 75,
      capacity: 16,
      priceMinor: 19_500,
      resource: 'fjord',
    },
    {
      key: 'yin',
      name: 'Yin Yoga',
      description: 'Lange, rolige strekk. Passer for alle.',
      kind: 'CLASS',
      durationMinutes: 60,
      capacity: 10,
      priceMinor: 19_500,
      resource: 'attic',
    },
    {
      key: 'private',
      name: 'Privattime med Silje',
      description: 'Yoga tilpasset deg.',
      kind: 'PERSONAL',
      durationMinutes: 60,
      capacity: 1,
      priceMinor: 89_000,
      resource: 'silje',
    },
  ],
  weekly: [
    ...everyWeek('vinyasa', [1, 3, 5], '07:00', 4),
    ...everyWeek('vinyasa', [1, 2, 4], '18:00', 5),
    ...everyWeek('yin', [2, 4], '20:00', 3),
    ...everyWeek('yin', [7], '11:00', 4),
    ...everyWeek('private', [3], '12:00', 1),
  ],
});

/** A studio on Pro with 89 customers. */
export const yogaflow = {
  ...defineDemoTenant({
    slug: 'yogaflow',
    name: 'YogaFlow Bergen',
    plan: 'fitness:pro',
    trial: false,
    people: [
      { name: 'Silje Nygård', email: 'owner@yogaflow.test', roles: ['TENANT_OWNER', 'TRAINER'] },
      { name: 'Kristin Aase', email: 'trainer@yogaflow.test', roles: ['TRAINER'] },
      { name: 'Hanna Fossum', email: 'customer@yogaflow.test', roles: ['CUSTOMER'] },
      { name: 'Lars Tveit', email: 'lars@yogaflow.test', roles: ['CUSTOMER'] },
      { name: 'Emma Strand', email: 'emma@yogaflow.test', roles: ['CUSTOMER'] },
      { name: 'Samira Ali', email: 'samira@yogaflow.test', roles: ['CUSTOMER'] },
      { name: 'Bjørn Helle', email: 'bjorn@yogaflow.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 84,
  }),
  schedule,
};
