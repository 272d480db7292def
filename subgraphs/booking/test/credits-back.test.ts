import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { CALL_OFF, DECLINE, givenBooking, givenOfferingOf, givenSessionOf, MOVE } from './booking-scene.ts';
import { accountOf, givenCreditGym, givenPass, REVOKE } from './pass-scene.ts';
import { setRules } from './rules-scene.ts';
import { anyKey, BOOK, CANCEL, faces } from './scene.ts';
import { BOOK_SERIES, CANCEL_OCCURRENCES, givenSeries, nth } from './series-scene.ts';
import { act, codeOf, STARTS } from './waitlist-scene.ts';

const NOW = '2026-11-23T09:00:00Z';
const LATE = '2026-11-24T16:00:00Z';
const _MINE = `{ myBookings(first: 100) { edges { node { id status creditsTaken overrideReason: status } } } }`;
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
describe('the credits of a booking that ends', () => {
  const booked = async (rules: object = {}) => {
    const given = await givenClass(rules);
    const passId = await givenPass(test, given.gym);
    return { ...given, passId, bookingId: await givenBooking(test, given.gym.customer, given.sessionId) };
  };

  it('return while giving back costs nothing, and are lost afterwards', async () => {
    const early = await booked();
    await act(test, early.gym.customer, CANCEL, { bookingId: early.bookingId });
    expect(await account(early.gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1', 'GIVEN_BACK 1']);
    const late = await booked();
    test.clock.moveTo(LATE);
    await act(test, late.gym.customer, CANCEL, { bookingId: late.bookingId });
    expect(await account(late.gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1', 'LOST 0']);
  });

  it.each([
    [true, 'GIVEN_BACK 1'],
    [false, 'LOST 0'],
  ])('return by a tier with a fee when it says creditBack: %s', async (creditBack, entry) => {
    const tier = { untilMinutesBefore: 30, refundPercent: null, feeMinor: 5_000, creditBack };
    const { gym, bookingId } = await booked({ cancellation: [tier] });
    test.clock.moveTo(LATE);
    await act(test, gym.customer, CANCEL, { bookingId });
    expect((await account(gym.customer)).at(-1)).toBe(entry);
  });

  it('follow the rules that were agreed, whatever the rules have become', async () => {
    const { gym, bookingId } = await booked();
    const never = { untilMinutesBefore: 0, refundPercent: 100, feeMinor: null, creditBack: false };
    await setRules(test, gym.owner, { creditsPerSeat: 5, cancellation: [never] });
    await act(test, gym.customer, CANCEL, { bookingId });
    expect((await account(gym.customer)).at(-1)).toBe('GIVEN_BACK 1');
  });

  it('return when staff waives what it costs', async () => {
    const { gym, bookingId } = await booked();
    test.clock.moveTo(LATE);
    await act(test, gym.owner, CANCEL, { bookingId, overrideReason: 'Ill.' });
    expect((await account(gym.customer)).at(-1)).toBe('GIVEN_BACK 1');
    const ids = [{ __typename: 'Booking', id: bookingId }];
    expect(await ask(test.subgraph, gym.trainer, OVERRIDES, { ids })).toMatchObject({
      _entities: [{ overrides: [{ deed: 'CANCELED', reason: 'Ill.', by: { id: gym.owner.member?.id } }] }],
    });
    expect((await refusalOf(test.subgraph, gym.customer, OVERRIDES, { ids })).code).toBe('FORBIDDEN');
  });

  it('return when the session is called off, however late', async () => {
    const { gym, sessionId } = await booked();
    test.clock.moveTo(LATE);
    await act(test, gym.owner, CALL_OFF, { sessionId });
    expect(await account(gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1', 'GIVEN_BACK 1']);
  });

  it('return for each occurrence of a series that is called off', async () => {
    const { gym, offeringId } = await givenCreditGym(test);
    const { id, occurrences } = await givenSeries(test.subgraph, gym.owner, offeringId);
    await givenPass(test, gym);
    await act(test, gym.customer, BOOK_SERIES, { seriesId: id });
    await act(test, gym.owner, CANCEL_OCCURRENCES, { occurrenceId: nth(occurrences, 0).id, scope: 'ALL' });
    const lines = await account(gym.customer);
    expect(lines.filter((line) => line === 'GIVEN_BACK 1')).toHaveLength(4);
  });

  it('return when staff turns the request down', async () => {
    const { gym } = await givenCreditGym(test);
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', needsApproval: true });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId, STARTS);
    await givenPass(test, gym);
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    await act(test, gym.owner, DECLINE, { bookingId });
    expect(await account(gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1', 'GIVEN_BACK 1']);
  });

  it('return to a pass that has ended or was revoked meanwhile, of which nothing can be booked', async () => {
    const { gym, offeringId, sessionId } = await givenClass();
    const later = await givenSessionOf(test, gym.owner, offeringId, '2026-12-24T17:00:00Z');
    await givenPass(test, gym, gym.customer, { validUntil: '2026-11-24T00:00:00Z' });
    const bookingId = await givenBooking(test, gym.customer, later);
    test.clock.moveTo('2026-11-24T10:00:00Z');
    await act(test, gym.customer, CANCEL, { bookingId });
    expect(await account(gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1', 'GIVEN_BACK 1']);
    expect(await codeOf(test, gym.customer, BOOK, { sessionId })).toBe('NO_CREDIT');
    test.clock.moveTo(NOW);
    const revoked = await booked();
    await act(test, revoked.gym.owner, REVOKE, { passId: revoked.passId, reason: 'Moved away.' });
    await act(test, revoked.gym.customer, CANCEL, { bookingId: revoked.bookingId });
    expect(await account(revoked.gym.customer)).toEqual([
      'ISSUED 10',
      'TAKEN -1',
      'REVOKED -9',
      'GIVEN_BACK 1',
    ]);
    expect(await codeOf(test, revoked.gym.customer, BOOK, { sessionId: revoked.sessionId })).toBe(
      'NO_CREDIT',
    );
  });

  it.each([
    ['CREDIT_LOST', null, 'LOST 0'],
    ['NONE', null, 'GIVEN_BACK 1'],
    ['STRIKE', null, 'GIVEN_BACK 1'],
    ['FEE', 9_900, 'GIVEN_BACK 1'],
  ])('that was missed are lost by %s alone', async (consequence, feeMinor, entry) => {
    const { gym, sessionId } = await booked({ noShow: { graceHours: 0, consequence, feeMinor } });
    test.clock.moveTo('2026-11-24T18:00:00Z');
    const close = `mutation ($input: CloseSessionInput!) { closeSession(input: $input) { session { id } } }`;
    await act(test, gym.owner, close, { sessionId });
    expect((await account(gym.customer)).at(-1)).toBe(entry);
  });

  it('that was moved stay with the one that took its place, and nothing more is taken', async () => {
    const { gym, offeringId, bookingId } = await booked();
    await setRules(test, gym.owner, { creditsPerSeat: 7 });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId, '2026-11-25T17:00:00Z');
    const input = { bookingId, sessionId, idempotencyKey: anyKey() };
    const { rescheduleBooking } = await ask<{ rescheduleBooking: { booking: { id: string } } }>(
      test.subgraph,
      gym.customer,
      MOVE,
      { input },
    );
    expect(await account(gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1', 'MOVED 0']);
    await act(test, gym.customer, CANCEL, { bookingId: rescheduleBooking.booking.id });
    expect(await account(gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1', 'MOVED 0', 'GIVEN_BACK 1']);
  });
});
