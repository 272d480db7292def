import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { replay, turnsIn } from '../src/waitlist/replay.policy.ts';
import { givenBooking, givenSessionOf, MOVE } from './booking-scene.ts';
import { BOOK, CANCEL, faces } from './scene.ts';
import {
  ACCEPT,
  act,
  codeOf,
  type FullSession,
  givenFull,
  join,
  logOf,
  look,
  newestOf,
  waitlistRules,
} from './waitlist-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterEach(() => test.clock.moveTo('2026-11-23T09:00:00Z'));
afterAll(() => test.close());

const cancel = ({ gym, holders }: FullSession, index: number) =>
  act(test, gym.owner, CANCEL, { bookingId: holders[index]?.bookingId });

/** A party of two waits first and somebody alone behind it; one seat is free, by a rule that holds the line. */
async function givenHeldLine() {
  const rules = waitlistRules({ partyThatDoesNotFit: 'HOLD_LINE' });
  const full = await givenFull(test, { seats: 3, rules });
  const [first, second] = [full.gym.someone('CUSTOMER'), full.gym.someone('CUSTOMER')];
  await join(test, first, full.sessionId, 2);
  await join(test, second, full.sessionId);
  await cancel(full, 0);
  return { full, first, second };
}

describe('who waits and books another way', () => {
  it('waits no more, and holds up nobody behind', async () => {
    const { full, first, second } = await givenHeldLine();
    await givenBooking(test, first, full.sessionId);
    expect((await newestOf(test, first)).status).toBe('LEFT');
    await cancel(full, 1);
    expect((await newestOf(test, second)).status).toBe('PROMOTED');
    const log = await logOf(test, full);
    expect(log.map(({ kind }) => kind)).toContain('LEFT');
    expect(replay(log)).toEqual(turnsIn(log));
  });

  it('leaves what is still free to the next in line at once', async () => {
    const rules = waitlistRules({ partyThatDoesNotFit: 'HOLD_LINE' });
    const full = await givenFull(test, { seats: 3, rules });
    const [first, second] = [full.gym.someone('CUSTOMER'), full.gym.someone('CUSTOMER')];
    await join(test, first, full.sessionId, 3);
    await join(test, second, full.sessionId);
    await cancel(full, 0);
    await cancel(full, 1);
    await givenBooking(test, first, full.sessionId);
    expect((await newestOf(test, second)).status).toBe('PROMOTED');
    expect(await look(test, full)).toMatchObject({ seatsTaken: 3, seatsLeft: 0 });
  });

  it('lets the seats go that are offered, which are offered to the next', async () => {
    const full = await givenFull(test, { seats: 3, rules: waitlistRules({ mode: 'OFFER' }) });
    const [first, second] = [full.gym.someone('CUSTOMER'), full.gym.someone('CUSTOMER')];
    await join(test, first, full.sessionId);
    await cancel(full, 0);
    const { id: entryId } = await newestOf(test, first);
    await cancel(full, 1);
    await givenBooking(test, first, full.sessionId);
    expect((await newestOf(test, first)).status).toBe('LEFT');
    expect(await codeOf(test, first, ACCEPT, { entryId })).toBe('NOTHING_OFFERED');
    expect(await look(test, full)).toMatchObject({ seatsTaken: 2, seatsLeft: 1 });
    await givenBooking(test, full.gym.customer, full.sessionId);
    await join(test, second, full.sessionId);
    await cancel(full, 2);
    expect((await newestOf(test, second)).status).toBe('OFFERED');
  });

  it('waits no more when a booking of theirs is moved there', async () => {
    const { full, first } = await givenHeldLine();
    const elsewhere = await givenSessionOf(test, full.gym.owner, full.offeringId, '2026-11-25T17:00:00Z');
    const bookingId = await givenBooking(test, first, elsewhere);
    await act(test, first, MOVE, { bookingId, sessionId: full.sessionId });
    expect((await newestOf(test, first)).status).toBe('LEFT');
  });

  it('waits on when the booking is refused', async () => {
    const { full, first } = await givenHeldLine();
    expect(await codeOf(test, first, BOOK, { sessionId: full.sessionId, seats: 2 })).toBe('SLOT_TAKEN');
    expect((await newestOf(test, first)).status).toBe('WAITING');
  });
});
