import { defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { defineDemoTenant } from '@freehold/tenancy/ports';

const schedule = defineDemoSchedule({
  resources: [{ key: 'van', name: 'The van', kind: 'CREW', capacity: 1 }],
  offerings: [
    {
      key: 'install',
      name: 'Installation, half an acre',
      description: 'Wire, transmitter and one collar.',
      kind: 'JOB',
      durationMinutes: 180,
      capacity: 1,
      priceMinor: 99_000,
      resource: 'van',
    },
    {
      key: 'battery',
      name: 'Battery and collar check',
      description: 'New batteries and a walk along the line.',
      kind: 'JOB',
      durationMinutes: 45,
      capacity: 1,
      priceMinor: 6_500,
      resource: 'van',
    },
  ],
  weekly: [...everyWeek('install', [2, 4], '08:30', 1), ...everyWeek('battery', [2, 4, 5], '13:00', 0)],
});

/** An installer who works alone, in the trial of Starter. */
export const pineridge = {
  ...defineDemoTenant({
    slug: 'pineridge',
    name: 'Pine Ridge Pet Fencing',
    plan: 'fence:starter',
    trial: true,
    people: [
      { name: 'Wes Harmon', email: 'owner@pineridge.test', roles: ['TENANT_OWNER'] },
      { name: 'Joan Pruitt', email: 'customer@pineridge.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 7,
  }),
  schedule,
};
