import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { givenBooking, MINE, many, newGym, tally } from '../../test/booking-scene.ts';
import { anyKey, BOOK, CANCEL, type Created, faces, givenSession } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());
afterEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));

describe('canceling a booking', () => {
  it('frees its seats, once', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const { bookSession } = await ask<Created>(test.subgraph, gym.customer, BOOK, {
      input: { sessionId, idempotencyKey: anyKey() },
    });
    const input = { bookingId: bookSession.booking.id, idempotencyKey: anyKey() };
    const { cancelBooking } = await ask(test.subgraph, gym.customer, CANCEL, { input });
    expect(cancelBooking).toMatchObject({ booking: { status: 'CANCELED', session: { seatsLeft: 10 } } });
    const again = { input: { ...input, idempotencyKey: anyKey() } };
    expect((await refusalOf(test.subgraph, gym.customer, CANCEL, again)).code).toBe('BOOKING_NOT_CONFIRMED');
  });

  it('makes room under the limit of the plan', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: 1 } });
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const book = () => ({ input: { sessionId, idempotencyKey: anyKey() } });
    const { bookSession } = await ask<Created>(test.subgraph, gym.customer, BOOK, book());
    await ask(test.subgraph, gym.customer, CANCEL, {
      input: { bookingId: bookSession.booking.id, idempotencyKey: anyKey() },
    });
    await ask(test.subgraph, gym.customer, BOOK, book());
    const other = gym.someone('CUSTOMER');
    expect((await refusalOf(test.subgraph, other, BOOK, book())).code).toBe('LIMIT_EXCEEDED');
  });

  it('gives its unit back to the month in which it was taken', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: 1 } });
    const [first, second, third] = await Promise.all(
      ['2026-12-02', '2026-12-03', '2026-12-04'].map((day) =>
        givenSession(test.subgraph, gym.owner, 10, `${day}T17:00:00Z`),
      ),
    );
    const book = (sessionId: string | undefined) => ({ input: { sessionId, idempotencyKey: anyKey() } });
    const { bookSession } = await ask<Created>(test.subgraph, gym.customer, BOOK, book(first));
    test.clock.moveTo('2026-12-01T09:00:00Z');
    await ask(test.subgraph, gym.customer, CANCEL, {
      input: { bookingId: bookSession.booking.id, idempotencyKey: anyKey() },
    });
    await ask(test.subgraph, gym.customer, BOOK, book(second));
    const refusal = await refusalOf(test.subgraph, gym.customer, BOOK, book(third));
    test.clock.moveTo('2026-11-23T09:00:00Z');
    expect(refusal).toMatchObject({ code: 'LIMIT_EXCEEDED', used: 1, limit: 1 });
  });

  it("does not exist for a customer whose booking it is not, and is the staff's to cancel", async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const { bookSession } = await ask<Created>(test.subgraph, gym.customer, BOOK, {
      input: { sessionId, idempotencyKey: anyKey() },
    });
    const input = { bookingId: bookSession.booking.id, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.someone('CUSTOMER'), CANCEL, { input })).code).toBe(
      'NOT_FOUND',
    );
    await expect(ask(test.subgraph, gym.trainer, CANCEL, { input })).resolves.toBeDefined();
  });

  it('costs what the rules say that are built in: nothing until 120 minutes before, the price after that', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const bookingId = await givenBooking(test, gym.customer, sessionId, 2);
    test.clock.moveTo('2026-11-24T15:00:01Z');
    await ask(test.subgraph, gym.customer, CANCEL, { input: { bookingId, idempotencyKey: anyKey() } });
    expect(await ask(test.subgraph, gym.customer, MINE)).toMatchObject({
      myBookings: {
        edges: [{ node: { status: 'LATE_CANCELED', refund: { amountMinor: 0 }, fee: { amountMinor: 0 } } }],
      },
    });
  });

  it('costs nothing when staff says why', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const bookingId = await givenBooking(test, gym.customer, sessionId, 2);
    test.clock.moveTo('2026-11-24T16:59:59Z');
    const input = { bookingId, overrideReason: 'Ill, with a note', idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.customer, CANCEL, { input })).code).toBe('FORBIDDEN');
    const query = CANCEL.replace('status', 'status overrideReason refund { amountMinor }');
    expect(await ask(test.subgraph, gym.trainer, query, { input })).toMatchObject({
      cancelBooking: {
        booking: {
          status: 'CANCELED',
          overrideReason: 'Ill, with a note',
          refund: { amountMinor: 30_000 },
        },
      },
    });
  });

  it('is refused once the session has begun', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    test.clock.moveTo('2026-11-24T17:00:00Z');
    const input = { bookingId, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.customer, CANCEL, { input })).code).toBe('SESSION_STARTED');
  });

  it('frees its seats once when 20 ask at once, with one key or with many', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    await givenBooking(test, gym.someone('CUSTOMER'), sessionId, 5);
    const bookingId = await givenBooking(test, gym.customer, sessionId, 3);
    const idempotencyKey = anyKey();
    const calls = many(20, (index) => ({
      caller: gym.customer,
      query: CANCEL,
      input: index % 2 ? { bookingId } : { bookingId, idempotencyKey },
    }));
    const codes = await tally(test, calls);
    expect([codes, codes.done === 1 || codes.done === 10]).toEqual([
      { done: codes.done, BOOKING_NOT_CONFIRMED: 20 - (codes.done ?? 0) },
      true,
    ]);
    const calls2 = many(9, () => ({ caller: gym.someone('CUSTOMER'), query: BOOK, input: { sessionId } }));
    expect(await tally(test, calls2)).toEqual({ done: 5, SLOT_TAKEN: 4 });
  });
});
