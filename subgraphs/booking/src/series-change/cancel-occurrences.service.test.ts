import { newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyKey, BOOK, faces, givenOffering } from '../../test/scene.ts';
import {
  BOOK_SERIES,
  CANCEL_OCCURRENCES,
  EXTEND_SERIES,
  givenSeries,
  nth,
  occurrencesIn,
  rowsOf,
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
  return { gym, ...(await givenSeries(test.subgraph, gym.owner, offeringId, other)) };
}

const cancelling = (occurrenceId: string, scope: string) => ({
  input: { occurrenceId, scope, idempotencyKey: anyKey() },
});

async function cancel(gym: TestTenant, occurrenceId: string, scope: string) {
  const variables = cancelling(occurrenceId, scope);
  return (await ask<SeriesAnswers>(test.subgraph, gym.owner, CANCEL_OCCURRENCES, variables))
    .cancelOccurrences;
}

async function extend(gym: TestTenant, seriesId: string) {
  const input = { seriesId, horizonDays: 100, idempotencyKey: anyKey() };
  return (await ask<SeriesAnswers>(test.subgraph, gym.owner, EXTEND_SERIES, { input })).extendSeries;
}

describe('calling occurrences off', () => {
  it('ends one with its bookings, and it does not come back', async () => {
    const { gym, id, occurrences } = await gymWithSeries();
    const named = nth(occurrences, 1);
    await ask(test.subgraph, gym.customer, BOOK, {
      input: { sessionId: named.session.id, idempotencyKey: anyKey() },
    });
    const answer = await cancel(gym, named.id, 'THIS');
    expect(answer.series).toMatchObject({ version: 2, exdates: ['2026-12-08T18:00'], endedBefore: null });
    expect(occurrencesIn(answer).map(({ isCanceled }) => isCanceled)).toEqual([false, true, false, false]);
    expect(await takenBy(test, gym.owner)).toMatchObject({ claims: 3, seats: 0, classes: 3 });
    const mine = await ask(
      test.subgraph,
      gym.customer,
      '{ myBookings(first: 5) { edges { node { status } } } }',
    );
    expect(mine).toEqual({ myBookings: { edges: [{ node: { status: 'CANCELED' } }] } });
    const told = await rowsOf<{ name: string }>(
      test,
      gym.owner,
      "select name from booking.outbox where name in ('booking.session-canceled', 'booking.booking-canceled') order by 1",
    );
    expect(told.map(({ name }) => name)).toEqual(['booking.booking-canceled', 'booking.session-canceled']);
    expect(await extend(gym, id)).toMatchObject({ sessionsScheduled: 0 });
  });

  it('ends this and the following, and the series with them', async () => {
    const { gym, id, occurrences } = await gymWithSeries({ rule: 'FREQ=WEEKLY', horizonDays: 30 });
    const answer = await cancel(gym, nth(occurrences, 1).id, 'THIS_AND_FOLLOWING');
    expect(occurrencesIn(answer).map(({ isCanceled }) => isCanceled)).toEqual([false, true, true, true]);
    expect(answer.series).toMatchObject({ endedBefore: '2026-12-08T18:00' });
    expect(await extend(gym, id)).toMatchObject({ sessionsScheduled: 0 });
  });

  it('ends all that have not begun, and leaves what has', async () => {
    const { gym, id, occurrences } = await gymWithSeries({ rule: 'FREQ=WEEKLY', horizonDays: 30 });
    test.clock.moveTo('2026-12-02T09:00:00Z');
    const answer = await cancel(gym, nth(occurrences, 2).id, 'ALL');
    expect(occurrencesIn(answer).map(({ isCanceled }) => isCanceled)).toEqual([false, true, true, true]);
    expect(await extend(gym, id)).toMatchObject({ sessionsScheduled: 0 });
  });

  it('has one effect for one key, and refuses the same again with another', async () => {
    const { gym, occurrences } = await gymWithSeries();
    const variables = cancelling(nth(occurrences, 0).id, 'ALL');
    const call = () => ask(test.subgraph, gym.owner, CANCEL_OCCURRENCES, variables);
    expect(await call()).toEqual(await call());
    const again = cancelling(nth(occurrences, 0).id, 'ALL');
    expect((await refusalOf(test.subgraph, gym.owner, CANCEL_OCCURRENCES, again)).code).toBe(
      'SESSION_CANCELED',
    );
  });

  it('refuses one that has begun', async () => {
    const { gym, occurrences } = await gymWithSeries();
    test.clock.moveTo('2026-12-01T17:00:00Z');
    const variables = cancelling(nth(occurrences, 0).id, 'THIS');
    const refusal = await refusalOf(test.subgraph, gym.owner, CANCEL_OCCURRENCES, variables);
    expect(refusal.code).toBe('SESSION_STARTED');
  });

  it('is for staff, and knows no occurrence of another tenant', async () => {
    const { gym, occurrences } = await gymWithSeries();
    const codeFor = async (caller: typeof gym.owner, id: string) =>
      (await refusalOf(test.subgraph, caller, CANCEL_OCCURRENCES, cancelling(id, 'ALL'))).code;
    expect(await codeFor(gym.customer, nth(occurrences, 0).id)).toBe('FORBIDDEN');
    expect(await codeFor(newGym().owner, nth(occurrences, 0).id)).toBe('NOT_FOUND');
    expect(await codeFor(gym.owner, newId('occ'))).toBe('NOT_FOUND');
  });

  it('leaves no claim, no seat and no unit of any series, whatever was booked of it', async () => {
    const rules = fc.constantFrom(
      'FREQ=DAILY;COUNT=5',
      'FREQ=WEEKLY;BYDAY=MO,TH',
      'FREQ=MONTHLY;BYDAY=2WE',
      'FREQ=WEEKLY;INTERVAL=2;UNTIL=20270101T000000Z',
    );
    await fc.assert(
      fc.asyncProperty(rules, fc.integer({ min: 0, max: 4 }), async (rule, parties) => {
        const { gym, id, occurrences } = await gymWithSeries({ rule, horizonDays: 60 });
        for (let party = 0; party < parties; party += 1)
          await ask(test.subgraph, gym.someone('CUSTOMER'), BOOK_SERIES, {
            input: { seriesId: id, seats: party + 1, idempotencyKey: anyKey() },
          });
        await cancel(gym, nth(occurrences, 0).id, 'ALL');
        expect(await takenBy(test, gym.owner)).toEqual({
          series: 1,
          occurrences: occurrences.length,
          claims: 0,
          seats: 0,
          classes: 0,
        });
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});
