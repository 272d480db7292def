import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyKey, BOOK, faces, givenOffering } from '../../test/scene.ts';
import { BOOK_SERIES, givenSeries, nth, type SeriesAnswers, takenBy } from '../../test/series-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const newGym = (bookings: number | null = null) =>
  newTenant(bookingSubgraph, { limits: { classes: null, bookings } });

async function gymWithSeries(capacity = 10, bookings: number | null = null) {
  const gym = newGym(bookings);
  const offeringId = await givenOffering(test.subgraph, gym.owner, capacity);
  return { gym, ...(await givenSeries(test.subgraph, gym.owner, offeringId)) };
}

const wanting = (seriesId: string, other: Record<string, unknown> = {}) => ({
  input: { seriesId, idempotencyKey: anyKey(), ...other },
});

describe('booking a series', () => {
  it('books each occurrence for the member who asks', async () => {
    const { gym, id } = await gymWithSeries();
    const variables = wanting(id, { seats: 2 });
    const { bookSeries } = await ask<SeriesAnswers>(test.subgraph, gym.customer, BOOK_SERIES, variables);
    expect(bookSeries.bookings.map(({ status }) => status)).toEqual(Array(4).fill('CONFIRMED'));
    expect(bookSeries.failures).toEqual([]);
    expect(await takenBy(test, gym.owner)).toMatchObject({ seats: 8 });
  });

  it('books the occurrences that were chosen', async () => {
    const { gym, id, occurrences } = await gymWithSeries();
    const occurrenceIds = [nth(occurrences, 3).id, nth(occurrences, 1).id, nth(occurrences, 1).id];
    const variables = wanting(id, { occurrenceIds });
    const { bookSeries } = await ask<SeriesAnswers>(test.subgraph, gym.customer, BOOK_SERIES, variables);
    expect(bookSeries.bookings).toHaveLength(2);
  });

  it('books nothing when one of all is full, and says which; or the rest when asked to', async () => {
    const { gym, id, occurrences } = await gymWithSeries(1);
    const { session } = nth(occurrences, 2);
    await ask(test.subgraph, gym.someone('CUSTOMER'), BOOK, {
      input: { sessionId: session.id, idempotencyKey: anyKey() },
    });
    const failures = [{ localStart: '2026-12-15T18:00', code: 'SLOT_TAKEN' }];
    const refusal = await refusalOf(test.subgraph, gym.customer, BOOK_SERIES, wanting(id));
    expect(refusal).toMatchObject({ code: 'OCCURRENCES_REFUSED', failures });
    expect(await takenBy(test, gym.owner)).toMatchObject({ seats: 1 });
    const variables = wanting(id, { mode: 'BEST_EFFORT' });
    const { bookSeries } = await ask<SeriesAnswers>(test.subgraph, gym.customer, BOOK_SERIES, variables);
    expect(bookSeries.bookings).toHaveLength(3);
    expect(bookSeries).toMatchObject({ failures });
  });

  it('has one effect and one answer for ten calls with one key', async () => {
    const { gym, id } = await gymWithSeries();
    const variables = wanting(id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask(test.subgraph, gym.customer, BOOK_SERIES, variables)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await takenBy(test, gym.owner)).toMatchObject({ seats: 4 });
  });

  it('gives the last seats of all four to exactly 3 of 30 who ask at once', async () => {
    const { gym, id } = await gymWithSeries(3);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        test.subgraph.execute({
          query: BOOK_SERIES,
          variables: wanting(id),
          caller: gym.someone('CUSTOMER'),
        }),
      ),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.code ?? 'booked');
    expect(codes.filter((code) => code === 'booked')).toHaveLength(3);
    expect(codes.filter((code) => code === 'OCCURRENCES_REFUSED')).toHaveLength(27);
    expect(await takenBy(test, gym.owner)).toMatchObject({ seats: 12 });
  });

  it("books nothing beyond the plan's limit when all are wanted", async () => {
    const { gym, id } = await gymWithSeries(10, 3);
    const refusal = await refusalOf(test.subgraph, gym.customer, BOOK_SERIES, wanting(id));
    expect(refusal).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 3 });
    expect(await takenBy(test, gym.owner)).toMatchObject({ seats: 0 });
  });

  it.each([
    ['no seats', { seats: 0 }, 'INVALID'],
    ['negative seats', { seats: -1 }, 'INVALID'],
    ['no occurrence', { occurrenceIds: [] }, 'INVALID'],
    ['501 occurrences', { occurrenceIds: Array.from({ length: 501 }, () => newId('occ')) }, 'INVALID'],
    ['an occurrence that never was', { occurrenceIds: [newId('occ')] }, 'NOT_FOUND'],
    ['a series that never was', { seriesId: newId('srs') }, 'NOT_FOUND'],
  ])('refuses %s', async (_, wrong, code) => {
    const { gym, id } = await gymWithSeries();
    const refusal = await refusalOf(test.subgraph, gym.customer, BOOK_SERIES, wanting(id, wrong));
    expect(refusal.code).toBe(code);
  });

  it('needs somebody who is signed in, and knows no series of another tenant', async () => {
    const { gym, id } = await gymWithSeries();
    const codeFor = async (caller: typeof gym.owner) =>
      (await refusalOf(test.subgraph, caller, BOOK_SERIES, wanting(id))).code;
    expect(await codeFor(gym.anonymous)).toBe('UNAUTHENTICATED');
    expect(await codeFor(newGym().customer)).toBe('NOT_FOUND');
  });
});
