import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { BOOK_INTERVAL, givenBooking, givenOfferingOf, givenSessionOf, newGym } from './booking-scene.ts';
import { idOf } from './customer-scene.ts';
import { setRules } from './rules-scene.ts';
import { CANCEL, faces } from './scene.ts';
import { rowsOf } from './series-scene.ts';
import { act, STARTS } from './waitlist-scene.ts';

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

const CLOSE = `mutation ($input: CloseSessionInput!) { closeSession(input: $input) { session { id } } }`;
const TOLD = `select payload from booking.outbox where name = 'booking.fee-fell-due'`;

async function givenBooked(rules: object) {
  const gym = newGym();
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
  await setRules(test, gym.owner, rules);
  const sessionId = await givenSessionOf(test, gym.owner, offeringId, STARTS);
  const bookingId = await givenBooking(test, gym.customer, sessionId);
  const told = async () => (await rowsOf(test, gym.owner, TOLD)).map(({ payload }) => payload);
  return { gym, sessionId, bookingId, told };
}
const tier = { untilMinutesBefore: 0, refundPercent: null, feeMinor: 5_000, creditBack: true };

describe('a fee that falls due', () => {
  it('is told once when a booking is given back late, with whom it is owed by', async () => {
    const { gym, bookingId, told } = await givenBooked({ cancellation: [tier] });
    await act(test, gym.customer, CANCEL, { bookingId });
    const fee = { cause: 'LATE_CANCELED', feeMinor: '5000', currency: 'NOK' };
    expect(await told()).toEqual([{ bookingId, customerId: idOf(gym.customer), ...fee }]);
  });

  it('is told once when a booking is missed, however often somebody looks', async () => {
    const noShow = { graceHours: 0, consequence: 'FEE', feeMinor: 9_900 };
    const { gym, sessionId, bookingId, told } = await givenBooked({ noShow });
    test.clock.moveTo('2026-11-24T18:00:00Z');
    await act(test, gym.owner, CLOSE, { sessionId });
    await act(test, gym.owner, CLOSE, { sessionId });
    const fee = { cause: 'NO_SHOW', feeMinor: '9900', currency: 'NOK' };
    expect(await told()).toEqual([{ bookingId, customerId: idOf(gym.customer), ...fee }]);
  });

  it('is none when staff waives it, nor by rules without one', async () => {
    const waived = await givenBooked({ cancellation: [tier] });
    await act(test, waived.gym.owner, CANCEL, { bookingId: waived.bookingId, overrideReason: 'Ill.' });
    expect(await waived.told()).toEqual([]);
    const free = await givenBooked({ cancellation: [{ ...tier, feeMinor: 0, creditBack: false }] });
    await act(test, free.gym.customer, CANCEL, { bookingId: free.bookingId });
    expect(await free.told()).toEqual([]);
  });
});

describe('what the provider may schedule', () => {
  it('is not consumed by joining a session, nor by a time that a customer books', async () => {
    const { gym } = await givenBooked({});
    const offeringId = await givenOfferingOf(test, gym.owner);
    await act(test, gym.customer, BOOK_INTERVAL, { offeringId, startsAt: STARTS });
    const used = `select used from booking.usage_counter where id = 'classes' and tenant_id = $1`;
    expect(await rowsOf(test, gym.owner, used, [uuidOf(gym.tenant.id)])).toEqual([{ used: 1 }]);
  });
});
