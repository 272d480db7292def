import { Context } from '@freehold/kernel/subgraph/context';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { sweepHolds } from '../src/hold/sweep.service.ts';
import { replay, turnsIn } from '../src/waitlist/replay.policy.ts';
import { givenSessionOf, many, newGym, tally } from './booking-scene.ts';
import { idOf } from './customer-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from './scene.ts';
import {
  ACCEPT,
  act,
  codeOf,
  DECLINE_OFFER,
  type FullSession,
  givenFull,
  join,
  LEAVE,
  logOf,
  look,
  newestOf,
  STARTS,
  waitlistRules,
} from './waitlist-scene.ts';

const NOW = '2026-11-23T09:00:00Z';
const DAY_MS = 86_400_000;
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

const OFFERS = waitlistRules({ mode: 'OFFER' });

/** Two wait, and the first one is offered the only seat. */
async function givenOffer(rules: object = OFFERS) {
  const full = await givenFull(test, { rules });
  const [first, second] = [full.gym.someone('CUSTOMER'), full.gym.someone('CUSTOMER')];
  const entryId = await join(test, first, full.sessionId);
  const nextId = await join(test, second, full.sessionId);
  await act(test, full.gym.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
  return { full, gym: full.gym, first, second, entryId, nextId };
}

const keepsTheLine = async (full: FullSession) => {
  const log = await logOf(test, full);
  expect(replay(log)).toEqual(turnsIn(log));
  return log.map(({ kind }) => kind);
};

describe('an offer', () => {
  it('keeps the seat for the first in the line until it expires', async () => {
    const { full, gym, first, second } = await givenOffer();
    expect(await newestOf(test, first)).toMatchObject({
      status: 'OFFERED',
      place: null,
      offerExpiresAt: new Date('2026-11-24T09:00:00Z'),
    });
    expect(await newestOf(test, second)).toMatchObject({ status: 'WAITING', place: 1 });
    expect(await look(test, full)).toMatchObject({ seatsLeft: 0 });
    expect(await codeOf(test, gym.customer, BOOK, { sessionId: full.sessionId })).toBe('SLOT_TAKEN');
  });

  it('is refused with OFFERING_ARCHIVED once what is offered takes no bookings, and stands', async () => {
    const { full, gym, first, entryId } = await givenOffer();
    const archive = `mutation ($input: ArchiveOfferingInput!) { archiveOffering(input: $input) { offering { id } } }`;
    await act(test, gym.owner, archive, { offeringId: full.offeringId });
    expect(await codeOf(test, first, ACCEPT, { entryId })).toBe('OFFERING_ARCHIVED');
    expect(await newestOf(test, first)).toMatchObject({ status: 'OFFERED' });
  });

  it('becomes a booking when it is accepted, once for ten calls with one key', async () => {
    const { full, first, entryId } = await givenOffer();
    const input = { entryId, idempotencyKey: anyKey() };
    const calls = many(10, () => ({ caller: first, query: ACCEPT, input }));
    expect(await tally(test, calls)).toEqual({ done: 10 });
    expect(await newestOf(test, first)).toMatchObject({
      status: 'PROMOTED',
      booking: { status: 'CONFIRMED' },
    });
    expect(await codeOf(test, first, ACCEPT, { entryId })).toBe('NOTHING_OFFERED');
    expect(await look(test, full)).toMatchObject({ seatsTaken: 1, seatsLeft: 0 });
    expect(await keepsTheLine(full)).toEqual(['JOINED', 'JOINED', 'SEATS_FREED', 'OFFERED', 'ACCEPTED']);
  });

  it('is accepted or declined, not both, when both are asked at once', async () => {
    const { full, first, entryId } = await givenOffer();
    const calls = many(10, (index) => ({
      caller: first,
      query: index % 2 ? ACCEPT : DECLINE_OFFER,
      input: { entryId },
    }));
    const { done, NOTHING_OFFERED } = await tally(test, calls);
    expect([done, NOTHING_OFFERED]).toEqual([1, 9]);
    expect(await look(test, full)).toMatchObject({ seatsTaken: 1 });
    await keepsTheLine(full);
  });

  it('goes to the next one when it is declined, or its member leaves', async () => {
    for (const query of [DECLINE_OFFER, LEAVE]) {
      const { full, first, second, entryId } = await givenOffer();
      await act(test, first, query, { entryId });
      expect(await newestOf(test, first)).toMatchObject({ status: query === LEAVE ? 'LEFT' : 'DECLINED' });
      expect(await newestOf(test, second)).toMatchObject({ status: 'OFFERED' });
      expect(await look(test, full)).toMatchObject({ seatsTaken: 1 });
      await keepsTheLine(full);
    }
  });

  it('is open to the last second, and not at the one at which it expires', async () => {
    const open = await givenOffer();
    test.clock.advance(DAY_MS - 1000);
    await act(test, open.first, ACCEPT, { entryId: open.entryId });
    test.clock.moveTo(NOW);
    const { full, first, second, entryId, nextId } = await givenOffer();
    test.clock.advance(DAY_MS);
    expect(await newestOf(test, first)).toMatchObject({ status: 'EXPIRED' });
    expect(await codeOf(test, first, ACCEPT, { entryId })).toBe('OFFER_EXPIRED');
    // The refusal does not undo that the seat is the next one's.
    expect(await newestOf(test, second)).toMatchObject({
      status: 'OFFERED',
      offerExpiresAt: new Date(STARTS),
    });
    await act(test, second, ACCEPT, { entryId: nextId });
    expect(await codeOf(test, first, DECLINE_OFFER, { entryId })).toBe('OFFER_EXPIRED');
    expect(await keepsTheLine(full)).toEqual([
      ...['JOINED', 'JOINED', 'SEATS_FREED', 'OFFERED', 'EXPIRED', 'SEATS_FREED', 'OFFERED', 'ACCEPTED'],
    ]);
  });

  it('that has expired goes to the next one when a stranger wants its seat, and to the stranger when nobody waits', async () => {
    const { full, gym, second, nextId } = await givenOffer();
    test.clock.advance(DAY_MS);
    expect(await codeOf(test, gym.customer, BOOK, { sessionId: full.sessionId })).toBe('SLOT_TAKEN');
    expect(await newestOf(test, second)).toMatchObject({ status: 'OFFERED' });
    await act(test, second, DECLINE_OFFER, { entryId: nextId });
    await act(test, gym.customer, BOOK, { sessionId: full.sessionId });
    expect(await look(test, full)).toMatchObject({ seatsTaken: 1 });
  });

  it('that has expired goes to the next one when a timer asks, once', async () => {
    const { full, gym, second } = await givenOffer();
    test.clock.advance(DAY_MS);
    const settle = async () => {
      const ctx = new Context(test.subgraph.parts, gym.owner);
      const count = await sweepHolds(ctx);
      await ctx.close();
      return count;
    };
    expect([await settle(), await settle()]).toEqual([1, 0]);
    expect(await newestOf(test, second)).toMatchObject({ status: 'OFFERED' });
    await keepsTheLine(full);
  });

  it('is made after the cutoff of promotions, until the waitlist closes', async () => {
    const full = await givenFull(test, {
      rules: waitlistRules({ mode: 'OFFER', closesMinutesBefore: 30 }),
      seats: 2,
    });
    const [first, second] = [full.gym.someone('CUSTOMER'), full.gym.someone('CUSTOMER')];
    for (const caller of [first, second]) await join(test, caller, full.sessionId);
    test.clock.moveTo(new Date(Date.parse(STARTS) - 31 * 60_000));
    await act(test, full.gym.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    test.clock.advance(60_000);
    await act(test, full.gym.owner, CANCEL, { bookingId: full.holders[1]?.bookingId });
    expect(await newestOf(test, first)).toMatchObject({ status: 'OFFERED' });
    expect(await newestOf(test, second)).toMatchObject({ status: 'WAITING' });
  });

  it('is not made to who could not book, and stands while its acceptance is refused', async () => {
    const none = { bookings: null, seats: null };
    const limits = { perDay: { bookings: 1, seats: null }, perSevenDays: none, concurrent: none };
    const { full, gym, first, second, entryId, nextId } = await givenOffer({ ...OFFERS, limits });
    const elsewhere = await givenSessionOf(test, gym.owner, full.offeringId, '2026-11-24T19:00:00Z');
    await act(test, first, BOOK, { sessionId: elsewhere });
    expect(await codeOf(test, first, ACCEPT, { entryId })).toBe('BOOKING_LIMIT_REACHED');
    expect(await newestOf(test, first)).toMatchObject({ status: 'OFFERED' });
    const third = gym.someone('CUSTOMER');
    await join(test, third, full.sessionId);
    const other = await givenSessionOf(test, gym.owner, full.offeringId, '2026-11-24T21:00:00Z');
    await act(test, second, BOOK, { sessionId: other });
    await act(test, first, DECLINE_OFFER, { entryId });
    expect(await newestOf(test, second)).toMatchObject({ id: nextId, status: 'WAITING' });
    expect(await newestOf(test, third)).toMatchObject({ status: 'OFFERED' });
    await keepsTheLine(full);
  });

  it("is its member's and the staff's to answer", async () => {
    const { gym, second, entryId, nextId, full } = await givenOffer();
    for (const query of [ACCEPT, DECLINE_OFFER]) {
      expect(await codeOf(test, second, query, { entryId })).toBe('NOT_FOUND');
      expect(await codeOf(test, newGym().customer, query, { entryId })).toBe('NOT_FOUND');
      expect(await codeOf(test, newGym().owner, query, { entryId })).toBe('NOT_FOUND');
      expect(await codeOf(test, gym.anonymous, query, { entryId })).toBe('UNAUTHENTICATED');
      expect(await codeOf(test, second, query, { entryId: nextId })).toBe('NOTHING_OFFERED');
    }
    expect(await look(test, full)).toMatchObject({ seatsTaken: 1 });
  });

  it('is accepted by staff for its member, whose booking says who made it', async () => {
    const { full, gym, first, entryId } = await givenOffer();
    const accept = () => ({ caller: gym.trainer, query: ACCEPT, input: { entryId } });
    expect(await tally(test, many(10, accept))).toEqual({ done: 1, NOTHING_OFFERED: 9 });
    const made = `{ myBookings(first: 5) { edges { node { status customer { id } bookedBy { id } } } } }`;
    expect(await ask(test.subgraph, first, made)).toEqual({
      myBookings: {
        edges: [
          {
            node: {
              status: 'CONFIRMED',
              customer: { id: idOf(first) },
              bookedBy: { id: idOf(gym.trainer) },
            },
          },
        ],
      },
    });
    expect(await ask(test.subgraph, gym.trainer, made)).toEqual({ myBookings: { edges: [] } });
    expect(await keepsTheLine(full)).toContain('ACCEPTED');
  });

  it('is judged by what its member missed and booked, not by what staff did', async () => {
    const none = { bookings: null, seats: null };
    const limits = { perDay: { bookings: 1, seats: null }, perSevenDays: none, concurrent: none };
    const { full, gym, first, entryId } = await givenOffer({ ...OFFERS, limits });
    const elsewhere = await givenSessionOf(test, gym.owner, full.offeringId, '2026-11-24T19:00:00Z');
    await act(test, gym.trainer, BOOK, { sessionId: elsewhere });
    await act(test, gym.trainer, ACCEPT, { entryId });
    expect(await newestOf(test, first)).toMatchObject({ status: 'PROMOTED' });
  });

  it('is declined by staff for its member, and the next one has it', async () => {
    const { gym, first, second, entryId } = await givenOffer();
    await act(test, gym.trainer, DECLINE_OFFER, { entryId });
    expect(await newestOf(test, first)).toMatchObject({ status: 'DECLINED', booking: null });
    expect(await newestOf(test, second)).toMatchObject({ status: 'OFFERED' });
  });
});

describe('a party', () => {
  it('is offered all of its seats or none', async () => {
    const full = await givenFull(test, { rules: OFFERS, seats: 3 });
    const party = full.gym.customer;
    const entryId = await join(test, party, full.sessionId, 2);
    await act(test, full.gym.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    expect(await newestOf(test, party)).toMatchObject({ status: 'WAITING' });
    await act(test, full.gym.owner, CANCEL, { bookingId: full.holders[1]?.bookingId });
    expect(await newestOf(test, party)).toMatchObject({ status: 'OFFERED' });
    const accepted = await ask(test.subgraph, party, ACCEPT, {
      input: { entryId, idempotencyKey: anyKey() },
    });
    expect(accepted).toMatchObject({ acceptOffer: { booking: { seats: 2, session: { seatsLeft: 0 } } } });
  });
});
