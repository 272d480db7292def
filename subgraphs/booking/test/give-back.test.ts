import { refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenBooking, givenOfferingOf, givenSessionOf, many, newGym } from './booking-scene.ts';
import { anyKey, CANCEL, faces } from './scene.ts';
import { act, givenFull, join, logOf, newestOf } from './waitlist-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

/** What was sent beside what opens and ends transactions and savepoints. */
const statements = () =>
  test.statements
    .splice(0)
    .filter(
      (sql) => !/\] (begin|start transaction|select set_config|rollback|commit|savepoint|release)/.test(sql),
    );

/** The statements of giving back a seat of a full session for which so many wait. */
async function givenBack(waiting: number) {
  const full = await givenFull(test);
  const [holder] = full.holders;
  if (!holder) throw new Error('Nobody booked.');
  const waiters = many(waiting, () => full.gym.someone('CUSTOMER'));
  for (const waiter of waiters) await join(test, waiter, full.sessionId);
  statements();
  await act(test, holder.caller, CANCEL, { bookingId: holder.bookingId });
  return { sent: statements(), full, waiters };
}

describe('a seat that is given back', () => {
  it('goes to the first of those who wait with few statements, however many they are', async () => {
    const { sent, full, waiters } = await givenBack(1);
    expect(sent.length).toBeLessThanOrEqual(27);
    expect((await givenBack(9)).sent.length).toBe(sent.length);
    expect(await newestOf(test, waiters[0] ?? full.gym.customer)).toMatchObject({ status: 'PROMOTED' });
    expect((await logOf(test, full)).map(({ kind }: { kind: string }) => kind)).toEqual([
      'JOINED',
      'SEATS_FREED',
      'PROMOTED',
    ]);
  });

  it('that nobody waits for is found to be free without asking what anybody would be judged by', async () => {
    const { sent } = await givenBack(0);
    expect(sent.length).toBeLessThanOrEqual(18);
  });

  it("of somebody else's booking, or of none, is refused at first sight", async () => {
    const gym = newGym();
    const sessionId = await givenSessionOf(test, gym.owner, await givenOfferingOf(test, gym.owner));
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    statements();
    for (const [caller, id] of [
      [gym.someone('CUSTOMER'), bookingId],
      [newGym().owner, bookingId],
      [gym.customer, newId('bkg')],
    ] as const) {
      const refusal = await refusalOf(test.subgraph, caller, CANCEL, {
        input: { bookingId: id, idempotencyKey: anyKey() },
      });
      expect(refusal).toEqual({ code: 'NOT_FOUND' });
    }
    expect(statements().filter((sql) => sql.includes('for update'))).toEqual([]);
  });
});
