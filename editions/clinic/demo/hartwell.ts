import { defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { defineDemoTenant } from '@freehold/tenancy/ports';

const schedule = defineDemoSchedule({
  resources: [
    { key: 'hartwell', name: 'Judith Hartwell', kind: 'PERSON', capacity: 1 },
    { key: 'room', name: 'Meeting room', kind: 'ROOM', capacity: 8 },
  ],
  offerings: [
    {
      key: 'first_meeting',
      name: 'First meeting',
      description: 'Half an hour to hear your case and say what it would take.',
      kind: 'APPOINTMENT',
      durationMinutes: 30,
      capacity: 1,
      priceMinor: 0,
      resource: 'hartwell',
    },
    {
      key: 'advice',
      name: 'Legal advice',
      description: 'An hour with a lawyer on contracts, tenancy or family law.',
      kind: 'APPOINTMENT',
      durationMinutes: 60,
      capacity: 1,
      priceMinor: 22_000,
      resource: 'hartwell',
    },
    {
      key: 'mediation',
      name: 'Mediation',
      description: 'Both parties at one table.',
      kind: 'ROOM',
      durationMinutes: 120,
      capacity: 2,
      priceMinor: 38_000,
      resource: 'room',
    },
  ],
  weekly: [
    ...everyWeek('first_meeting', [1, 3], '09:00', 1),
    ...everyWeek('first_meeting', [1, 3], '09:30', 0),
    ...everyWeek('advice', [2, 4], '10:00', 1),
    ...everyWeek('advice', [2, 4], '14:00', 0),
    ...everyWeek('mediation', [5], '13:00', 2),
  ],
});

/** A law firm on Starter: three seats, and no analytics. */
export const hartwell = {
  ...defineDemoTenant({
    slug: 'hartwell',
    name: 'Hartwell & Lowe, Attorneys',
    plan: 'clinic:starter',
    trial: true,
    people: [
      { name: 'Judith Hartwell', email: 'owner@hartwell.test', roles: ['TENANT_OWNER', 'TRAINER'] },
      { name: 'Simon Lowe', email: 'simon@hartwell.test', roles: ['TENANT_ADMIN', 'TRAINER'] },
      { name: 'Rosa Delgado', email: 'customer@hartwell.test', roles: ['CUSTOMER'] },
      { name: 'Frank Novak', email: 'frank@hartwell.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 12,
  }),
  schedule,
};
