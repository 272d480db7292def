import { newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyKey, BOOK, faces, givenOffering, SCHEDULE } from '../../test/scene.ts';
import {
  CHANGE_SERIES,
  EXTEND_SERIES,
  givenSeries,
  nth,
  occurrencesIn,
  type SeriesAnswers,
  takenBy,
} from '../../test/series-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
beforeEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));
afterAll(() => test.close());

const newGym = () => newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });

async function gymWithSeries(other: Record<string, unknown> = {}) {
  const gym = newGym();
  const offeringId = await givenOffering(test.subgraph, gym.owner);
  return { gym, offeringId, ...(await givenSeries(test.subgraph, gym.owner, offeringId, other)) };
}

async function change(gym: TestTenant, input: Record<string, unknown>) {
  const variables = { input: { scope: 'THIS', idempotencyKey: anyKey(), ...input } };
  const { changeSeries } = await ask<SeriesAnswers>(test.subgraph, gym.owner, CHANGE_SERIES, variables);
  return changeSeries;
}

const refused = (gym: TestTenant, input: Record<string, unknown>, caller = gym.owner) =>
  refusalOf(test.subgraph, caller, CHANGE_SERIES, {
    input: { scope: 'THIS', idempotencyKey: anyKey(), ...input },
  });

const startsIn = (answer: SeriesAnswers['changeSeries']) =>
  occurrencesIn(answer).map(({ startsLocal }) => startsLocal.slice(5));

describe('changing a series', () => {
  it('moves one occurrence with its claim, and its bookings keep their seats', async () => {
    const { gym, offeringId, occurrences } = await gymWithSeries();
    const { id, session } = nth(occurrences, 1);
    await ask(test.subgraph, gym.customer, BOOK, {
      input: { sessionId: session.id, seats: 3, idempotencyKey: anyKey() },
    });
    const answer = await change(gym, { occurrenceId: id, startsLocal: '2026-12-09T20:00' });
    expect(startsIn(answer)).toEqual(['12-01T18:00', '12-09T20:00', '12-15T18:00', '12-22T18:00']);
    expect(nth(occurrencesIn(answer), 1)).toMatchObject({
      id,
      originalLocalStart: '2026-12-08T18:00',
      isOverridden: true,
      session: { id: session.id, startsAt: new Date('2026-12-09T19:00:00Z'), seatsLeft: 7 },
    });
    const book = (startsAt: string) => ({ input: { offeringId, startsAt, idempotencyKey: anyKey() } });
    await expect(
      ask(test.subgraph, gym.owner, SCHEDULE, book('2026-12-08T17:00:00Z')),
    ).resolves.toBeDefined();
    const taken = await refusalOf(test.subgraph, gym.owner, SCHEDULE, book('2026-12-09T19:00:00Z'));
    expect(taken.code).toBe('SLOT_TAKEN');
  });

  it('moves this and the following, and those that are still to come follow them', async () => {
    const { gym, id, occurrences } = await gymWithSeries({ rule: 'FREQ=WEEKLY', horizonDays: 30 });
    const answer = await change(gym, {
      occurrenceId: nth(occurrences, 1).id,
      scope: 'THIS_AND_FOLLOWING',
      startsLocal: '2026-12-08T19:30',
      capacity: 4,
    });
    expect(startsIn(answer)).toEqual(['12-01T18:00', '12-08T19:30', '12-15T19:30', '12-22T19:30']);
    const { extendSeries } = await ask<SeriesAnswers>(test.subgraph, gym.owner, EXTEND_SERIES, {
      input: { seriesId: id, horizonDays: 40, idempotencyKey: anyKey() },
    });
    const last = occurrencesIn(extendSeries).at(-1);
    expect(last).toMatchObject({
      originalLocalStart: '2026-12-29T18:00',
      startsLocal: '2026-12-29T19:30',
      session: { capacity: 4 },
    });
  });

  it('moves all that have not begun, but not those that were changed alone', async () => {
    const { gym, occurrences } = await gymWithSeries();
    await change(gym, { occurrenceId: nth(occurrences, 2).id, startsLocal: '2026-12-16T07:00' });
    test.clock.moveTo('2026-12-02T09:00:00Z');
    const answer = await change(gym, {
      occurrenceId: nth(occurrences, 1).id,
      scope: 'ALL',
      startsLocal: '2026-12-09T17:00',
    });
    expect(startsIn(answer)).toEqual(['12-01T18:00', '12-09T17:00', '12-16T07:00', '12-23T17:00']);
    expect(answer.series.version).toBe(3);
  });

  it.each([
    ['later', '2026-12-02T06:00', ['12-02', '12-03', '12-04']],
    ['earlier', '2026-11-30T06:00', ['11-30', '12-01', '12-02']],
  ])('moves each to where the next one was: a day %s', async (_, startsLocal, days) => {
    const { gym, occurrences } = await gymWithSeries({
      rule: 'FREQ=DAILY;COUNT=3',
      startsLocal: '2026-12-01T06:00',
    });
    const answer = await change(gym, { occurrenceId: nth(occurrences, 0).id, scope: 'ALL', startsLocal });
    expect(startsIn(answer)).toEqual(days.map((day) => `${day}T06:00`));
    expect(await takenBy(test, gym.owner)).toMatchObject({ claims: 3, classes: 3 });
  });

  it('keeps the wall time over the change of the clocks', async () => {
    test.clock.moveTo('2026-03-01T09:00:00Z');
    const { gym, occurrences } = await gymWithSeries({
      rule: 'FREQ=DAILY;COUNT=3',
      startsLocal: '2026-03-28T04:00',
    });
    const answer = await change(gym, {
      occurrenceId: nth(occurrences, 0).id,
      scope: 'ALL',
      startsLocal: '2026-03-28T02:30',
    });
    expect(occurrencesIn(answer).map(({ session }) => session.startsAt)).toEqual([
      new Date('2026-03-28T01:30:00Z'),
      new Date('2026-03-29T01:30:00Z'),
      new Date('2026-03-30T00:30:00Z'),
    ]);
  });

  it('gives occurrences to another offering, whose resource is taken instead', async () => {
    const { gym, offeringId, occurrences } = await gymWithSeries();
    const other = await givenOffering(test.subgraph, gym.owner);
    await change(gym, { occurrenceId: nth(occurrences, 0).id, scope: 'ALL', offeringId: other });
    await expect(givenSeries(test.subgraph, gym.owner, offeringId)).resolves.toBeDefined();
    const taken = await refusalOf(test.subgraph, gym.owner, SCHEDULE, {
      input: { offeringId: other, startsAt: '2026-12-08T17:00:00Z', idempotencyKey: anyKey() },
    });
    expect(taken.code).toBe('SLOT_TAKEN');
  });

  it('moves none when one cannot be, or as many as can when asked to', async () => {
    const { gym, offeringId, occurrences } = await gymWithSeries();
    await ask(test.subgraph, gym.owner, SCHEDULE, {
      input: { offeringId, startsAt: '2026-12-15T19:00:00Z', idempotencyKey: anyKey() },
    });
    const move = { occurrenceId: nth(occurrences, 0).id, scope: 'ALL', startsLocal: '2026-12-01T20:00' };
    const failures = [{ localStart: '2026-12-15T20:00', code: 'SLOT_TAKEN' }];
    expect(await refused(gym, move)).toMatchObject({ code: 'OCCURRENCES_REFUSED', failures });
    const answer = await change(gym, { ...move, mode: 'BEST_EFFORT' });
    expect(answer).toMatchObject({ failures });
    expect(startsIn(answer)).toEqual(['12-01T20:00', '12-08T20:00', '12-15T18:00', '12-22T20:00']);
  });

  it('has one effect for two calls with one key', async () => {
    const { gym, occurrences } = await gymWithSeries();
    const input = {
      occurrenceId: nth(occurrences, 0).id,
      scope: 'ALL',
      capacity: 3,
      idempotencyKey: anyKey(),
    };
    const answers = [await change(gym, input), await change(gym, input)];
    expect(answers.map(({ series }) => series.version)).toEqual([2, 2]);
  });

  it('refuses fewer seats than are taken', async () => {
    const { gym, occurrences } = await gymWithSeries();
    const { id, session } = nth(occurrences, 0);
    await ask(test.subgraph, gym.customer, BOOK, {
      input: { sessionId: session.id, seats: 3, idempotencyKey: anyKey() },
    });
    expect(await refused(gym, { occurrenceId: id, capacity: 2 })).toMatchObject({
      code: 'OCCURRENCES_REFUSED',
      failures: [{ code: 'SEATS_TAKEN' }],
    });
  });

  it.each([
    ['no change', {}, 'INVALID'],
    ['a start in the past', { startsLocal: '2026-11-01T10:00' }, 'OCCURRENCES_REFUSED'],
    ['a start beyond 400 days', { startsLocal: '2028-11-01T10:00' }, 'OCCURRENCES_REFUSED'],
    ['a start that is no time', { startsLocal: 'later' }, 'INVALID'],
    ['capacity 0', { capacity: 0 }, 'INVALID'],
    ['an unknown offering', { offeringId: newId('off') }, 'NOT_FOUND'],
    ['an unknown occurrence', { occurrenceId: newId('occ'), capacity: 3 }, 'NOT_FOUND'],
  ])('refuses %s', async (_, wrong, code) => {
    const { gym, occurrences } = await gymWithSeries();
    expect((await refused(gym, { occurrenceId: nth(occurrences, 0).id, ...wrong })).code).toBe(code);
  });

  it('refuses one that has begun', async () => {
    const { gym, occurrences } = await gymWithSeries();
    test.clock.moveTo('2026-12-01T17:00:00Z');
    const refusal = await refused(gym, { occurrenceId: nth(occurrences, 0).id, capacity: 3 });
    expect(refusal.code).toBe('SESSION_STARTED');
  });

  it('is for staff, and knows no occurrence of another tenant', async () => {
    const { gym, occurrences } = await gymWithSeries();
    const input = { occurrenceId: nth(occurrences, 0).id, capacity: 3 };
    expect((await refused(gym, input, gym.customer)).code).toBe('FORBIDDEN');
    expect((await refused(gym, input, gym.anonymous)).code).toBe('UNAUTHENTICATED');
    expect((await refused(gym, input, newGym().owner)).code).toBe('NOT_FOUND');
  });
});
