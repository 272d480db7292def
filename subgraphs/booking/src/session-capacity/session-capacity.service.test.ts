import type { Caller } from '@freehold/kernel/caller/caller';
import { runDueJobs } from '@freehold/kernel/testing/run-due-jobs';
import { refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BOOK_INTERVAL,
  CALL_OFF,
  givenBooking,
  givenNewClass,
  givenOfferingOf,
  givenRoom,
  givenSessionOf,
  HOLD,
  many,
  newGym,
  tally,
} from '../../test/booking-scene.ts';
import { watch } from '../../test/live-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from '../../test/scene.ts';
import { CHANGE_SERIES, givenSeries, nth, rowsOf } from '../../test/series-scene.ts';
import { givenTold } from '../../test/told-scene.ts';
import {
  act,
  codeOf,
  givenFull,
  join,
  logOf,
  look,
  newestOf,
  waitlistRules,
} from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';
import { replay, turnsIn } from '../waitlist/replay.policy.ts';

const NOW = '2026-11-23T09:00:00Z';
const CHANGE = `mutation ($input: ChangeSessionCapacityInput!) { changeSessionCapacity(input: $input) { session {
  id startsAt capacity seatsTaken seatsLeft resource { id } } } }`;
const OCCURRENCES = `{ series(first: 1) { edges { node { version occurrences(first: 9) { edges { node {
  isOverridden session { capacity } } } } } } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

const refusal = (caller: Caller, sessionId: string | undefined, capacity: number) =>
  refusalOf(test.subgraph, caller, CHANGE, { input: { sessionId, capacity, idempotencyKey: anyKey() } });

const capacities = (owner: Caller) => rowsOf(test, owner, 'select capacity from booking.session');

describe('changing the seats of a session', () => {
  it('gives it more, or fewer, at its time and where it is; whoever watches it is told', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    await givenBooking(test, gym.customer, sessionId, 3);
    const events = await watch(test, gym.anonymous, 'sessionChanged { id capacity seatsLeft }');
    expect(await act(test, gym.trainer, CHANGE, { sessionId, capacity: 12 })).toMatchObject({
      changeSessionCapacity: { session: { id: sessionId, capacity: 12, seatsTaken: 3, seatsLeft: 9 } },
    });
    expect((await events.next()).value?.data).toEqual({
      sessionChanged: { id: sessionId, capacity: 12, seatsLeft: 9 },
    });
    await events.return?.();
    await act(test, gym.trainer, CHANGE, { sessionId, capacity: 3 });
    expect(await codeOf(test, gym.someone('CUSTOMER'), BOOK, { sessionId })).toBe('SLOT_TAKEN');
  });

  it('below those that are booked is refused with how many they are, and changes nothing', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    await givenBooking(test, gym.customer, sessionId, 3);
    expect(await refusal(gym.owner, sessionId, 2)).toMatchObject({ code: 'SEATS_TAKEN', taken: 3 });
    expect(await capacities(gym.owner)).toEqual([{ capacity: 10 }]);
  });

  it('takes seats that are held for taken, until the hold has expired', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    await act(test, gym.customer, HOLD, { sessionId, seats: 4 });
    expect(await refusal(gym.owner, sessionId, 3)).toMatchObject({ code: 'SEATS_TAKEN', taken: 4 });
    test.clock.moveTo('2026-11-23T09:05:00Z');
    await act(test, gym.owner, CHANGE, { sessionId, capacity: 3 });
    expect(await capacities(gym.owner)).toEqual([{ capacity: 3 }]);
  });

  it('beyond what its room holds is refused with how many that are; a person is not filled', async () => {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner, { kind: 'PERSON', capacity: 1 });
    const room = await givenRoom(test, gym.owner, { capacity: 12 });
    const needs = { kind: 'CLASS', resourceId, furtherNeeds: [{ resourceId: room }] };
    const offeringId = await givenOfferingOf(test, gym.owner, needs);
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    expect(await refusal(gym.owner, sessionId, 13)).toMatchObject({
      code: 'RESOURCE_TOO_SMALL',
      wanted: 13,
      capacity: 12,
    });
    await act(test, gym.owner, CHANGE, { sessionId, capacity: 12 });
    expect(await capacities(gym.owner)).toEqual([{ capacity: 12 }]);
  });

  it('takes seats away where the room has become smaller than they are', async () => {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner, { capacity: 12 });
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', resourceId });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    const shrink = `mutation ($input: UpdateResourceInput!) { updateResource(input: $input) { resource { id } } }`;
    await act(test, gym.owner, shrink, { resourceId, capacity: 5 });
    await act(test, gym.owner, CHANGE, { sessionId, capacity: 8 });
    expect(await refusal(gym.owner, sessionId, 9)).toMatchObject({ code: 'RESOURCE_TOO_SMALL' });
  });

  it('happens once for ten calls with one key, and another wish with that key is refused', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    const input = { sessionId, capacity: 11, idempotencyKey: anyKey() };
    const calls = many(10, () => ({ caller: gym.owner, query: CHANGE, input }));
    expect(await tally(test, calls)).toEqual({ done: 10 });
    const told = `select count(*)::int as told from booking.outbox where name = 'booking.session-changed'`;
    expect(await rowsOf(test, gym.owner, told)).toEqual([{ told: 1 }]);
    expect(await codeOf(test, gym.owner, CHANGE, { ...input, capacity: 12 })).toBe('IDEMPOTENCY_CONFLICT');
  });

  it.each([0, -1, 10_001])('to %i is refused', async (capacity) => {
    const { gym, sessionId } = await givenNewClass(test);
    expect(await refusal(gym.owner, sessionId, capacity)).toMatchObject({ code: 'INVALID' });
  });

  it('is refused once it has begun or was called off, and for what a booking made', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'ROOM' });
    const startsAt = '2026-11-24T10:00:00Z';
    const booked = JSON.stringify(await act(test, gym.customer, BOOK_INTERVAL, { offeringId, startsAt }));
    const own = /"id":"(ssn_[^"]+)"/.exec(booked)?.[1];
    expect(await refusal(gym.owner, own, 12)).toMatchObject({ code: 'INVALID' });
    test.clock.moveTo('2026-11-24T17:00:00Z');
    expect(await refusal(gym.owner, sessionId, 12)).toMatchObject({ code: 'SESSION_STARTED' });
    test.clock.moveTo(NOW);
    await act(test, gym.owner, CALL_OFF, { sessionId });
    expect(await refusal(gym.owner, sessionId, 12)).toMatchObject({ code: 'SESSION_CANCELED' });
  });

  it('is for the staff of its tenant', async () => {
    const { gym, sessionId } = await givenNewClass(test);
    expect(await refusal(gym.customer, sessionId, 12)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(gym.anonymous, sessionId, 12)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const foreign = await refusal(newGym().owner, sessionId, 12);
    expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
    expect(foreign).toEqual(await refusal(gym.owner, newId('ssn'), 12));
    expect(await refusal(gym.owner, newId('off'), 12)).toMatchObject({ code: 'INVALID' });
    expect(await capacities(gym.owner)).toEqual([{ capacity: 10 }]);
  });
});

describe('more seats of a full session', () => {
  it('go to those who wait, in their order, and what is left is free', async () => {
    const full = await givenFull(test);
    const waiting = many(2, () => full.gym.someone('CUSTOMER'));
    for (const caller of waiting) await join(test, caller, full.sessionId);
    await act(test, full.gym.owner, CHANGE, { sessionId: full.sessionId, capacity: 2 });
    const [first, second] = await Promise.all(waiting.map((caller) => newestOf(test, caller)));
    expect(first).toMatchObject({ status: 'PROMOTED', booking: { status: 'CONFIRMED' } });
    expect(second).toMatchObject({ status: 'WAITING', place: 1 });
    await act(test, full.gym.owner, CHANGE, { sessionId: full.sessionId, capacity: 4 });
    expect(await look(test, full)).toMatchObject({ seatsTaken: 3, seatsLeft: 1 });
  });

  it('are offered where the rules offer them', async () => {
    const full = await givenFull(test, { rules: waitlistRules({ mode: 'OFFER', offerHours: 2 }) });
    await join(test, full.gym.customer, full.sessionId);
    await act(test, full.gym.owner, CHANGE, { sessionId: full.sessionId, capacity: 2 });
    expect(await newestOf(test, full.gym.customer)).toMatchObject({ status: 'OFFERED' });
    const fewer = await refusal(full.gym.owner, full.sessionId, 1);
    expect(fewer).toMatchObject({ code: 'SEATS_TAKEN', taken: 2 });
  });

  it('100 at once, given while others give back, book and join: no seat goes to two', async () => {
    const full = await givenFull(test, { seats: 10 });
    const { gym, sessionId, holders } = full;
    const waiting = many(40, () => gym.someone('CUSTOMER'));
    for (const caller of waiting) await join(test, caller, sessionId);
    const calls = many(100, (index) => {
      const holder = index % 10 === 0 ? holders[index / 10] : undefined;
      if (holder) return { caller: holder.caller, query: CANCEL, input: { bookingId: holder.bookingId } };
      if (index % 3 === 0) return { caller: gym.someone('CUSTOMER'), query: BOOK, input: { sessionId } };
      return { caller: gym.owner, query: CHANGE, input: { sessionId, capacity: 10 + (index % 21) } };
    });
    const outcomes = Object.keys(await tally(test, calls));
    expect(outcomes.filter((code) => !['done', 'SLOT_TAKEN', 'SEATS_TAKEN'].includes(code))).toEqual([]);
    await act(test, gym.owner, CHANGE, { sessionId, capacity: 60 });
    const sums = `select seats_taken, (select sum(seats)::int from booking.booking
      where session_id = session.id and status = 'CONFIRMED') as booked from booking.session`;
    const [sum] = await rowsOf(test, gym.owner, sums);
    expect(sum).toMatchObject({ booked: Number(Object(sum).seats_taken) });
    for (const caller of waiting) expect(await newestOf(test, caller)).toMatchObject({ status: 'PROMOTED' });
    const log = await logOf(test, full);
    expect(replay(log)).toEqual(turnsIn(log));
  }, 60_000);
});

describe('fewer seats of a session', () => {
  it('than a party waits for end its waiting, and who stands behind it has a turn', async () => {
    const rules = waitlistRules({ partyThatDoesNotFit: 'HOLD_LINE' });
    const full = await givenFull(test, { seats: 3, rules });
    const [large, small] = many(2, () => full.gym.someone('CUSTOMER'));
    if (!large || !small) throw new Error('Nobody waits.');
    await join(test, large, full.sessionId, 3);
    await join(test, small, full.sessionId);
    await act(test, full.gym.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    await act(test, full.gym.owner, CANCEL, { bookingId: full.holders[1]?.bookingId });
    expect(await newestOf(test, small)).toMatchObject({ status: 'WAITING', place: 2 });
    await act(test, full.gym.owner, CHANGE, { sessionId: full.sessionId, capacity: 2 });
    expect(await newestOf(test, large)).toMatchObject({ status: 'CLOSED', place: null });
    expect(await newestOf(test, small)).toMatchObject({ status: 'PROMOTED' });
    const log = await logOf(test, full);
    expect(replay(log)).toEqual(turnsIn(log));
  });
});

describe('seats that were held when somebody began to wait', () => {
  it('are theirs when the hold ends, though it did not hold the last ones', async () => {
    const gym = newGym();
    await givenTold(test, gym);
    const full = await givenFull(test, { gym, seats: 2 });
    const waiting = gym.someone('CUSTOMER');
    await act(test, gym.owner, CHANGE, { sessionId: full.sessionId, capacity: 4 });
    await act(test, gym.customer, HOLD, { sessionId: full.sessionId, seats: 1 });
    await givenBooking(test, gym.someone('CUSTOMER'), full.sessionId);
    await join(test, waiting, full.sessionId);
    await runDueJobs(test, { until: '2026-11-23T09:04:59Z', tenantId: gym.tenant.id });
    expect(await newestOf(test, waiting)).toMatchObject({ status: 'WAITING' });
    await runDueJobs(test, { until: '2026-11-23T09:05:00Z', tenantId: gym.tenant.id });
    expect(await newestOf(test, waiting)).toMatchObject({ status: 'PROMOTED' });
  });
});

describe('changing the seats of one session of a series', () => {
  it('counts as changed alone: changes of the series pass it by', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    const { occurrences } = await givenSeries(test.subgraph, gym.owner, offeringId);
    await act(test, gym.owner, CHANGE, { sessionId: nth(occurrences, 1).session.id, capacity: 7 });
    const all = { occurrenceId: nth(occurrences, 0).id, scope: 'ALL', capacity: 20 };
    await act(test, gym.owner, CHANGE_SERIES, all);
    const answer = JSON.parse(JSON.stringify(await act(test, gym.owner, OCCURRENCES, {})));
    const { version, occurrences: seen } = answer.series.edges[0].node;
    expect(version).toBe(3);
    expect(seen.edges.map(({ node }: { node: object }) => node)).toMatchObject([
      { isOverridden: false, session: { capacity: 20 } },
      { isOverridden: true, session: { capacity: 7 } },
      { session: { capacity: 20 } },
      { session: { capacity: 20 } },
    ]);
  });
});
