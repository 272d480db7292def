import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  everyDay,
  givenLocation,
  givenResource,
  givenWeek,
  type Maker,
  REMOVE_EXCEPTION,
  SET_EXCEPTION,
  SET_WEEK,
} from '../../test/opening-scene.ts';
import { anyKey, faces } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const newGym = () => newTenant(bookingSubgraph);
const makerIn = (gym: ReturnType<typeof newGym>): Maker => ({ subgraph: test.subgraph, owner: gym.owner });
const keyed = (input: object) => ({ input: { ...input, idempotencyKey: anyKey() } });

const WEEK = '{ resources(first: 100) { edges { node { weeklyHours { weekday opensAt closesAt } } } } }';
const EXCEPTIONS = `query ($resourceId: ID, $locationId: ID, $from: String!) {
  openingExceptions(resourceId: $resourceId, locationId: $locationId, from: $from, first: 10) {
    edges { node { id date isClosed hours { opensAt closesAt } } } } }`;

describe('setting the week', () => {
  it('puts the hours in place of all earlier ones, from Monday morning on', async () => {
    const gym = newGym();
    const resourceId = await givenResource(makerIn(gym));
    await givenWeek(makerIn(gym), { resourceId }, everyDay('06:00', '22:00'));
    const [evening, morning] = [
      { weekday: 1, opensAt: '18:00', closesAt: '24:00' },
      { weekday: 1, opensAt: '09:00', closesAt: '18:00' },
    ];
    const saturday = { weekday: 6, opensAt: '10:30', closesAt: '14:00' };
    const input = { resourceId, hours: [saturday, evening, morning] };
    const { setWeeklyHours } = await ask(test.subgraph, gym.owner, SET_WEEK, keyed(input));
    expect(setWeeklyHours).toEqual({ weeklyHours: [morning, evening, saturday] });
  });

  it('keeps those of a location beside those of its resources', async () => {
    const gym = newGym();
    const locationId = await givenLocation(makerIn(gym));
    const resourceId = await givenResource(makerIn(gym), { locationId });
    await givenWeek(makerIn(gym), { locationId }, everyDay('06:00', '22:00'));
    await givenWeek(makerIn(gym), { resourceId }, []);
    const query = '{ locations(first: 1) { edges { node { weeklyHours { opensAt } } } } }';
    const { locations } = await ask(test.subgraph, gym.anonymous, query);
    const { resources } = await ask(test.subgraph, gym.owner, WEEK);
    expect(locations).toEqual({
      edges: [{ node: { weeklyHours: Array.from({ length: 7 }, () => ({ opensAt: '06:00' })) } }],
    });
    expect(resources).toEqual({ edges: [{ node: { weeklyHours: [] } }] });
  });

  it('leaves one whole week when twenty are set at once', async () => {
    const gym = newGym();
    const resourceId = await givenResource(makerIn(gym));
    await Promise.all(
      Array.from({ length: 20 }, (_, hour) =>
        givenWeek(makerIn(gym), { resourceId }, everyDay(`${String(hour).padStart(2, '0')}:00`, '23:00')),
      ),
    );
    const { resources } = await ask<{
      resources: { edges: { node: { weeklyHours: { opensAt: string }[] } }[] };
    }>(test.subgraph, gym.owner, WEEK);
    const hours = resources.edges.flatMap(({ node }) => node.weeklyHours);
    expect([hours.length, new Set(hours.map(({ opensAt }) => opensAt)).size]).toEqual([7, 1]);
  });

  it('has one effect for one key, and refuses the key with another week', async () => {
    const gym = newGym();
    const resourceId = await givenResource(makerIn(gym));
    const call = keyed({ resourceId, hours: everyDay('06:00', '22:00') });
    const first = await ask(test.subgraph, gym.owner, SET_WEEK, call);
    expect(await ask(test.subgraph, gym.owner, SET_WEEK, call)).toEqual(first);
    const other = { input: { ...call.input, hours: [] } };
    expect((await refusalOf(test.subgraph, gym.owner, SET_WEEK, other)).code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it.each([
    ['a day that overlaps itself', { hours: [...everyDay('09:00', '12:00'), ...everyDay('11:59', '13:00')] }],
    ['a day that ends before it begins', { hours: everyDay('12:00', '09:00') }],
    ['a day without length', { hours: everyDay('12:00', '12:00') }],
    ['a day that begins when it is over', { hours: everyDay('24:00', '24:00') }],
    ['a time that is none', { hours: everyDay('9:00', '12:00') }],
    ['a time after midnight', { hours: everyDay('09:00', '24:01') }],
    ['an eighth day', { hours: [{ weekday: 8, opensAt: '09:00', closesAt: '12:00' }] }],
    [
      'thirteen stretches of a day',
      {
        hours: Array.from({ length: 13 }, (_, at) => ({
          weekday: 1,
          opensAt: `${at + 10}:00`,
          closesAt: `${at + 10}:30`,
        })),
      },
    ],
    ['neither a resource nor a location', { resourceId: null }],
    ['both a resource and a location', { locationId: newId('loc') }],
    ['an id of another kind', { resourceId: newId('bkg') }],
    ['an empty key', { idempotencyKey: '' }],
  ])('refuses %s and writes nothing', async (_what, wrong) => {
    const gym = newGym();
    const resourceId = await givenResource(makerIn(gym));
    const { input } = keyed({ resourceId, hours: everyDay('09:00', '12:00') });
    const refusal = await refusalOf(test.subgraph, gym.owner, SET_WEEK, { input: { ...input, ...wrong } });
    expect(refusal.code).toBe('INVALID');
    const { resources } = await ask(test.subgraph, gym.owner, WEEK);
    expect(resources).toEqual({ edges: [{ node: { weeklyHours: [] } }] });
  });

  it('is for those who administer', async () => {
    const gym = newGym();
    const call = keyed({ resourceId: await givenResource(makerIn(gym)), hours: [] });
    expect((await refusalOf(test.subgraph, gym.trainer, SET_WEEK, call)).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.customer, SET_WEEK, call)).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.anonymous, SET_WEEK, call)).code).toBe('UNAUTHENTICATED');
  });

  it.each([
    ['resource', { resourceId: newId('rsc') }, (maker: Maker) => givenResource(maker)],
    ['location', { locationId: newId('loc') }, (maker: Maker) => givenLocation(maker)],
  ])('cannot see a %s of another tenant', async (_what, unknown, given) => {
    const [gym, other] = [newGym(), newGym()];
    const [field = ''] = Object.keys(unknown);
    const foreign = { [field]: await given(makerIn(other)) };
    const [ofForeign, ofUnknown] = await Promise.all(
      [foreign, unknown].map((keeper) =>
        test.subgraph.execute({
          query: SET_WEEK,
          variables: keyed({ ...keeper, hours: [] }),
          caller: gym.owner,
        }),
      ),
    );
    expect(ofForeign?.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(ofForeign).toEqual(ofUnknown);
  });

  it('is read for many resources with as many statements as for one', async () => {
    const gym = newGym();
    const count = async () => {
      test.statements.splice(0);
      await ask(test.subgraph, gym.owner, WEEK);
      return test.statements.length;
    };
    await givenWeek(
      makerIn(gym),
      { resourceId: await givenResource(makerIn(gym)) },
      everyDay('09:00', '17:00'),
    );
    const forOne = await count();
    for (let more = 0; more < 5; more += 1) await givenResource(makerIn(gym));
    expect(await count()).toBe(forOne);
  });
});

describe('an opening exception', () => {
  const christmas = { date: '2026-12-25', isClosed: true, hours: [] };

  it('is kept once a day, as it was said last', async () => {
    const gym = newGym();
    const resourceId = await givenResource(makerIn(gym));
    await ask(test.subgraph, gym.trainer, SET_EXCEPTION, keyed({ resourceId, ...christmas }));
    const hours = [{ opensAt: '10:00', closesAt: '13:30' }];
    const said = keyed({ resourceId, ...christmas, hours });
    const { setOpeningException } = await ask(test.subgraph, gym.trainer, SET_EXCEPTION, said);
    const exception = { id: expect.stringMatching(/^oex_/), date: '2026-12-25', isClosed: true, hours };
    expect(setOpeningException).toEqual({ openingException: exception });
    const asked = { resourceId, from: '2026-12-25' };
    const { openingExceptions } = await ask(test.subgraph, gym.anonymous, EXCEPTIONS, asked);
    expect(openingExceptions).toEqual({ edges: [{ node: exception }] });
  });

  it('is listed from a day on, soonest first, for its location alone', async () => {
    const gym = newGym();
    const locationId = await givenLocation(makerIn(gym));
    const resourceId = await givenResource(makerIn(gym), { locationId });
    for (const date of ['2026-12-31', '2026-12-25', '2026-12-24'])
      await ask(test.subgraph, gym.owner, SET_EXCEPTION, keyed({ ...christmas, locationId, date }));
    await ask(test.subgraph, gym.owner, SET_EXCEPTION, keyed({ ...christmas, resourceId }));
    const asked = { locationId, from: '2026-12-25' };
    const { openingExceptions } = await ask(test.subgraph, gym.customer, EXCEPTIONS, asked);
    expect(openingExceptions).toMatchObject({
      edges: [{ node: { date: '2026-12-25' } }, { node: { date: '2026-12-31' } }],
    });
  });

  it('is one when ten say it at once', async () => {
    const gym = newGym();
    const resourceId = await givenResource(makerIn(gym));
    await Promise.all(
      Array.from({ length: 10 }, () =>
        ask(test.subgraph, gym.owner, SET_EXCEPTION, keyed({ resourceId, ...christmas })),
      ),
    );
    const asked = { resourceId, from: '2026-01-01' };
    const { openingExceptions } = await ask(test.subgraph, gym.owner, EXCEPTIONS, asked);
    expect(openingExceptions).toMatchObject({ edges: [{ node: { date: '2026-12-25' } }] });
  });

  it('is removed once', async () => {
    const gym = newGym();
    const resourceId = await givenResource(makerIn(gym));
    const { setOpeningException } = await ask<{
      setOpeningException: { openingException: { id: string } };
    }>(test.subgraph, gym.owner, SET_EXCEPTION, keyed({ resourceId, ...christmas }));
    const openingExceptionId = setOpeningException.openingException.id;
    const call = keyed({ openingExceptionId });
    const removed = { removeOpeningException: { openingExceptionId } };
    expect(await ask(test.subgraph, gym.trainer, REMOVE_EXCEPTION, call)).toEqual(removed);
    expect(await ask(test.subgraph, gym.trainer, REMOVE_EXCEPTION, call)).toEqual(removed);
    const again = keyed({ openingExceptionId });
    expect((await refusalOf(test.subgraph, gym.trainer, REMOVE_EXCEPTION, again)).code).toBe('NOT_FOUND');
    const asked = { resourceId, from: '2026-01-01' };
    const { openingExceptions } = await ask(test.subgraph, gym.owner, EXCEPTIONS, asked);
    expect(openingExceptions).toEqual({ edges: [] });
  });

  it('is of today at the earliest, as the wall of its location shows it', async () => {
    const gym = newGym();
    const locationId = await givenLocation(makerIn(gym), 'Pacific/Auckland');
    const resourceId = await givenResource(makerIn(gym), { locationId });
    const today = { ...christmas, date: '2026-11-23' };
    test.clock.moveTo('2026-11-23T11:00:00Z');
    const past = await refusalOf(test.subgraph, gym.owner, SET_EXCEPTION, keyed({ resourceId, ...today }));
    const elsewhere = { resourceId: await givenResource(makerIn(gym)), ...today };
    await expect(ask(test.subgraph, gym.owner, SET_EXCEPTION, keyed(elsewhere))).resolves.toBeDefined();
    test.clock.moveTo('2026-11-23T09:00:00Z');
    expect(past.code).toBe('INVALID');
  });

  it.each([
    ['a day that never was', { date: '2026-02-30' }],
    ['a day more than two years ahead', { date: '2028-11-24' }],
    ['text that is no day', { date: 'Christmas' }],
    ['a day that is neither closed nor open', { isClosed: false }],
    [
      'hours that overlap',
      {
        hours: [
          { opensAt: '09:00', closesAt: '12:00' },
          { opensAt: '11:00', closesAt: '13:00' },
        ],
      },
    ],
    ['neither a resource nor a location', { resourceId: null }],
  ])('refuses %s', async (_what, wrong) => {
    const gym = newGym();
    const { input } = keyed({ resourceId: await givenResource(makerIn(gym)), ...christmas });
    const refusal = await refusalOf(test.subgraph, gym.owner, SET_EXCEPTION, {
      input: { ...input, ...wrong },
    });
    expect(refusal.code).toBe('INVALID');
  });

  it('is for staff', async () => {
    const gym = newGym();
    const call = keyed({ resourceId: await givenResource(makerIn(gym)), ...christmas });
    const removal = keyed({ openingExceptionId: newId('oex') });
    for (const [query, variables] of [
      [SET_EXCEPTION, call],
      [REMOVE_EXCEPTION, removal],
    ] as const) {
      expect((await refusalOf(test.subgraph, gym.customer, query, variables)).code).toBe('FORBIDDEN');
      expect((await refusalOf(test.subgraph, gym.anonymous, query, variables)).code).toBe('UNAUTHENTICATED');
    }
  });

  it('does not exist for another tenant', async () => {
    const [gym, other] = [newGym(), newGym()];
    const resourceId = await givenResource(makerIn(other));
    const { setOpeningException } = await ask<{
      setOpeningException: { openingException: { id: string } };
    }>(test.subgraph, other.owner, SET_EXCEPTION, keyed({ resourceId, ...christmas }));
    const removal = keyed({ openingExceptionId: setOpeningException.openingException.id });
    expect((await refusalOf(test.subgraph, gym.owner, REMOVE_EXCEPTION, removal)).code).toBe('NOT_FOUND');
    const call = keyed({ resourceId, ...christmas });
    expect((await refusalOf(test.subgraph, gym.owner, SET_EXCEPTION, call)).code).toBe('NOT_FOUND');
    const asked = { resourceId, from: '2026-01-01' };
    const { openingExceptions } = await ask(test.subgraph, gym.owner, EXCEPTIONS, asked);
    expect(openingExceptions).toEqual({ edges: [] });
  });
});
