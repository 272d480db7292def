import { gatewayCaller } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, givenGuest, givenGym, gymNamed, PROVISION, startTenancy } from '../../test/scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTenancy();
});
afterAll(() => test.close());

const MEMBERS = '{ tenant { members(first: 100) { edges { node { name email roles } } } } }';

describe('provisioning a tenant', () => {
  it('makes the tenant with its people, who can sign in at once', async () => {
    const gym = await givenGym(test, 'oslo');
    expect(await ask(test.subgraph, gym.owner, MEMBERS)).toEqual({
      tenant: {
        members: {
          edges: [
            { node: { name: 'Olga', email: 'olga@oslo.test', roles: ['TENANT_OWNER'] } },
            { node: { name: 'Tor', email: 'tor@oslo.test', roles: ['TRAINER'] } },
            { node: { name: 'Kari', email: 'kari@oslo.test', roles: ['CUSTOMER'] } },
          ],
        },
      },
    });
    await expect(givenGuest(test, gym, 'olga@oslo.test')).resolves.toBeDefined();
  });

  it('tells what was made and how many of whom there are', async () => {
    const gym = await givenGym(test, 'bergen', { trial: true, furtherCustomers: 7 });
    expect(await eventsOf(test, gym)).toEqual(
      expect.arrayContaining([
        {
          name: 'tenancy.tenant-provisioned',
          payload: {
            tenantId: gym.tenant.id,
            slug: 'bergen',
            name: expect.any(String),
            edition: 'test',
            plan: 'test:pro',
            trial: true,
            timeZone: 'Europe/Oslo',
            currency: 'NOK',
            locale: 'nb-NO',
          },
        },
        {
          name: 'tenancy.usage-recorded',
          payload: { meter: 'endUsers', period: '', used: 8, revision: 1 },
        },
        {
          name: 'tenancy.usage-recorded',
          payload: { meter: 'staffSeats', period: '', used: 2, revision: 1 },
        },
      ]),
    );
  });

  it('tells of the tenant and then of each of its people, in the language of the tenant', async () => {
    const gym = await givenGym(test, 'hamar', { furtherCustomers: 2 });
    const events = await eventsOf(test, gym);
    const told = events.filter(({ name }) => /provisioned|joined/.test(name));
    expect(told.map(({ name }) => name)).toEqual([
      'tenancy.tenant-provisioned',
      ...Array.from({ length: 5 }, () => 'tenancy.member-joined'),
    ]);
    const { id } = (await givenGuest(test, gym, 'kari@hamar.test')).caller.member ?? {};
    expect(told[3]?.payload).toEqual({
      memberId: id,
      name: 'Kari',
      email: 'kari@hamar.test',
      locale: 'nb-NO',
      roles: ['CUSTOMER'],
    });
  });

  it('changes nothing the second time, whatever else it says', async () => {
    const first = await givenGym(test, 'molde');
    const second = await givenGym(test, 'molde', { name: 'Another', furtherCustomers: 3 });
    expect(second.tenant.id).toBe(first.tenant.id);
    expect(await ask(test.subgraph, first.anonymous, '{ tenant { name } }')).toEqual({
      tenant: { name: 'Gym molde' },
    });
    expect(await eventsOf(test, first)).toHaveLength(6);
  });

  it('makes one tenant when five ask for the same slug at once', async () => {
    const gyms = await Promise.all(Array.from({ length: 5 }, () => givenGym(test, 'narvik')));
    expect(new Set(gyms.map(({ tenant }) => tenant.id)).size).toBe(1);
  });

  it('makes a tenant of 325 customers with as many statements as one of three people', async () => {
    test.statements.splice(0);
    await givenGym(test, 'alta');
    const few = test.statements.splice(0).length;
    await givenGym(test, 'bodo', { furtherCustomers: 325 });
    expect(test.statements.splice(0).length).toBe(few);
  });

  it('leaves somebody who is known the password that they have', async () => {
    await givenGym(test, 'voss');
    const email = 'olga@voss.test';
    const people = [{ name: 'Olga', email, roles: ['TENANT_OWNER'], password: 'another password' }];
    const gym = await givenGym(test, 'lom', { people });
    await expect(givenGuest(test, gym, email)).resolves.toBeDefined();
  });

  it.each([
    ['a reserved slug', { slug: 'admin' }],
    ['a slug with capitals', { slug: 'Oslo' }],
    ['no owner', { people: [] }],
    ['staff of the platform', { people: [{ name: 'A', email: 'a@a.test', roles: ['PLATFORM_OWNER'] }] }],
    ['an unknown time zone', { timeZone: 'Europe/Nowhere' }],
    ['a text that is no locale', { locale: 'not a locale' }],
    ['a text that is no currency', { currency: 'kr' }],
    ['too many further customers', { furtherCustomers: 2001 }],
  ])('refuses %s', async (_what, wrong) => {
    const input = gymNamed('refused', wrong);
    expect((await refusalOf(test.subgraph, gatewayCaller, PROVISION, { input })).code).toBe('INVALID');
  });

  it('is for the gateway alone', async () => {
    const gym = await givenGym(test, 'tromso');
    const input = gymNamed('stolen');
    expect((await refusalOf(test.subgraph, gym.owner, PROVISION, { input })).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.anonymous, PROVISION, { input })).code).toBe(
      'UNAUTHENTICATED',
    );
  });
});
