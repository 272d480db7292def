import { defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { defineDemoTenant } from '@freehold/tenancy/ports';

const schedule = defineDemoSchedule({
  resources: [
    { key: 'okafor', name: 'Dr. Adaeze Okafor', kind: 'PERSON', capacity: 1 },
    { key: 'lindqvist', name: 'Dr. Per Lindqvist', kind: 'PERSON', capacity: 1 },
    { key: 'lab', name: 'Laboratory', kind: 'ROOM', capacity: 2 },
  ],
  offerings: [
    {
      key: 'consultation',
      name: 'Consultation with Dr. Okafor',
      description: 'General practice, for new and known patients.',
      kind: 'APPOINTMENT',
      durationMinutes: 30,
      capacity: 1,
      priceMinor: 9_500,
      resource: 'okafor',
    },
    {
      key: 'dermatology',
      name: 'Skin check with Dr. Lindqvist',
      description: 'A full examination of the skin.',
      kind: 'APPOINTMENT',
      durationMinutes: 40,
      capacity: 1,
      priceMinor: 14_000,
      resource: 'lindqvist',
    },
    {
      key: 'blood_test',
      name: 'Blood test',
      description: 'Come fasting. Results within two working days.',
      kind: 'APPOINTMENT',
      durationMinutes: 15,
      capacity: 2,
      priceMinor: 4_500,
      resource: 'lab',
    },
  ],
  weekly: [
    ...everyWeek('consultation', [1, 2, 3, 4, 5], '09:00', 1),
    ...everyWeek('consultation', [1, 2, 3, 4, 5], '09:30', 0),
    ...everyWeek('consultation', [1, 3, 5], '10:00', 1),
    ...everyWeek('dermatology', [2, 4], '13:00', 1),
    ...everyWeek('dermatology', [2, 4], '13:40', 0),
    ...everyWeek('blood_test', [1, 2, 3, 4, 5], '07:30', 2),
  ],
  events: [
    {
      key: 'heart_evening',
      name: 'An evening about the heart',
      description: 'What keeps it well, what does not, and your questions answered by our doctors.',
      locationName: 'Riverside Medical Clinic, the waiting hall',
      localTime: '18:00',
      durationMinutes: 120,
      maxTickets: 60,
      products: [
        { key: 'patients', name: 'For patients', priceMinor: 0 },
        { key: 'guests', name: 'For guests', priceMinor: 1_500 },
      ],
      orders: 2,
    },
  ],
});

/** A medical clinic on Professional. */
export const riverside = {
  ...defineDemoTenant({
    slug: 'riverside',
    name: 'Riverside Medical Clinic',
    plan: 'clinic:professional',
    trial: false,
    people: [
      { name: 'Adaeze Okafor', email: 'owner@riverside.test', roles: ['TENANT_OWNER', 'TRAINER'] },
      { name: 'Grace Mullen', email: 'admin@riverside.test', roles: ['TENANT_ADMIN'] },
      { name: 'Per Lindqvist', email: 'doctor@riverside.test', roles: ['TRAINER'] },
      { name: 'Helen Price', email: 'customer@riverside.test', roles: ['CUSTOMER'] },
      { name: 'Daniel Osei', email: 'daniel@riverside.test', roles: ['CUSTOMER'] },
      { name: 'Mei Chen', email: 'mei@riverside.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 140,
  }),
  schedule,
};
