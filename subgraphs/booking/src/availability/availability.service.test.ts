import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  everyDay,
  givenAppointment,
  givenLocation,
  givenPool,
  givenResource,
  givenWeek,
  HOLD,
  type Maker,
  SET_EXCEPTION,
} from '../../test/opening-scene.ts';
import { anyKey, faces } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const newSalon = () => newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });
type Salon = ReturnType<typeof newSalon>;
const makerIn = (salon: Salon): Maker => ({ subgraph: test.subgraph, owner: salon.owner });
const keyed = (input: object) => ({ input: { ...input, idempotencyKey: anyKey() } });

const SLOTS = `query ($offeringId: ID!, $from: DateTime!, $to: DateTime!, $stepMinutes: Int! = 60, $first: Int! = 100) {
  availableSlots(offeringId: $offeringId, from: $from, to: $to, stepMinutes: $stepMinutes, first: $first) {
    startsAt endsAt seatsLeft resourcesLeft resource { id } } }`;
const SET_POLICY = `mutation ($input: SetBookingPolicyInput!) { setBookingPolicy(input: $input) { policy { version } } }`;

interface Slots {
  readonly availableSlots: readonly {
    startsAt: Date;
    endsAt: Date;
    seatsLeft: number;
    resourcesLeft: number;
    resource: { id: string };
  }[];
}
const tuesday = { from: '2026-11-23T23:00:00Z', to: '2026-11-24T23:00:00Z' };

async function slotsOf(salon: Salon, offeringId: string, asked: object = tuesday) {
  const variables = { offeringId, ...asked };
  const { availableSlots } = await ask<Slots>(test.subgraph, salon.anonymous, SLOTS, variables);
  return availableSlots;
}
async function startsOf(salon: Salon, offeringId: string, asked: object = tuesday) {
  const slots = await slotsOf(salon, offeringId, asked);
  return slots.map(({ startsAt }) => startsAt.toISOString().slice(11, 16));
}

/** A coach who is there from nine to noon, and an hour with her. */
async function givenMornings(salon: Salon, facts: object = {}) {
  const resourceId = await givenResource(makerIn(salon));
  await givenWeek(makerIn(salon), { resourceId }, everyDay('09:00', '12:00'));
  return { resourceId, offeringId: await givenAppointment(makerIn(salon), { resourceId, ...facts }) };
}

const hold = (offeringId: string, startsAt: string) => keyed({ offeringId, startsAt });

describe('available slots', () => {
  it('are those of the opening hours, for anyone who asks', async () => {
    const salon = newSalon();
    const { resourceId, offeringId } = await givenMornings(salon, { capacity: 2 });
    expect(await slotsOf(salon, offeringId, { ...tuesday, first: 1 })).toEqual([
      {
        startsAt: new Date('2026-11-24T08:00:00Z'),
        endsAt: new Date('2026-11-24T09:00:00Z'),
        seatsLeft: 2,
        resourcesLeft: 1,
        resource: { id: resourceId },
      },
    ]);
    expect(await startsOf(salon, offeringId)).toEqual(['08:00', '09:00', '10:00']);
    expect(await startsOf(salon, offeringId, { ...tuesday, stepMinutes: 30 })).toHaveLength(5);
  });

  it('are at any time of what keeps no hours', async () => {
    const salon = newSalon();
    const resourceId = await givenResource(makerIn(salon));
    const offeringId = await givenAppointment(makerIn(salon), { resourceId });
    expect(await startsOf(salon, offeringId)).toHaveLength(24);
  });

  it("follow the clocks of the location, and close with it, whatever the resource's hours", async () => {
    const salon = newSalon();
    const locationId = await givenLocation(makerIn(salon), 'America/New_York');
    const resourceId = await givenResource(makerIn(salon), { locationId });
    await givenWeek(makerIn(salon), { locationId }, everyDay('09:00', '11:00'));
    await givenWeek(makerIn(salon), { resourceId }, everyDay('10:00', '18:00'));
    const offeringId = await givenAppointment(makerIn(salon), { resourceId });
    expect(await startsOf(salon, offeringId)).toEqual(['15:00']);
    const closed = keyed({ locationId, date: '2026-11-24', isClosed: true });
    await ask(test.subgraph, salon.owner, SET_EXCEPTION, closed);
    expect(await startsOf(salon, offeringId)).toEqual([]);
  });

  it('follow exceptions', async () => {
    const salon = newSalon();
    const { resourceId, offeringId } = await givenMornings(salon);
    const hours = [{ opensAt: '18:00', closesAt: '19:00' }];
    const date = '2026-11-24';
    await ask(test.subgraph, salon.owner, SET_EXCEPTION, keyed({ resourceId, date, isClosed: true, hours }));
    expect(await startsOf(salon, offeringId)).toEqual(['17:00']);
    await ask(test.subgraph, salon.owner, SET_EXCEPTION, keyed({ resourceId, date, isClosed: false, hours }));
    expect(await startsOf(salon, offeringId)).toEqual(['08:00', '09:00', '10:00', '17:00']);
  });

  it.each([
    [
      'skip the hour that spring leaves out',
      '2026-03-20',
      '2026-03-28T23:00:00Z',
      ['00:00', '01:00', '02:00'],
    ],
    [
      'are there twice in the hour that autumn repeats',
      '2026-10-20',
      '2026-10-24T22:00:00Z',
      ['23:00', '00:00', '01:00', '02:00', '03:00'],
    ],
  ])('%s in Oslo', async (_what, today, from, expected) => {
    test.clock.moveTo(`${today}T09:00:00Z`);
    const salon = newSalon();
    const resourceId = await givenResource(makerIn(salon));
    await givenWeek(makerIn(salon), { resourceId }, everyDay('01:00', '05:00'));
    const offeringId = await givenAppointment(makerIn(salon), { resourceId });
    const to = new Date(Date.parse(from) + 23 * 3_600_000).toISOString();
    const found = await startsOf(salon, offeringId, { from, to });
    test.clock.moveTo('2026-11-23T09:00:00Z');
    expect(found).toEqual(expected);
  });

  it('are gone while somebody holds them, with the buffers of both, and come back when the hold expires', async () => {
    const salon = newSalon();
    const { offeringId } = await givenMornings(salon, { durationMinutes: 30, bufferAfterMinutes: 15 });
    const asked = { ...tuesday, stepMinutes: 15 };
    const before = await startsOf(salon, offeringId, asked);
    await ask(test.subgraph, salon.customer, HOLD, hold(offeringId, '2026-11-24T09:00:00Z'));
    const taken = ['08:30', '08:45', '09:00', '09:15', '09:30'];
    expect(await startsOf(salon, offeringId, asked)).toEqual(
      before.filter((clock) => !taken.includes(clock)),
    );
    test.clock.advance(5 * 60_000);
    const after = await startsOf(salon, offeringId, asked);
    test.clock.moveTo('2026-11-23T09:00:00Z');
    expect(after).toEqual(before);
  });

  it('are of every member of a pool, and name the one that a booking gets', async () => {
    const salon = newSalon();
    const poolId = await givenPool(makerIn(salon));
    const [first, second] = [
      await givenResource(makerIn(salon), { poolId }),
      await givenResource(makerIn(salon), { poolId }),
    ];
    await givenWeek(makerIn(salon), { resourceId: first }, everyDay('09:00', '10:00'));
    await givenWeek(makerIn(salon), { resourceId: second }, everyDay('09:00', '11:00'));
    const offeringId = await givenAppointment(makerIn(salon), { poolId });
    expect(await slotsOf(salon, offeringId)).toMatchObject([
      { resourcesLeft: 2, resource: { id: first } },
      { resourcesLeft: 1, resource: { id: second } },
    ]);
    await ask(test.subgraph, salon.customer, HOLD, hold(offeringId, '2026-11-24T08:00:00Z'));
    expect(await slotsOf(salon, offeringId)).toMatchObject([
      { resourcesLeft: 1, resource: { id: second } },
      { resourcesLeft: 1, resource: { id: second } },
    ]);
  });

  it('keep the notice and the days ahead that the rules of booking want', async () => {
    const salon = newSalon();
    const { offeringId } = await givenMornings(salon);
    const policy = { offeringId, closesMinutesBefore: 23 * 60, opensDaysAhead: 2 };
    await ask(test.subgraph, salon.owner, SET_POLICY, keyed(policy));
    const found = await slotsOf(salon, offeringId, { from: tuesday.from, to: '2026-11-30T00:00:00Z' });
    expect(found.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-11-24T09:00:00.000Z',
      '2026-11-24T10:00:00.000Z',
      '2026-11-25T08:00:00.000Z',
      '2026-11-25T09:00:00.000Z',
    ]);
  });

  it('are never in the past', async () => {
    const salon = newSalon();
    const { offeringId } = await givenMornings(salon);
    const monday = { from: '2026-11-22T23:00:00Z', to: '2026-11-23T23:00:00Z' };
    expect(await startsOf(salon, offeringId, monday)).toEqual(['10:00']);
    const lastWeek = { from: '2026-11-16T00:00:00Z', to: '2026-11-17T00:00:00Z' };
    expect(await startsOf(salon, offeringId, lastWeek)).toEqual([]);
  });

  it('are found with as many statements for a month and ten resources as for a day and one', async () => {
    const salon = newSalon();
    const poolId = await givenPool(makerIn(salon));
    const offeringId = await givenAppointment(makerIn(salon), { poolId });
    const join = async () => {
      const locationId = await givenLocation(makerIn(salon));
      const resourceId = await givenResource(makerIn(salon), { poolId, locationId });
      await givenWeek(makerIn(salon), { locationId }, everyDay('08:00', '20:00'));
      await givenWeek(makerIn(salon), { resourceId }, everyDay('09:00', '17:00'));
    };
    const count = async (asked: object) => {
      test.statements.splice(0);
      await slotsOf(salon, offeringId, asked);
      return test.statements.length;
    };
    await join();
    const forADay = await count(tuesday);
    for (let more = 0; more < 9; more += 1) await join();
    const month = { from: tuesday.from, to: '2026-12-24T23:00:00Z', stepMinutes: 15, first: 100 };
    expect(await count(month)).toBe(forADay);
    expect(forADay).toBeLessThanOrEqual(12);
  });

  it.each([
    ['a range that is reversed', { to: tuesday.from, from: tuesday.to }, 'INVALID'],
    ['a range without length', { to: tuesday.from }, 'INVALID'],
    ['more than 31 days', { to: '2026-12-24T23:00:01Z' }, 'INVALID'],
    ['steps of no minutes', { stepMinutes: 0 }, 'INVALID'],
    ['a negative number', { first: -1 }, 'INVALID'],
    ['more than 100', { first: 101 }, 'INVALID'],
    ['an id of another kind', { offeringId: newId('rsc') }, 'INVALID'],
    ['an offering that never was', { offeringId: newId('off') }, 'NOT_FOUND'],
  ])('are refused for %s', async (_what, wrong, code) => {
    const salon = newSalon();
    const { offeringId } = await givenMornings(salon);
    const asked = { offeringId, ...tuesday, ...wrong };
    expect((await refusalOf(test.subgraph, salon.anonymous, SLOTS, asked)).code).toBe(code);
  });

  it('are refused for a class, which is booked by its sessions', async () => {
    const salon = newSalon();
    const { offeringId } = await givenMornings(salon, { kind: 'CLASS' });
    const asked = { offeringId, ...tuesday };
    const refusal = await refusalOf(test.subgraph, salon.anonymous, SLOTS, asked);
    expect(refusal).toEqual({ code: 'NOT_BY_INTERVAL', kind: 'CLASS' });
  });

  it('cannot be seen of another tenant', async () => {
    const [salon, other] = [newSalon(), newSalon()];
    const { offeringId } = await givenMornings(other);
    const [ofForeign, ofUnknown] = await Promise.all(
      [offeringId, newId('off')].map((id) =>
        test.subgraph.execute({
          query: SLOTS,
          variables: { offeringId: id, ...tuesday },
          caller: salon.owner,
        }),
      ),
    );
    expect(ofForeign?.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(ofForeign).toEqual(ofUnknown);
  });
});

describe('what availability does not offer', () => {
  it.each([
    ['begins before it opens', '2026-11-24T07:45:00Z'],
    ['ends after it closes', '2026-11-24T10:15:00Z'],
    ['is in the night', '2026-11-24T22:00:00Z'],
  ])('is refused when it %s', async (_what, startsAt) => {
    const salon = newSalon();
    const { offeringId } = await givenMornings(salon);
    const refusal = await refusalOf(test.subgraph, salon.customer, HOLD, hold(offeringId, startsAt));
    expect(refusal).toMatchObject({
      code: 'OUTSIDE_OPENING_HOURS',
      startsAt: new Date(startsAt).toISOString(),
    });
  });

  it('is not given to a member of a pool that is closed', async () => {
    const salon = newSalon();
    const poolId = await givenPool(makerIn(salon));
    const closed = await givenResource(makerIn(salon), { poolId });
    await givenResource(makerIn(salon), { poolId });
    await givenWeek(makerIn(salon), { resourceId: closed }, everyDay('09:00', '10:00'));
    const offeringId = await givenAppointment(makerIn(salon), { poolId });
    const evening = hold(offeringId, '2026-11-24T18:00:00Z');
    await ask(test.subgraph, salon.customer, HOLD, evening);
    const again = hold(offeringId, '2026-11-24T18:00:00Z');
    expect((await refusalOf(test.subgraph, salon.customer, HOLD, again)).code).toBe('SLOT_TAKEN');
  });
});
