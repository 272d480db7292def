import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenBooking, givenSessionOf, many, tally } from './booking-scene.ts';
import { accountOf, CHANGE, givenCreditGym, givenPass, passesOf } from './pass-scene.ts';
import { BOOK, CANCEL } from './scene.ts';
import { join } from './waitlist-scene.ts';

let test: TestSubgraph;
let admin: pg.Client;
// Without an edition nothing is metered, so that no count of the plan puts these in a row before passes do.
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph);
  admin = new pg.Client({ connectionString: test.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await test.close();
});

interface Holder {
  readonly caller: Caller;
  readonly passId: string;
  readonly bookingId: string;
}

/** As many customers as a session has seats, each with a pass of two credits and a booking of it. */
async function givenHolders(gym: TestTenant, sessionId: string, seats: number): Promise<readonly Holder[]> {
  const holders: Holder[] = [];
  for (const caller of many(seats, () => gym.someone('CUSTOMER'))) {
    const passId = await givenPass(test, gym, caller, { credits: 2 });
    holders.push({ caller, passId, bookingId: await givenBooking(test, caller, sessionId) });
  }
  return holders;
}

/** Two full sessions; who gives back in one is who gets the seat in the other, so that each takes what the other returns. */
async function givenCrossing(seats: number) {
  const { gym, offeringId } = await givenCreditGym(test, {}, seats);
  const one = await givenSessionOf(test, gym.owner, offeringId, '2026-11-24T17:00:00Z');
  const other = await givenSessionOf(test, gym.owner, offeringId, '2026-11-25T17:00:00Z');
  const [ofOne, ofOther] = [await givenHolders(gym, one, seats), await givenHolders(gym, other, seats)];
  for (const { caller } of ofOther) await join(test, caller, one);
  for (const { caller } of ofOne) await join(test, caller, other);
  return { gym, ofOne, ofOther };
}
const cancel = ({ caller, bookingId }: Holder) => ({ caller, query: CANCEL, input: { bookingId } });

/** Waits until so many statements of those who ask wait for a lock. */
const untilWaiting = (count: number) =>
  vi.waitFor(
    async () => {
      const { rows } = await admin.query(
        `select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rows[0]?.waiting).toBe(count);
    },
    { interval: 10 },
  );

describe('those who give credits back and get seats for credits at once', () => {
  it('wait for each other in one order, so that none of two who cross stands still', async () => {
    const { ofOne, ofOther } = await givenCrossing(1);
    const [first, second] = [ofOne[0], ofOther[0]];
    if (!first || !second) throw new Error('Nobody holds a seat.');
    await admin.query('begin');
    await admin.query('select 1 from booking.pass where id = $1 for update', [uuidOf(first.passId)]);
    const takesFirst = tally(test, [cancel(second)]);
    await untilWaiting(1);
    const returnsFirst = tally(test, [cancel(first)]);
    await untilWaiting(2);
    await admin.query('rollback');
    expect(await takesFirst).toEqual({ done: 1 });
    expect(await returnsFirst).toEqual({ done: 1 });
    expect((await accountOf(test, first.caller)).toSorted()).toEqual([
      'GIVEN_BACK 1',
      'ISSUED 2',
      'TAKEN -1',
      'TAKEN -1',
    ]);
  });

  it('make and lose no credit, while staff gives away more', async () => {
    const { gym, ofOne, ofOther } = await givenCrossing(4);
    const holders = [...ofOne, ...ofOther];
    const gift = { creditsChange: 1, reason: 'A gift.' };
    const gifts = holders.map(({ passId }) => ({
      caller: gym.owner,
      query: CHANGE,
      input: { passId, ...gift },
    }));
    const calls = [...holders.map(cancel), ...gifts];
    expect(await tally(test, calls)).toEqual({ done: calls.length });
    for (const { caller } of holders) {
      const [pass] = await passesOf(test, caller);
      expect(pass).toMatchObject({ creditsLeft: 2, sum: 2 });
      expect(pass?.account.filter((line) => line === 'TAKEN -1')).toHaveLength(2);
    }
  }, 60_000);

  it.each([
    ['have enough beside it', 3, { done: 1 }, [0, 0]],
    ['have not', 2, { NO_CREDIT: 1 }, [1, 2]],
  ])(
    'wait for staff who takes a credit of a pass away, and the passes are counted then: they %s',
    async (_what, more, outcome, left) => {
      const { gym, offeringId } = await givenCreditGym(test);
      const sessionId = await givenSessionOf(test, gym.owner, offeringId);
      const next = await givenPass(test, gym, gym.customer, {
        credits: 2,
        validUntil: '2026-12-24T00:00:00Z',
      });
      await givenPass(test, gym, gym.customer, { credits: more });
      await admin.query('begin');
      await admin.query('update booking.pass set credits_left = credits_left - 1 where id = $1', [
        uuidOf(next),
      ]);
      const books = tally(test, [{ caller: gym.customer, query: BOOK, input: { sessionId, seats: 4 } }]);
      await untilWaiting(1);
      await admin.query('commit');
      expect(await books).toEqual(outcome);
      const passes = (await passesOf(test, gym.customer)).toReversed();
      expect(passes.map(({ creditsLeft }) => creditsLeft)).toEqual(left);
    },
  );

  it('wait for staff who gives credits to a pass, and take those too', async () => {
    const { gym, offeringId } = await givenCreditGym(test);
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    const passId = await givenPass(test, gym, gym.customer, { credits: 1 });
    await admin.query('begin');
    const more =
      'update booking.pass set credits = credits + 3, credits_left = credits_left + 3 where id = $1';
    await admin.query(more, [uuidOf(passId)]);
    const books = tally(test, [{ caller: gym.customer, query: BOOK, input: { sessionId, seats: 2 } }]);
    await untilWaiting(1);
    await admin.query('commit');
    expect(await books).toEqual({ done: 1 });
    expect(await passesOf(test, gym.customer)).toMatchObject([{ creditsLeft: 2 }]);
  });
});
