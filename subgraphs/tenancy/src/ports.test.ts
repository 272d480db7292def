import { describe, expect, it } from 'vitest';
import {
  type DemoPerson,
  type DemoTenant,
  defineDemoTenant,
  defineTenancyFace,
  type TenancyFace,
} from './ports.ts';

const face: TenancyFace = {
  edition: 'fitness',
  defaults: { locale: 'nb', timeZone: 'Europe/Oslo', currency: 'NOK' },
  meters: { endUsers: 'end_users', staffSeats: null },
};

const owner: DemoPerson = { name: 'Kari', email: 'owner@gym.test', roles: ['TENANT_OWNER'] };

const tenant: DemoTenant = {
  slug: 'gym',
  name: 'Gym',
  plan: 'fitness:pro',
  trial: false,
  people: [owner],
  furtherCustomers: 3,
};

describe('a tenancy face', () => {
  it('is handed back as it is when it is sound', () => {
    expect(defineTenancyFace(face)).toBe(face);
  });
  it('is refused with all its faults at once', () => {
    const defaults = { locale: 'no_such', timeZone: 'Europe/Osl', currency: 'kr' };
    expect(() => defineTenancyFace({ ...face, defaults })).toThrow(
      [
        'The tenancy face of "fitness" is not sound:',
        '- "no_such" is not a locale.',
        '- "Europe/Osl" is not a time zone.',
        '- "kr" is not an ISO 4217 currency.',
      ].join('\n'),
    );
  });
});

describe('a demo tenant', () => {
  const people = (change: Partial<DemoPerson>): Partial<DemoTenant> => ({
    people: [{ ...owner, ...change }],
  });
  const twice: Partial<DemoTenant> = { people: [owner, { ...owner, roles: ['TRAINER'] }] };

  it('is handed back as it is when it is sound', () => {
    expect(defineDemoTenant(tenant)).toBe(tenant);
  });
  it.each([
    ['a slug that no host can have', { slug: 'Gym_1' }, '"Gym_1" cannot be a label of a host.'],
    ['nobody who owns it', { people: [] }, 'It has 0 owners; one is needed.'],
    ['the same address twice', twice, 'Two of its people share an address.'],
    [
      'an address that mail could reach',
      people({ email: 'kari@gym.no' }),
      '"kari@gym.no" is not an address under .test.',
    ],
    ['somebody without a role', people({ roles: [] }), 'Kari has no role.'],
    ["the platform's staff", people({ roles: ['PLATFORM_OWNER'] }), 'Kari is platform staff.'],
    ['half a customer', { furtherCustomers: 0.5 }, '0.5 further customers cannot be counted.'],
  ])('is refused with %s', (_, change, sentence) => {
    expect(() => defineDemoTenant({ ...tenant, ...change })).toThrow(sentence);
  });
});
