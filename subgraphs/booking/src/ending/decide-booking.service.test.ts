import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  APPROVE,
  BOOK_INTERVAL,
  DECLINE,
  givenBooking,
  givenOfferingOf,
  givenSessionOf,
  MINE,
  many,
  newGym,
  tally,
} from '../../test/booking-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());
afterEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));

async function givenRequest(gym: ReturnType<typeof newGym>) {
  const offeringId = await givenOfferingOf(test, gym.owner, { needsApproval: true, capacity: 1 });
  const sessionId = await givenSessionOf(test, gym.owner, offeringId);
  return { offeringId, sessionId, bookingId: await givenBooking(test, gym.customer, sessionId) };
}

describe('an offering that needs approval', () => {
  it('makes bookings that wait, and that nobody else can have meanwhile', async () => {
    const gym = newGym();
    const { sessionId } = await givenRequest(gym);
    expect(await ask(test.subgraph, gym.customer, MINE)).toMatchObject({
      myBookings: { edges: [{ node: { status: 'PENDING' } }] },
    });
    const call = { caller: gym.someone('CUSTOMER'), query: BOOK, input: { sessionId } };
    expect(await tally(test, [call])).toEqual({ SLOT_TAKEN: 1 });
  });

  it('is approved once by ten calls with one key', async () => {
    const gym = newGym();
    const { bookingId } = await givenRequest(gym);
    const input = { bookingId, idempotencyKey: anyKey() };
    expect(
      await tally(
        test,
        many(10, () => ({ caller: gym.trainer, query: APPROVE, input })),
      ),
    ).toEqual({
      done: 10,
    });
    expect(await ask(test.subgraph, gym.trainer, APPROVE, { input })).toEqual({
      approveBooking: { booking: { id: bookingId, status: 'CONFIRMED' } },
    });
    expect(await tally(test, [{ caller: gym.trainer, query: APPROVE, input: { bookingId } }])).toEqual({
      BOOKING_NOT_PENDING: 1,
    });
  });

  it('is either approved or declined when both are asked at once', async () => {
    const gym = newGym();
    const { bookingId } = await givenRequest(gym);
    const calls = many(20, (index) => ({
      caller: gym.trainer,
      query: index % 2 ? APPROVE : DECLINE,
      input: { bookingId },
    }));
    expect(await tally(test, calls)).toEqual({ done: 1, BOOKING_NOT_PENDING: 19 });
  });

  it('gives seat, price and unit of the plan back when it is declined', async () => {
    const gym = newGym();
    const limited = { limits: { bookings: 1, classes: null } };
    const offeringId = await givenOfferingOf(test, gym.owner, { needsApproval: true });
    const customer = gym.entitled(gym.customer, limited);
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    const bookingId = await givenBooking(test, customer, sessionId);
    const input = { bookingId, idempotencyKey: anyKey() };
    expect(await ask(test.subgraph, gym.trainer, DECLINE, { input })).toEqual({
      declineBooking: {
        booking: {
          id: bookingId,
          status: 'DECLINED',
          refund: { amountMinor: 15_000 },
          session: { seatsLeft: 10, canceledAt: null },
        },
      },
    });
    await expect(givenBooking(test, customer, sessionId)).resolves.toBeDefined();
  });

  it('frees the time that it asked for when it is declined', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { needsApproval: true });
    const input = { offeringId, startsAt: '2026-11-24T17:00:00Z', idempotencyKey: anyKey() };
    const { bookInterval } = await ask<{ bookInterval: { booking: { id: string; status: string } } }>(
      test.subgraph,
      gym.customer,
      BOOK_INTERVAL,
      { input },
    );
    expect(bookInterval.booking.status).toBe('PENDING');
    const again = { ...input, idempotencyKey: anyKey() };
    const call = { caller: gym.someone('CUSTOMER'), query: BOOK_INTERVAL, input: again };
    expect(await tally(test, [call])).toEqual({ SLOT_TAKEN: 1 });
    const { id: bookingId } = bookInterval.booking;
    await ask(test.subgraph, gym.owner, DECLINE, { input: { bookingId, idempotencyKey: anyKey() } });
    expect(await tally(test, [call])).toEqual({ done: 1 });
  });

  it('costs nothing to give back while it waits, however late', async () => {
    const gym = newGym();
    const { bookingId } = await givenRequest(gym);
    test.clock.moveTo('2026-11-24T16:59:59Z');
    await ask(test.subgraph, gym.customer, CANCEL, { input: { bookingId, idempotencyKey: anyKey() } });
    expect(await ask(test.subgraph, gym.customer, MINE)).toMatchObject({
      myBookings: { edges: [{ node: { status: 'CANCELED', refund: { amountMinor: 15_000 } } }] },
    });
  });

  it('is decided by staff of the tenant, before it begins', async () => {
    const [gym, other] = [newGym(), newGym()];
    const { bookingId } = await givenRequest(gym);
    const refused = async (caller: typeof gym.owner, query: string, id = bookingId) => {
      const input = { bookingId: id, idempotencyKey: anyKey() };
      return (await refusalOf(test.subgraph, caller, query, { input })).code;
    };
    expect(await refused(gym.customer, APPROVE)).toBe('FORBIDDEN');
    expect(await refused(gym.customer, DECLINE)).toBe('FORBIDDEN');
    expect(await refused(other.owner, APPROVE)).toBe('NOT_FOUND');
    expect(await refused(gym.owner, DECLINE, newId('bkg'))).toBe('NOT_FOUND');
    test.clock.moveTo('2026-11-24T17:00:00Z');
    expect(await refused(gym.owner, APPROVE)).toBe('SESSION_STARTED');
  });
});
