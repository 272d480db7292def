import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import {
  BOOK_INTERVAL,
  givenOfferingOf,
  givenPool,
  givenRoom,
  givenSessionOf,
  HOLD,
  MOVE,
  newGym,
} from './booking-scene.ts';
import { at, givenPair, outcome, PERSON, taken, UPDATE } from './needs-scene.ts';
import { anyKey, faces, SCHEDULE } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const startsAt = '2026-11-24T17:00:00Z';
const SLOTS = `query ($offeringId: ID!, $from: DateTime!, $to: DateTime!) {
  availableSlots(offeringId: $offeringId, from: $from, to: $to, stepMinutes: 60) {
    startsAt seatsLeft resourcesLeft resource { id } } }`;
const ARCHIVE = `mutation ($input: ArchiveResourceInput!) { archiveResource(input: $input) { resource { id } } }`;

describe('a time of one’s own choice', () => {
  it('is free where all that it needs is free', async () => {
    const { gym, offeringId, trainer, inRoom } = await givenPair(test, 'PERSONAL');
    await givenSessionOf(test, gym.owner, inRoom, at('10:00'));
    const range = { offeringId, from: at('09:00'), to: at('12:00') };
    const slot = { seatsLeft: 10, resourcesLeft: 1, resource: { id: trainer } };
    expect(await ask(test.subgraph, gym.customer, SLOTS, range)).toEqual({
      availableSlots: ['09:00', '11:00'].map((clock) => ({ startsAt: new Date(at(clock)), ...slot })),
    });
    const book = (clock: string) =>
      outcome(test, gym.customer, BOOK_INTERVAL, { offeringId, startsAt: at(clock) });
    expect(await book('10:00')).toBe('SLOT_TAKEN');
    expect(await book('11:00')).toBe('done');
    expect(await ask(test.subgraph, gym.customer, SLOTS, { ...range, from: at('10:00') })).toEqual({
      availableSlots: [],
    });
  });

  it('is held with all that it needs, which the booking takes over', async () => {
    const { gym, offeringId, trainer, room, inRoom } = await givenPair(test, 'PERSONAL');
    const { createHold } = await ask<{ createHold: { hold: { id: string } } }>(
      test.subgraph,
      gym.customer,
      HOLD,
      {
        input: { offeringId, startsAt, idempotencyKey: anyKey() },
      },
    );
    expect(await outcome(test, gym.owner, SCHEDULE, { offeringId: inRoom, startsAt })).toBe('SLOT_TAKEN');
    const input = { offeringId, startsAt, holdId: createHold.hold.id };
    expect(await outcome(test, gym.customer, BOOK_INTERVAL, input)).toBe('done');
    expect(await taken(test, gym)).toEqual([[trainer, room]]);
    expect(await outcome(test, gym.owner, SCHEDULE, { offeringId: inRoom, startsAt })).toBe('SLOT_TAKEN');
  });

  it('is not had by a hold of what the offering took before, where what it takes now is gone', async () => {
    const { gym, offeringId, trainer, room, inRoom } = await givenPair(test, 'PERSONAL', {
      furtherNeeds: [],
    });
    const hold = async (clock: string) =>
      (
        await ask<{ createHold: { hold: { id: string } } }>(test.subgraph, gym.customer, HOLD, {
          input: { offeringId, startsAt: at(clock), idempotencyKey: anyKey() },
        })
      ).createHold.hold.id;
    const [early, late] = [await hold('09:00'), await hold('11:00')];
    await givenSessionOf(test, gym.owner, inRoom, at('09:00'));
    expect(await outcome(test, gym.owner, UPDATE, { offeringId, furtherNeeds: [{ resourceId: room }] })).toBe(
      'done',
    );
    const book = (clock: string, holdId: string) =>
      outcome(test, gym.customer, BOOK_INTERVAL, { offeringId, startsAt: at(clock), holdId });
    expect(await book('09:00', early)).toBe('SLOT_TAKEN');
    expect(await book('11:00', late)).toBe('done');
    expect(await taken(test, gym)).toEqual([[room], [trainer, room]]);
  });

  it('moves with all that it needs', async () => {
    const { gym, offeringId, trainer, room, inRoom } = await givenPair(test, 'PERSONAL');
    const { bookInterval } = await ask<{ bookInterval: { booking: { id: string } } }>(
      test.subgraph,
      gym.customer,
      BOOK_INTERVAL,
      { input: { offeringId, startsAt: at('09:00'), idempotencyKey: anyKey() } },
    );
    await givenSessionOf(test, gym.owner, inRoom, at('12:00'));
    const bookingId = bookInterval.booking.id;
    const move = (clock: string) => outcome(test, gym.customer, MOVE, { bookingId, startsAt: at(clock) });
    expect(await move('12:30')).toBe('SLOT_TAKEN');
    expect(await move('09:30')).toBe('done');
    expect(await taken(test, gym)).toEqual([[trainer, room], [room]]);
    expect(await outcome(test, gym.owner, SCHEDULE, { offeringId: inRoom, startsAt: at('08:30') })).toBe(
      'done',
    );
  });

  it('is only had while all that it needs is open and not archived', async () => {
    const { gym, offeringId, room } = await givenPair(test, 'PERSONAL');
    expect(await outcome(test, gym.owner, ARCHIVE, { resourceId: room })).toBe('done');
    expect(await outcome(test, gym.customer, BOOK_INTERVAL, { offeringId, startsAt })).toBe(
      'RESOURCE_ARCHIVED',
    );
    const range = { offeringId, from: at('09:00'), to: at('12:00') };
    expect(await ask(test.subgraph, gym.customer, SLOTS, range)).toEqual({ availableSlots: [] });
  });
});

describe('a room', () => {
  it('takes no more people than have room in it', async () => {
    const gym = newGym();
    const room = await givenRoom(test, gym.owner, { capacity: 8 });
    const trainer = await givenRoom(test, gym.owner, PERSON);
    const furtherNeeds = [{ resourceId: room }];
    const facts = { kind: 'CLASS', capacity: 9, resourceId: trainer, furtherNeeds };
    const offeringId = await givenOfferingOf(test, gym.owner, facts);
    const input = { offeringId, startsAt, idempotencyKey: anyKey() };
    const refusal = { code: 'RESOURCE_TOO_SMALL', wanted: 9, capacity: 8 };
    expect(await refusalOf(test.subgraph, gym.owner, SCHEDULE, { input })).toMatchObject(refusal);
    expect(await outcome(test, gym.owner, SCHEDULE, { offeringId, startsAt, capacity: 8 })).toBe('done');
  });

  it('of a pool is chosen so that all who come have room, and slots say for how many there is', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 0);
    const small = await givenRoom(test, gym.owner, { poolId, capacity: 2 });
    const large = await givenRoom(test, gym.owner, { poolId, capacity: 6 });
    const offeringId = await givenOfferingOf(test, gym.owner, { poolId });
    const slots = async () =>
      (
        await ask<{ availableSlots: object[] }>(test.subgraph, gym.customer, SLOTS, {
          offeringId,
          from: startsAt,
          to: at('17:01'),
        })
      ).availableSlots;
    expect(await slots()).toMatchObject([{ seatsLeft: 6, resourcesLeft: 2 }]);
    const book = (seats: number) =>
      outcome(test, gym.customer, BOOK_INTERVAL, { offeringId, startsAt, seats });
    expect(await book(7)).toBe('RESOURCE_TOO_SMALL');
    expect(await book(4)).toBe('done');
    expect(await slots()).toMatchObject([{ seatsLeft: 2, resourcesLeft: 1, resource: { id: small } }]);
    expect(await book(3)).toBe('SLOT_TAKEN');
    expect(await book(1)).toBe('done');
    expect((await taken(test, gym)).flat().sort()).toEqual([small, large].sort());
  });
});
