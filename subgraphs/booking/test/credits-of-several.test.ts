import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenBooking, givenOfferingOf, givenSessionOf, MOVE, many, newGym, tally } from './booking-scene.ts';
import { givenCreditGym, givenPass, passesOf, REVOKE } from './pass-scene.ts';
import { setRules } from './rules-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from './scene.ts';
import { rowsOf } from './series-scene.ts';
import { ACCEPT, act, codeOf, join, newestOf, STARTS, waitlistRules } from './waitlist-scene.ts';

const NOW = '2026-11-23T09:00:00Z';
const SPENT = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Booking {
  creditsTaken passes { credits pass { name creditsLeft } } } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

/** Passes with so many credits each; the first ends first. */
async function givenPasses(
  gym: TestTenant,
  credits: readonly number[],
  caller: Caller = gym.customer,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [index, each] of credits.entries()) {
    const validUntil = `2027-0${index + 1}-01T00:00:00Z`;
    ids.push(await givenPass(test, gym, caller, { name: `pass ${index + 1}`, credits: each, validUntil }));
  }
  return ids;
}

/** A class for a credit a seat, and a customer with such passes. */
async function givenClass(credits: readonly number[], rules: object = {}) {
  const { gym, offeringId } = await givenCreditGym(test, rules);
  const passIds = await givenPasses(gym, credits);
  return { gym, offeringId, passIds, sessionId: await givenSessionOf(test, gym.owner, offeringId, STARTS) };
}

/** What happened to each pass after it was issued, that which ends first before the others. */
async function accountsOf(caller: Caller) {
  const passes = (await passesOf(test, caller)).toReversed();
  for (const { creditsLeft, sum } of passes) expect(sum).toBe(creditsLeft);
  return passes.map(({ account: [, ...deeds] }) => deeds.join(', '));
}

const spentBy = async (caller: Caller, bookingId: string) => {
  const ids = [{ __typename: 'Booking', id: bookingId }];
  const { _entities } = await ask<{ _entities: unknown[] }>(test.subgraph, caller, SPENT, { ids });
  return _entities[0];
};

describe('a booking that takes more credits than one pass has', () => {
  it('takes them of several, in the order in which these end, of each as far as it goes', async () => {
    const { gym, sessionId } = await givenClass([1, 2, 5, 5]);
    const bookingId = await givenBooking(test, gym.customer, sessionId, 5);
    expect(await accountsOf(gym.customer)).toEqual(['TAKEN -1', 'TAKEN -2', 'TAKEN -2', '']);
    const spent = {
      creditsTaken: 5,
      passes: [
        { credits: 1, pass: { name: 'pass 1', creditsLeft: 0 } },
        { credits: 2, pass: { name: 'pass 2', creditsLeft: 0 } },
        { credits: 2, pass: { name: 'pass 3', creditsLeft: 3 } },
      ],
    };
    expect(await spentBy(gym.customer, bookingId)).toEqual(spent);
    expect(await spentBy(gym.trainer, bookingId)).toEqual(spent);
  });

  it('takes them of the older of passes that end together', async () => {
    const { gym, sessionId } = await givenClass([]);
    for (const name of ['older', 'newer']) await givenPass(test, gym, gym.customer, { name, credits: 1 });
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    expect(await spentBy(gym.customer, bookingId)).toMatchObject({ passes: [{ pass: { name: 'older' } }] });
  });

  it('is refused with what all of them have left, and nothing is kept', async () => {
    const { gym, sessionId } = await givenClass([1, 2]);
    const input = { sessionId, seats: 4, idempotencyKey: anyKey() };
    const refusal = { code: 'NO_CREDIT', needed: 4, left: 3 };
    expect(await refusalOf(test.subgraph, gym.customer, BOOK, { input })).toEqual(refusal);
    expect(await accountsOf(gym.customer)).toEqual(['', '']);
    expect(await rowsOf(test, gym.owner, 'select 1 from booking.pass_use')).toEqual([]);
  });

  it('does not count passes that are revoked, ended or for something else', async () => {
    const { gym, passIds, sessionId } = await givenClass([1, 1]);
    await act(test, gym.owner, REVOKE, { passId: passIds[0], reason: 'Lost.' });
    await givenPass(test, gym, gym.customer, { validFrom: '2026-12-01T00:00:00Z' });
    const offeringIds = [await givenOfferingOf(test, gym.owner)];
    await givenPass(test, gym, gym.customer, { offeringIds });
    const input = { sessionId, seats: 2, idempotencyKey: anyKey() };
    const refusal = { code: 'NO_CREDIT', needed: 2, left: 1 };
    expect(await refusalOf(test.subgraph, gym.customer, BOOK, { input })).toEqual(refusal);
  });

  it('takes what there is when staff overrides', async () => {
    const { gym, sessionId } = await givenClass([1, 2]);
    const input = {
      sessionId,
      seats: 4,
      customerId: gym.customer.member?.id,
      overrideReason: 'A friend pays.',
      idempotencyKey: anyKey(),
    };
    const { bookSession } = await ask<{ bookSession: { booking: { id: string } } }>(
      test.subgraph,
      gym.owner,
      BOOK,
      { input },
    );
    expect(await spentBy(gym.owner, bookSession.booking.id)).toMatchObject({ creditsTaken: 3 });
    expect(await accountsOf(gym.customer)).toEqual(['TAKEN -1', 'TAKEN -2']);
    await act(test, gym.owner, CANCEL, { bookingId: bookSession.booking.id });
    expect(await accountsOf(gym.customer)).toEqual(['TAKEN -1, GIVEN_BACK 1', 'TAKEN -2, GIVEN_BACK 2']);
  });

  it('is invisible to another tenant, and to other customers', async () => {
    const { gym, sessionId } = await givenClass([1, 1]);
    const id = await givenBooking(test, gym.customer, sessionId, 2);
    const variables = { ids: [{ __typename: 'Booking', id }] };
    for (const caller of [newGym().owner, gym.someone('CUSTOMER')])
      expect((await test.subgraph.execute({ query: SPENT, variables, caller })).data).toEqual({
        _entities: [null],
      });
    expect(await rowsOf(test, newGym().owner, 'select 1 from booking.pass_use')).toEqual([]);
  });

  it('is made with as many statements as one that takes them of one pass, and one without credits with fewer', async () => {
    const sent = async (credits: readonly number[], creditsPerSeat = 1) => {
      const { gym, sessionId } = await givenClass(credits, { creditsPerSeat });
      test.statements.splice(0);
      await givenBooking(test, gym.customer, sessionId, 3);
      return test.statements.splice(0).length;
    };
    const [none, one, several] = [await sent([], 0), await sent([3]), await sent([1, 1, 1])];
    expect(several).toBe(one);
    // The lock, the passes, the taking, its entries, and how many it took; passes and taking in one round trip.
    expect(one - none).toBe(5);
  });
});

describe('the end of a booking that took credits of several passes', () => {
  it('gives each back what was taken of it, also one that was revoked meanwhile', async () => {
    const { gym, passIds, sessionId } = await givenClass([1, 2]);
    const bookingId = await givenBooking(test, gym.customer, sessionId, 2);
    await act(test, gym.owner, REVOKE, { passId: passIds[1], reason: 'Moved away.' });
    await act(test, gym.customer, CANCEL, { bookingId });
    expect(await accountsOf(gym.customer)).toEqual([
      'TAKEN -1, GIVEN_BACK 1',
      'TAKEN -1, REVOKED -1, GIVEN_BACK 1',
    ]);
  });

  it('that comes too late loses them all', async () => {
    const { gym, sessionId } = await givenClass([1, 2]);
    const bookingId = await givenBooking(test, gym.customer, sessionId, 2);
    test.clock.moveTo('2026-11-24T16:00:00Z');
    await act(test, gym.customer, CANCEL, { bookingId });
    expect(await accountsOf(gym.customer)).toEqual(['TAKEN -1, LOST 0', 'TAKEN -1, LOST 0']);
  });

  it('by being moved hands them on, and both bookings tell of them', async () => {
    const { gym, offeringId, sessionId } = await givenClass([1, 2]);
    const from = await givenBooking(test, gym.customer, sessionId, 2);
    await setRules(test, gym.owner, { creditsPerSeat: 7 });
    const target = await givenSessionOf(test, gym.owner, offeringId, '2026-11-25T17:00:00Z');
    const input = { bookingId: from, sessionId: target, idempotencyKey: anyKey() };
    const { rescheduleBooking } = await ask<{ rescheduleBooking: { booking: { id: string } } }>(
      test.subgraph,
      gym.customer,
      MOVE,
      { input },
    );
    const to = rescheduleBooking.booking.id;
    expect(await spentBy(gym.customer, to)).toMatchObject({ passes: [{ credits: 1 }, { credits: 1 }] });
    expect(await spentBy(gym.customer, from)).toEqual(await spentBy(gym.customer, to));
    await act(test, gym.customer, CANCEL, { bookingId: to });
    const each = 'TAKEN -1, MOVED 0, GIVEN_BACK 1';
    expect(await accountsOf(gym.customer)).toEqual([each, each]);
  });
});

describe('who waits for seats with credits of several passes', () => {
  const givenWaiter = async (rules: object) => {
    const { gym, sessionId, offeringId } = await givenClass([9, 9], rules);
    const bookingId = await givenBooking(test, gym.customer, sessionId, 10);
    const waiter = gym.someone('CUSTOMER');
    const passIds = await givenPasses(gym, [1, 1], waiter);
    const entryId = await join(test, waiter, sessionId, 2);
    return { gym, waiter, passIds, entryId, bookingId, offeringId };
  };

  it('is promoted for them', async () => {
    const { gym, waiter, bookingId } = await givenWaiter({});
    await act(test, gym.owner, CANCEL, { bookingId });
    expect(await newestOf(test, waiter)).toMatchObject({ status: 'PROMOTED' });
    expect(await accountsOf(waiter)).toEqual(['TAKEN -1', 'TAKEN -1']);
    expect((await accountsOf(gym.customer))[0]).toBe('TAKEN -9, GIVEN_BACK 9');
  });

  it('is offered them, and refused when one has gone by then', async () => {
    const { gym, waiter, passIds, entryId, bookingId } = await givenWaiter(waitlistRules({ mode: 'OFFER' }));
    await act(test, gym.owner, CANCEL, { bookingId });
    expect(await newestOf(test, waiter)).toMatchObject({ status: 'OFFERED' });
    await act(test, gym.owner, REVOKE, { passId: passIds[1], reason: 'Lost.' });
    expect(await codeOf(test, waiter, ACCEPT, { entryId })).toBe('NO_CREDIT');
    await givenPass(test, gym, waiter, { credits: 1 });
    await act(test, waiter, ACCEPT, { entryId });
    expect(await newestOf(test, waiter)).toMatchObject({ status: 'PROMOTED' });
  });
});

describe('bookings of one customer at once', () => {
  it('get all credits of the passes and none twice', async () => {
    const { gym, offeringId } = await givenCreditGym(test);
    await givenPasses(gym, [3, 1, 4, 1, 6]);
    const sessions: string[] = [];
    for (const startsAt of many(20, (day) => new Date(Date.UTC(2026, 11, 1 + day, 17)).toISOString()))
      sessions.push(await givenSessionOf(test, gym.owner, offeringId, startsAt));
    const calls = sessions.map((sessionId) => ({
      caller: gym.customer,
      query: BOOK,
      input: { sessionId, seats: 2 },
    }));
    expect(await tally(test, calls)).toEqual({ done: 7, NO_CREDIT: 13 });
    const left = (await passesOf(test, gym.customer)).map(({ creditsLeft }) => creditsLeft);
    expect(left.toReversed()).toEqual([0, 0, 0, 0, 1]);
  }, 60_000);
});
