import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenBooking, givenOfferingOf, givenSessionOf, many, tally } from './booking-scene.ts';
import { accountOf, givenCreditGym, givenPass, passesOf } from './pass-scene.ts';
import { anyKey, BOOK, faces } from './scene.ts';
import { BOOK_SERIES, givenSeries, rowsOf } from './series-scene.ts';
import { act, codeOf, STARTS } from './waitlist-scene.ts';

const NOW = '2026-11-23T09:00:00Z';
const _LATE = '2026-11-24T16:00:00Z';
const MINE = `{ myBookings(first: 100) { edges { node { id status creditsTaken overrideReason: status } } } }`;
const OVERRIDES = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Booking {
  creditsTaken overrides { deed reason by { id } at } } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

interface CreditClass {
  readonly gym: TestTenant;
  readonly offeringId: string;
  readonly sessionId: string;
}

async function givenClass(rules: object = {}, capacity = 10): Promise<CreditClass> {
  const { gym, offeringId } = await givenCreditGym(test, rules, capacity);
  return { gym, offeringId, sessionId: await givenSessionOf(test, gym.owner, offeringId, STARTS) };
}

const account = (caller: Caller) => accountOf(test, caller);
const creditsTaken = async (caller: Caller) => {
  const { myBookings } = await ask<{ myBookings: { edges: { node: { creditsTaken: number } }[] } }>(
    test.subgraph,
    caller,
    MINE,
  );
  return myBookings.edges.map(({ node }) => node.creditsTaken);
};

describe('booking for credits', () => {
  it('takes as many for each seat as the rules say', async () => {
    const { gym, sessionId } = await givenClass({ creditsPerSeat: 2 });
    await givenPass(test, gym);
    await givenBooking(test, gym.customer, sessionId, 3);
    expect(await account(gym.customer)).toEqual(['ISSUED 10', 'TAKEN -6']);
    expect(await creditsTaken(gym.customer)).toEqual([6]);
  });

  it('takes them of the pass that ends first, and what that has not of the next', async () => {
    const { gym, sessionId } = await givenClass({ creditsPerSeat: 2 });
    await givenPass(test, gym, gym.customer, { name: 'last', validUntil: '2027-03-01T00:00:00Z' });
    await givenPass(test, gym, gym.customer, { name: 'next', validUntil: '2026-12-24T00:00:00Z' });
    await givenPass(test, gym, gym.customer, { name: 'few', credits: 1, validUntil: '2026-12-01T00:00:00Z' });
    await givenBooking(test, gym.customer, sessionId);
    const left = (await passesOf(test, gym.customer)).map(({ name, creditsLeft }) => [name, creditsLeft]);
    expect(left).toEqual([
      ['last', 10],
      ['next', 9],
      ['few', 0],
    ]);
  });

  it.each([
    ['of a pass that begins a moment later', { validFrom: '2026-11-23T09:00:00.001Z' }, 0],
    ['of a pass for other offerings', { offeringIds: 'other' }, 0],
    ['of a pass with too few', { credits: 1 }, 1],
  ])('is refused with NO_CREDIT instead %s, and nothing is kept', async (_what, facts, left) => {
    const { gym, sessionId } = await givenClass({ creditsPerSeat: 2 });
    const other = await givenOfferingOf(test, gym.owner);
    const offeringIds = 'offeringIds' in facts ? [other] : [];
    await givenPass(test, gym, gym.customer, { ...facts, offeringIds });
    const input = { sessionId, idempotencyKey: anyKey() };
    expect(await refusalOf(test.subgraph, gym.customer, BOOK, { input })).toEqual({
      code: 'NO_CREDIT',
      needed: 2,
      left,
    });
    expect(await account(gym.customer)).toHaveLength(1);
    expect(await rowsOf(test, gym.owner, 'select 1 from booking.booking')).toEqual([]);
    expect(await rowsOf(test, gym.owner, 'select seats_taken from booking.session')).toEqual([
      { seats_taken: 0 },
    ]);
  });

  it('is possible until the last moment of a pass, and not at its end', async () => {
    const { gym, offeringId, sessionId } = await givenClass();
    const later = await givenSessionOf(test, gym.owner, offeringId, '2026-11-25T17:00:00Z');
    await givenPass(test, gym, gym.customer, { validUntil: '2026-11-24T09:00:00Z' });
    test.clock.moveTo(new Date('2026-11-24T08:59:59.999Z'));
    await givenBooking(test, gym.customer, later);
    test.clock.moveTo('2026-11-24T09:00:00Z');
    expect(await codeOf(test, gym.customer, BOOK, { sessionId })).toBe('NO_CREDIT');
  });

  it('gives one credit to exactly one of 200 bookings that ask at once', async () => {
    const { gym, offeringId } = await givenCreditGym(test);
    const sessions = await Promise.all(
      many(20, (index) =>
        givenSessionOf(
          test,
          gym.owner,
          offeringId,
          new Date(Date.UTC(2026, 11, 1 + index, 17)).toISOString(),
        ),
      ),
    );
    await givenPass(test, gym, gym.customer, { credits: 1 });
    const calls = many(200, (index) => ({
      caller: gym.customer,
      query: BOOK,
      input: { sessionId: sessions[index % sessions.length] },
    }));
    const { done, NO_CREDIT, ALREADY_BOOKED = 0, ...others } = await tally(test, calls);
    expect({ done, others, refused: (NO_CREDIT ?? 0) + ALREADY_BOOKED }).toEqual({
      done: 1,
      others: {},
      refused: 199,
    });
    expect(await account(gym.customer)).toEqual(['ISSUED 1', 'TAKEN -1']);
  }, 60_000);

  it('takes no credit when ten calls with one key are one booking more than once', async () => {
    const { gym, sessionId } = await givenClass();
    await givenPass(test, gym);
    const input = { sessionId, idempotencyKey: anyKey() };
    await Promise.all(many(10, () => ask(test.subgraph, gym.customer, BOOK, { input })));
    expect(await account(gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1']);
  });

  it('of a series takes one for each occurrence, as far as they go', async () => {
    const { gym, offeringId } = await givenCreditGym(test);
    const series = await givenSeries(test.subgraph, gym.owner, offeringId);
    await givenPass(test, gym, gym.customer, { credits: 3 });
    expect(await codeOf(test, gym.customer, BOOK_SERIES, { seriesId: series.id })).toBe(
      'OCCURRENCES_REFUSED',
    );
    expect(await account(gym.customer)).toEqual(['ISSUED 3']);
    const input = { seriesId: series.id, mode: 'BEST_EFFORT', idempotencyKey: anyKey() };
    const { bookSeries } = await ask<{ bookSeries: { failures: unknown[] } }>(
      test.subgraph,
      gym.customer,
      BOOK_SERIES,
      { input },
    );
    expect(bookSeries.failures).toEqual([expect.objectContaining({ code: 'NO_CREDIT' })]);
    expect(await account(gym.customer)).toEqual(['ISSUED 3', 'TAKEN -1', 'TAKEN -1', 'TAKEN -1']);
  });

  it('needs none when staff overrides with a reason, and takes one when there is', async () => {
    const { gym, sessionId } = await givenClass();
    const poor = gym.someone('TRAINER');
    const input = { sessionId, overrideReason: 'First time is free.', idempotencyKey: anyKey() };
    const { bookSession } = await ask<{ bookSession: { booking: { id: string } } }>(
      test.subgraph,
      poor,
      BOOK,
      { input },
    );
    const ids = [{ __typename: 'Booking', id: bookSession.booking.id }];
    expect(await ask(test.subgraph, gym.owner, OVERRIDES, { ids })).toEqual({
      _entities: [
        {
          creditsTaken: 0,
          overrides: [
            {
              deed: 'BOOKED',
              reason: input.overrideReason,
              by: { id: poor.member?.id },
              at: test.clock.now(),
            },
          ],
        },
      ],
    });
    await givenPass(test, gym, gym.trainer);
    await act(test, gym.trainer, BOOK, { sessionId, overrideReason: 'Late.' });
    expect(await account(gym.trainer)).toEqual(['ISSUED 10', 'TAKEN -1']);
  });
});
