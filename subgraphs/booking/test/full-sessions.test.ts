import { refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenBooking, givenOfferingOf, givenSessionOf, MOVE, many, newGym } from './booking-scene.ts';
import { anyKey, BOOK, faces } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const LATER = '2026-11-25T17:00:00Z';

/** A session with one seat, which is taken, and a booking of another session of its offering. */
async function givenTwoSessions() {
  const gym = newGym();
  const offeringId = await givenOfferingOf(test, gym.owner, { capacity: 1 });
  const full = await givenSessionOf(test, gym.owner, offeringId);
  const own = await givenSessionOf(test, gym.owner, offeringId, LATER);
  await givenBooking(test, gym.someone('CUSTOMER'), full);
  return { gym, full, own, bookingId: await givenBooking(test, gym.customer, own) };
}

/** What was asked beside what opens and ends transactions. */
const questions = () =>
  test.statements
    .splice(0)
    .filter((sql) => !/\] (begin|start transaction|select set_config|rollback)/.test(sql));

describe('a full session', () => {
  it('is refused with one question, in which nothing is taken or held', async () => {
    const { gym, full: sessionId } = await givenTwoSessions();
    const input = { sessionId, seats: 1, idempotencyKey: anyKey() };
    await refusalOf(test.subgraph, gym.someone('CUSTOMER'), BOOK, { input });
    test.statements.splice(0);
    const refusal = await refusalOf(test.subgraph, gym.customer, BOOK, { input });
    expect(refusal).toEqual({ code: 'SLOT_TAKEN', seatsLeft: 0 });
    expect(questions()).toEqual([expect.stringMatching(/^\[query\] select glance/)]);
  });

  it('is refused to a booking that is to move there with two, neither of which holds anything', async () => {
    const { gym, full: sessionId, bookingId } = await givenTwoSessions();
    test.statements.splice(0);
    const input = { bookingId, sessionId, idempotencyKey: anyKey() };
    expect(await refusalOf(test.subgraph, gym.customer, MOVE, { input })).toMatchObject({
      code: 'SLOT_TAKEN',
    });
    expect(questions()).toEqual([
      expect.not.stringContaining('for update'),
      expect.stringMatching(/^\[query\] select glance/),
    ]);
  });

  it('is not the reason when a booking is of it already', async () => {
    const { gym, own: sessionId, bookingId } = await givenTwoSessions();
    const input = { bookingId, sessionId, idempotencyKey: anyKey() };
    expect(await refusalOf(test.subgraph, gym.customer, MOVE, { input })).toMatchObject({ code: 'INVALID' });
  });

  it('answers ten calls with the key that took its last seat with that booking, and another input with a conflict', async () => {
    const gym = newGym();
    const sessionId = await givenSessionOf(
      test,
      gym.owner,
      await givenOfferingOf(test, gym.owner, { capacity: 1 }),
    );
    const input = { sessionId, seats: 1, idempotencyKey: anyKey() };
    const send = (variables: object) =>
      test.subgraph.execute({ query: BOOK, variables: { ...variables }, caller: gym.customer });
    const first = await send({ input });
    expect(first.errors).toBeUndefined();
    const again = await Promise.all(many(10, () => send({ input })));
    for (const answer of again) expect(answer).toEqual(first);
    const other = await send({ input: { ...input, seats: 2 } });
    expect(other.errors?.[0]?.extensions?.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('of another tenant looks as if it never was', async () => {
    const { full: sessionId } = await givenTwoSessions();
    const input = { sessionId, seats: 1, idempotencyKey: anyKey() };
    expect(await refusalOf(test.subgraph, newGym().customer, BOOK, { input })).toEqual({ code: 'NOT_FOUND' });
  });
});
