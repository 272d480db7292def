import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BOOK_INTERVAL,
  givenBooking,
  givenOfferingOf,
  givenSessionOf,
  newGym,
} from '../../test/booking-scene.ts';
import { setRules } from '../../test/rules-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from '../../test/scene.ts';
import { ACCEPT, act, codeOf, givenFull, join, newestOf, waitlistRules } from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const NOW = '2026-11-23T09:00:00Z';
const STARTS = '2026-11-24T17:00:00Z';
const HOLD = `mutation ($input: CreateHoldInput!) { createHold(input: $input) { hold { id seatPrice { amountMinor currency } } } }`;
const UPDATE = `mutation ($input: UpdateOfferingInput!) { updateOffering(input: $input) { offering { id } } }`;
const ARCHIVE = `mutation ($input: ArchiveOfferingInput!) { archiveOffering(input: $input) { offering { id } } }`;
const CLOSE = `mutation ($input: CloseSessionInput!) { closeSession(input: $input) { session { id } } }`;
const MINE = `{ myBookings(first: 1) { edges { node { price { amountMinor } } } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

interface Held {
  readonly createHold: { hold: { id: string; seatPrice: { amountMinor: number; currency: string } } };
}
async function hold(caller: Caller, input: object) {
  const { createHold } = await ask<Held>(test.subgraph, caller, HOLD, {
    input: { ...input, idempotencyKey: anyKey() },
  });
  return createHold.hold;
}
async function paid(caller: Caller): Promise<unknown> {
  const { myBookings } = await ask(test.subgraph, caller, MINE);
  return Object(myBookings).edges[0].node.price.amountMinor;
}
async function givenClass(facts: Record<string, unknown> = {}) {
  const gym = newGym();
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', priceMinor: 10_000, ...facts });
  const sessionId = await givenSessionOf(test, gym.owner, offeringId, STARTS);
  const raise = () => act(test, gym.owner, UPDATE, { offeringId, priceMinor: 99_000 });
  return { gym, offeringId, sessionId, raise };
}

describe('the price of what is held', () => {
  it('is that of the moment in which it was held, for every seat that is booked with it', async () => {
    const { gym, sessionId, raise } = await givenClass();
    const { id: holdId, seatPrice } = await hold(gym.customer, { sessionId });
    expect(seatPrice).toEqual({ amountMinor: 10_000, currency: 'NOK' });
    await raise();
    await act(test, gym.customer, BOOK, { sessionId, holdId, seats: 2 });
    expect(await paid(gym.customer)).toBe(20_000);
    const other = gym.someone('CUSTOMER');
    await givenBooking(test, other, sessionId);
    expect(await paid(other)).toBe(99_000);
  });

  it('stays for a time that is held, too', async () => {
    const gym = newGym();
    const offeringId = await givenOfferingOf(test, gym.owner, { priceMinor: 10_000 });
    const { id: holdId } = await hold(gym.customer, { offeringId, startsAt: STARTS });
    await act(test, gym.owner, UPDATE, { offeringId, priceMinor: 99_000 });
    await act(test, gym.customer, BOOK_INTERVAL, { offeringId, startsAt: STARTS, holdId });
    expect(await paid(gym.customer)).toBe(10_000);
  });

  it('is for who waits that of the moment in which the seats were offered', async () => {
    const full = await givenFull(test, { rules: waitlistRules({ mode: 'OFFER' }) });
    await join(test, full.gym.customer, full.sessionId);
    await act(test, full.gym.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    await act(test, full.gym.owner, UPDATE, { offeringId: full.offeringId, priceMinor: 99_000 });
    await act(test, full.gym.customer, ACCEPT, { entryId: (await newestOf(test, full.gym.customer)).id });
    expect(await paid(full.gym.customer)).toBe(15_000);
  });
});

describe('what could not be booked now', () => {
  it.each([
    ['before booking opens', { opensDaysAhead: 1 }, 'TOO_EARLY_TO_BOOK'],
    ['when booking has closed', { closesMinutesBefore: 2_880 }, 'BOOKING_CLOSED'],
  ])('is not held %s, but by staff', async (_when, rules, code) => {
    const { gym, sessionId } = await givenClass();
    await setRules(test, gym.owner, rules);
    expect(await codeOf(test, gym.customer, HOLD, { sessionId })).toBe(code);
    expect((await hold(gym.owner, { sessionId })).id).toMatch(/^hld_/);
  });

  it('is not held from the moment on in which it is archived', async () => {
    const { gym, offeringId, sessionId } = await givenClass();
    await act(test, gym.owner, ARCHIVE, { offeringId });
    expect(await codeOf(test, gym.customer, HOLD, { sessionId })).toBe('OFFERING_ARCHIVED');
  });

  it('is not held by who is blocked, of a session as of a time', async () => {
    const { gym, offeringId, sessionId } = await givenClass();
    const strikes = { count: 1, windowDays: 30, blockDays: 14, unblockFeeMinor: null };
    await setRules(test, gym.owner, { noShow: { graceHours: 0, consequence: 'STRIKE' }, strikes });
    const missed = await givenSessionOf(test, gym.owner, offeringId, '2026-11-23T10:00:00Z');
    await givenBooking(test, gym.customer, missed);
    test.clock.moveTo('2026-11-23T11:00:00Z');
    await act(test, gym.owner, CLOSE, { sessionId: missed });
    const rooms = await givenOfferingOf(test, gym.owner);
    expect(await codeOf(test, gym.customer, HOLD, { sessionId })).toBe('MEMBER_BLOCKED');
    const time = { offeringId: rooms, startsAt: STARTS };
    expect(await codeOf(test, gym.customer, HOLD, time)).toBe('MEMBER_BLOCKED');
    expect((await hold(gym.someone('CUSTOMER'), { sessionId })).id).toMatch(/^hld_/);
  });

  it('takes no seat when it is refused', async () => {
    const { gym, sessionId } = await givenClass({ capacity: 1 });
    await setRules(test, gym.owner, { opensDaysAhead: 1 });
    const refusal = await refusalOf(test.subgraph, gym.customer, HOLD, {
      input: { sessionId, idempotencyKey: anyKey() },
    });
    expect(refusal).toEqual({ code: 'TOO_EARLY_TO_BOOK', opensAt: '2026-11-23T17:00:00.000Z' });
    test.clock.moveTo('2026-11-23T17:00:00Z');
    expect((await hold(gym.customer, { sessionId })).id).toMatch(/^hld_/);
  });
});
