import { type DemoSchedule, defineDemoSchedule, everyWeek } from '@freehold/booking/ports';
import { type DemoTenant, defineDemoTenant } from '@freehold/tenancy/ports';

/** A dental practice on the recommended hybrid plan. */
const usmiech = {
  ...defineDemoTenant({
    slug: 'usmiech',
    name: 'Klinika Uśmiech',
    plan: 'chatbot:hybrid',
    trial: false,
    people: [
      { name: 'Agnieszka Zielińska', email: 'owner@usmiech.test', roles: ['TENANT_OWNER'] },
      { name: 'Marek Wójcik', email: 'staff@usmiech.test', roles: ['TRAINER'] },
      { name: 'Joanna Kowalczyk', email: 'customer@usmiech.test', roles: ['CUSTOMER'] },
      { name: 'Tomasz Lis', email: 'tomasz@usmiech.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 30,
  }),
  schedule: defineDemoSchedule({
    resources: [{ key: 'wojcik', name: 'Marek Wójcik', kind: 'PERSON', capacity: 1 }],
    offerings: [
      {
        key: 'check_up',
        name: 'Przegląd',
        description: 'Przegląd stomatologiczny z planem leczenia.',
        kind: 'APPOINTMENT',
        durationMinutes: 30,
        capacity: 1,
        priceMinor: 15_000,
        resource: 'wojcik',
      },
      {
        key: 'hygiene',
        name: 'Higienizacja',
        description: 'Skaling, piaskowanie i fluoryzacja.',
        kind: 'APPOINTMENT',
        durationMinutes: 60,
        capacity: 1,
        priceMinor: 32_000,
        resource: 'wojcik',
      },
    ],
    weekly: [
      ...everyWeek('check_up', [1, 2, 4], '09:00', 1),
      ...everyWeek('check_up', [1, 2, 4], '09:30', 0),
      ...everyWeek('hygiene', [3, 5], '12:00', 1),
    ],
  }),
};

/** A garage on Basic whose chatbot arranges calls. */
const autoserwis = {
  ...defineDemoTenant({
    slug: 'autoserwis',
    name: 'AutoSerwis Wola',
    plan: 'chatbot:basic',
    trial: false,
    people: [
      { name: 'Piotr Nowak', email: 'owner@autoserwis.test', roles: ['TENANT_OWNER'] },
      { name: 'Ewelina Duda', email: 'customer@autoserwis.test', roles: ['CUSTOMER'] },
    ],
    furtherCustomers: 9,
  }),
  schedule: defineDemoSchedule({
    resources: [{ key: 'phone', name: 'Doradca serwisowy', kind: 'PERSON', capacity: 1 }],
    offerings: [
      {
        key: 'call',
        name: 'Rozmowa z doradcą',
        description: 'Telefon w sprawie wyceny naprawy.',
        kind: 'APPOINTMENT',
        durationMinutes: 15,
        capacity: 1,
        priceMinor: 0,
        resource: 'phone',
      },
    ],
    weekly: [...everyWeek('call', [1, 3, 5], '11:00', 1), ...everyWeek('call', [1, 3, 5], '11:15', 0)],
  }),
};

/** The businesses that show this edition. */
export const demo: { readonly tenants: readonly (DemoTenant & { readonly schedule: DemoSchedule })[] } = {
  tenants: [usmiech, autoserwis],
};
