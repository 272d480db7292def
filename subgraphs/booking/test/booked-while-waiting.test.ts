import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { replay, turnsIn } from '../src/waitlist/replay.policy.ts';
import { givenBooking, givenSessionOf, MOVE, many, tally } from './booking-scene.ts';
import { BOOK, CANCEL, faces } from './scene.ts';
import { rowsOf } from './series-scene.ts';
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

const STANDING = `
  select s.seats_taken as taken,
         (select coalesce(sum(seats), 0)::int from booking.booking b
           where b.session_id = s.id and status in ('PENDING', 'CONFIRMED')) as booked,
         (select coalesce(sum(seats), 0)::int from booking.hold h where h.session_id = s.id) as held,
         (select count(*)::int from booking.waitlist_entry e join booking.booking b
              on b.session_id = e.session_id and b.customer_id = e.customer_id and b.status in ('PENDING', 'CONFIRMED')
           where e.session_id = s.id and e.status in ('WAITING', 'OFFERED')) as both
    from booking.session s where s.id = $1`;

describe('many at once', { timeout: 60_000 }, () => {
  it.each([
    ['AUTO', 'SKIP_ONCE'],
    ['AUTO', 'HOLD_LINE'],
    ['OFFER', 'SKIP_ONCE'],
    ['OFFER', 'HOLD_LINE'],
  ])('by %s and %s nobody both has a booking and waits, and the log replays', async (mode, unfit) => {
    const rules = waitlistRules({ mode, partyThatDoesNotFit: unfit });
    const full = await givenFull(test, { seats: 30, rules });
    const { gym, sessionId, offeringId } = full;
    const elsewhere = await givenSessionOf(test, gym.owner, offeringId, '2026-11-25T17:00:00Z');
    const people = many(30, () => gym.someone('CUSTOMER'));
    const moved: string[] = [];
    for (const [index, caller] of people.entries()) {
      await join(test, caller, sessionId, 2 + (index % 3));
      if (index < 10) moved.push(await givenBooking(test, caller, elsewhere));
    }
    const calls = [
      ...full.holders.map(({ caller, bookingId }) => ({ caller, query: CANCEL, input: { bookingId } })),
      ...people.map((caller, index) =>
        index < 10
          ? { caller, query: MOVE, input: { bookingId: moved[index], sessionId } }
          : { caller, query: BOOK, input: { sessionId } },
      ),
    ].sort(() => Math.random() - 0.5);
    const known = ['done', 'SLOT_TAKEN', 'ALREADY_BOOKED'];
    const codes = Object.keys(await tally(test, calls));
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
    const [sums] = await rowsOf<{ taken: number; booked: number; held: number; both: number }>(
      test,
      gym.owner,
      STANDING,
      [uuidOf(sessionId)],
    );
    expect(sums?.both).toBe(0);
    expect(sums?.taken).toBe(Number(sums?.booked) + Number(sums?.held));
    const log = await logOf(test, full);
    expect(replay(log)).toEqual(turnsIn(log));
  });
});
