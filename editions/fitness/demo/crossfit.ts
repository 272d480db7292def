import { defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { defineDemoTenant } from '@freehold/tenancy/ports';

const schedule = defineDemoSchedule({
  resources: [{ key: 'box', name: 'Boksen', kind: 'ROOM', capacity: 14 }],
  offerings: [
    {
      key: 'wod',
      name: 'Dagens WOD',
      description: 'Dagens økt, skalert til ditt nivå.',
      kind: 'CLASS',
      durationMinutes: 60,
      capacity: 14,
      priceMinor: 17_500,
      resource: 'box',
    },
    {
      key: 'on_ramp',
      name: 'Introkurs',
      description: 'De ni grunnøvelsene, for deg som er ny.',
      kind: 'CLASS',
      durationMinutes: 90,
      capacity: 8,
      priceMinor: 25_000,
      resource: 'box',
    },
  ],
  weekly: [
    ...everyWeek('wod', [1, 2, 3, 4, 5], '06:30', 2),
    ...everyWeek('wod', [1, 2, 3, 4], '17:00', 4),
    ...everyWeek('on_ramp', [6], '11:00', 2),
  ],
});

/** A new box in the trial of Basic with 15 customers. */
export const crossfit = {
  ...defineDemoTenant({
    slug: 'crossfit',
    name: 'CrossFit Tromsø',
    plan: 'fitness:basic',
    trial: true,
    people: [
      { name: 'Odd Karlsen', email: 'owner@crossfit.test', roles: ['TENANT_OWNER'] },
      { name: 'Ravna Sara', email: 'trainer@crossfit.test', roles: ['TRAINER'] },
      { name: 'Ida Mikkelsen', email: 'customer@crossfit.test', roles: ['CUSTOMER'] },
      { name: 'Petter Olsen', email: 'petter@crossfit.test', roles: ['CUSTOMER'] },
      { name: 'Marte Johnsen', email: 'marte@crossfit.test', roles: ['CUSTOMER'] },
      { name: 'Aslak Utsi', email: 'aslak@crossfit.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 11,
  }),
  schedule,
};
