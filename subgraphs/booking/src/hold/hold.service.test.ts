import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BOOK_INTERVAL,
  CALL_OFF,
  givenOfferingOf,
  HOLD,
  many,
  newGym,
  RELEASE,
  tally,
} from '../../test/booking-scene.ts';
import { anyKey, BOOK, faces, givenSession } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());
afterEach(() => test.clock.moveTo(NOW));

const NOW = '2026-11-23T09:00:00Z';
const startsAt = '2026-11-24T17:00:00Z';
const UPDATE_OFFERING = `mutation ($input: UpdateOfferingInput!) {
  updateOffering(input: $input) { offering { id } } }`;
const SEATS = `query ($from: DateTime!, $to: DateTime!) {
  sessions(from: $from, to: $to, first: 10) { edges { node { seatsTaken seatsLeft } } } }`;
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' };

interface Held {
  readonly createHold: { hold: { id: string } };
}

async function hold(caller: Caller, input: object): Promise<string> {
  const made = await ask<Held>(test.subgraph, caller, HOLD, {
    input: { ...input, idempotencyKey: anyKey() },
  });
  return made.createHold.hold.id;
}

async function codeOf(caller: Caller, query: string, input: object): Promise<unknown> {
  return (await refusalOf(test.subgraph, caller, query, { input: { ...input, idempotencyKey: anyKey() } }))
    .code;
}

const done = (caller: Caller, query: string, input: object) => tally(test, [{ caller, query, input }]);

describe('holding seats of a session', () => {
  it('keeps them for five minutes from everybody else', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 2);
    const input = { sessionId, seats: 2, idempotencyKey: anyKey() };
    const { createHold } = await ask(test.subgraph, gym.customer, HOLD, { input });
    expect(createHold).toMatchObject({
      hold: { seats: 2, expiresAt: new Date('2026-11-23T09:05:00Z'), session: { seatsLeft: 0 } },
    });
    test.clock.moveTo('2026-11-23T09:04:59Z');
    expect(await codeOf(gym.someone('CUSTOMER'), BOOK, { sessionId })).toBe('SLOT_TAKEN');
  });

  it('is over at 5:00, for the schedule as for the next customer', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 2);
    const holdId = await hold(gym.customer, { sessionId, seats: 2 });
    test.clock.moveTo('2026-11-23T09:05:00Z');
    expect(await codeOf(gym.customer, BOOK, { sessionId, holdId })).toBe('HOLD_EXPIRED');
    const { sessions } = await ask(test.subgraph, gym.anonymous, SEATS, week);
    expect(sessions).toEqual({ edges: [{ node: { seatsTaken: 0, seatsLeft: 2 } }] });
    test.clock.moveTo('2026-11-23T09:05:01Z');
    const calls = many(10, () => ({ caller: gym.someone('CUSTOMER'), query: BOOK, input: { sessionId } }));
    expect(await tally(test, calls)).toEqual({ done: 2, SLOT_TAKEN: 8 });
  });

  it('ends in a booking of fewer, as many or more seats', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 6);
    for (const [held, seats] of [
      [2, 1],
      [2, 2],
      [2, 3],
    ]) {
      const customer = gym.someone('CUSTOMER');
      const holdId = await hold(customer, { sessionId, seats: held });
      expect(await done(customer, BOOK, { sessionId, seats, holdId })).toEqual({ done: 1 });
    }
    const { sessions } = await ask(test.subgraph, gym.anonymous, SEATS, week);
    expect(sessions).toEqual({ edges: [{ node: { seatsTaken: 6, seatsLeft: 0 } }] });
  });

  it('gives the last seat to exactly one of 50 who ask at once', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 1);
    const calls = many(50, (index) => ({
      caller: gym.someone('CUSTOMER'),
      query: index % 2 ? BOOK : HOLD,
      input: { sessionId, seats: 1 },
    }));
    expect(await tally(test, calls)).toEqual({ done: 1, SLOT_TAKEN: 49 });
  });

  it('is used by ten calls with one key once', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 3);
    const idempotencyKey = anyKey();
    const held = many(10, () => ({
      caller: gym.customer,
      query: HOLD,
      input: { sessionId, idempotencyKey },
    }));
    expect(await tally(test, held)).toEqual({ done: 10 });
    const { sessions } = await ask(test.subgraph, gym.anonymous, SEATS, week);
    expect(sessions).toMatchObject({ edges: [{ node: { seatsTaken: 1 } }] });
  });

  it('is answered again to its key while it holds, and then said to have expired, swept or not', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 1);
    const input = { sessionId, idempotencyKey: anyKey() };
    const again = () => refusalOf(test.subgraph, gym.customer, HOLD, { input });
    const first = await ask(test.subgraph, gym.customer, HOLD, { input });
    test.clock.moveTo('2026-11-23T09:04:59Z');
    expect(await ask(test.subgraph, gym.customer, HOLD, { input })).toEqual(first);
    test.clock.moveTo('2026-11-23T09:05:00Z');
    const expired = { code: 'HOLD_EXPIRED', expiresAt: '2026-11-23T09:05:00.000Z' };
    expect(await again()).toMatchObject(expired);
    expect(await done(gym.someone('CUSTOMER'), BOOK, { sessionId })).toEqual({ done: 1 });
    expect(await again()).toMatchObject(expired);
  });

  it.each([
    ['used', BOOK, (sessionId: string, holdId: string) => ({ sessionId, holdId })],
    ['released', RELEASE, (_sessionId: string, holdId: string) => ({ holdId })],
    ['called off with its session', CALL_OFF, (sessionId: string) => ({ sessionId })],
  ])('is said to be over to its key when it was %s', async (_how, query, what) => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 2);
    const input = { sessionId, idempotencyKey: anyKey() };
    const { createHold } = await ask<Held>(test.subgraph, gym.customer, HOLD, { input });
    const holdId = createHold.hold.id;
    const caller = query === CALL_OFF ? gym.owner : gym.customer;
    expect(await done(caller, query, what(sessionId, holdId))).toEqual({ done: 1 });
    const { code } = await refusalOf(test.subgraph, gym.customer, HOLD, { input });
    expect(code).toBe('HOLD_ENDED');
  });

  it("is its member's alone", async () => {
    const [gym, other] = [newGym(), newGym()];
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const holdId = await hold(gym.customer, { sessionId });
    expect(await codeOf(gym.someone('CUSTOMER'), BOOK, { sessionId, holdId })).toBe('NOT_FOUND');
    expect(await codeOf(gym.owner, RELEASE, { holdId })).toBe('NOT_FOUND');
    expect(await codeOf(other.customer, RELEASE, { holdId })).toBe('NOT_FOUND');
    expect(await codeOf(gym.anonymous, HOLD, { sessionId })).toBe('UNAUTHENTICATED');
    const elsewhere = await givenSession(test.subgraph, gym.owner);
    expect(await codeOf(gym.customer, BOOK, { sessionId: elsewhere, holdId })).toBe('INVALID');
  });

  it('is released once, and its seats are free', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 1);
    const holdId = await hold(gym.customer, { sessionId });
    const idempotencyKey = anyKey();
    const call = { caller: gym.customer, query: RELEASE, input: { holdId, idempotencyKey } };
    expect(
      await tally(
        test,
        many(10, () => call),
      ),
    ).toEqual({ done: 10 });
    expect(await codeOf(gym.customer, RELEASE, { holdId })).toBe('NOT_FOUND');
    expect(await done(gym.someone('CUSTOMER'), BOOK, { sessionId })).toEqual({ done: 1 });
  });

  it.each([
    ['nothing', {}],
    ['a session and a time at once', { sessionId: newId('ssn'), offeringId: newId('off'), startsAt }],
    ['an offering without a time', { offeringId: newId('off') }],
    ['no seats', { sessionId: newId('ssn'), seats: 0 }],
  ])('refuses %s', async (_what, input) => {
    expect(await codeOf(newGym().customer, HOLD, input)).toBe('INVALID');
  });

  it('is refused beyond five at a time', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 10);
    const calls = many(10, () => ({ caller: gym.customer, query: HOLD, input: { sessionId } }));
    expect(await tally(test, calls)).toEqual({ done: 5, TOO_MANY_HOLDS: 5 });
  });
});

describe('holding a time', () => {
  it('keeps it for five minutes, and ends in a booking', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    const holdId = await hold(gym.customer, { offeringId, startsAt });
    test.clock.moveTo('2026-11-23T09:04:59Z');
    expect(await codeOf(gym.someone('CUSTOMER'), BOOK_INTERVAL, { offeringId, startsAt })).toBe('SLOT_TAKEN');
    expect(await done(gym.customer, BOOK_INTERVAL, { offeringId, startsAt, holdId })).toEqual({ done: 1 });
    test.clock.moveTo('2026-11-23T09:06:00Z');
    expect(await codeOf(gym.someone('CUSTOMER'), BOOK_INTERVAL, { offeringId, startsAt })).toBe('SLOT_TAKEN');
  });

  it('is over at 5:00, and bookable at 5:01 by exactly one', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    const holdId = await hold(gym.customer, { offeringId, startsAt });
    test.clock.moveTo('2026-11-23T09:05:00Z');
    const late = { offeringId, startsAt, holdId };
    expect(await codeOf(gym.customer, BOOK_INTERVAL, late)).toBe('HOLD_EXPIRED');
    test.clock.moveTo('2026-11-23T09:05:01Z');
    const calls = many(20, () => ({
      caller: gym.someone('CUSTOMER'),
      query: BOOK_INTERVAL,
      input: { offeringId, startsAt },
    }));
    expect(await tally(test, calls)).toEqual({ done: 1, SLOT_TAKEN: 19 });
    expect(await codeOf(gym.customer, BOOK_INTERVAL, late)).toBe('HOLD_EXPIRED');
    await hold(gym.customer, { offeringId, startsAt: '2026-11-24T20:00:00Z' });
    expect(await codeOf(gym.customer, RELEASE, { holdId })).toBe('NOT_FOUND');
  });

  it('is given up by releasing it', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    const holdId = await hold(gym.customer, { offeringId, startsAt });
    expect(await done(gym.customer, RELEASE, { holdId })).toEqual({ done: 1 });
    expect(await done(gym.someone('CUSTOMER'), BOOK_INTERVAL, { offeringId, startsAt })).toEqual({ done: 1 });
  });

  it('is of no use for another time', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    const holdId = await hold(gym.customer, { offeringId, startsAt });
    const other = { offeringId, startsAt: '2026-11-24T19:00:00Z', holdId };
    expect(await codeOf(gym.customer, BOOK_INTERVAL, other)).toBe('INVALID');
  });

  it.each([
    ['longer', { durationMinutes: 120 }],
    ['to need more room after it', { bufferAfterMinutes: 60 }],
  ])('that was made %s meanwhile ends in a booking only when all of it is free', async (_, change) => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    const later = { offeringId, startsAt: '2026-11-24T18:00:00Z' };
    const [own, other] = [
      { offeringId, startsAt },
      { offeringId, startsAt: '2026-11-26T17:00:00Z' },
    ];
    const holdId = await hold(gym.customer, own);
    const otherHoldId = await hold(gym.customer, other);
    await ask(test.subgraph, gym.owner, UPDATE_OFFERING, {
      input: { offeringId, ...change, idempotencyKey: anyKey() },
    });
    expect(await done(gym.someone('CUSTOMER'), BOOK_INTERVAL, later)).toEqual({ done: 1 });
    expect(await codeOf(gym.customer, BOOK_INTERVAL, { ...own, holdId })).toBe('SLOT_TAKEN');
    expect(await done(gym.customer, BOOK_INTERVAL, { ...other, holdId: otherHoldId })).toEqual({ done: 1 });
    const behind = { offeringId, startsAt: '2026-11-26T18:00:00Z' };
    expect(await codeOf(gym.someone('CUSTOMER'), BOOK_INTERVAL, behind)).toBe('SLOT_TAKEN');
  });

  it('that was made longer meanwhile takes what an expired hold had', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner);
    await hold(gym.someone('CUSTOMER'), { offeringId, startsAt: '2026-11-24T18:00:00Z' });
    test.clock.moveTo('2026-11-23T09:04:00Z');
    const holdId = await hold(gym.customer, { offeringId, startsAt });
    const input = { offeringId, durationMinutes: 120, idempotencyKey: anyKey() };
    await ask(test.subgraph, gym.owner, UPDATE_OFFERING, { input });
    test.clock.moveTo('2026-11-23T09:06:00Z');
    expect(await done(gym.customer, BOOK_INTERVAL, { offeringId, startsAt, holdId })).toEqual({ done: 1 });
  });

  it('is not to be had of a class', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    expect(await codeOf(gym.customer, HOLD, { offeringId, startsAt })).toBe('NOT_BY_INTERVAL');
  });
});
