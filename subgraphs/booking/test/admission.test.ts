import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { book, newGym, schedule, setRules, wish } from './rules-scene.ts';
import { anyKey, BOOK, CANCEL, faces, givenOffering } from './scene.ts';

const NOW = '2026-11-23T09:00:00Z';
const STARTS = '2026-12-03T17:00:00Z';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

const inDays = (days: number, hour = 12) =>
  new Date(Date.UTC(2026, 10, 23 + days, hour)).toISOString().replace('.000', '');

async function gymWith(rules: object) {
  const gym = newGym();
  const offeringId = await givenOffering(test.subgraph, gym.owner, 30);
  await setRules(test, gym.owner, rules);
  const at = (startsAt: string, of = offeringId) => schedule(test, gym.owner, of, startsAt);
  const refused = (sessionId: string, more: object = {}) =>
    refusalOf(test.subgraph, gym.customer, BOOK, wish(sessionId, more));
  return { gym, offeringId, at, refused };
}

describe('the window of booking', () => {
  it('refuses before it opens and after it closes, and nothing is written', async () => {
    const { gym, at, refused } = await gymWith({ opensDaysAhead: 7, closesMinutesBefore: 30 });
    const sessionId = await at(STARTS);
    const early = { code: 'TOO_EARLY_TO_BOOK', opensAt: '2026-11-26T17:00:00.000Z' };
    expect(await refused(sessionId)).toEqual(early);
    test.clock.moveTo('2026-12-03T16:30:00Z');
    const closed = { code: 'BOOKING_CLOSED', closedAt: '2026-12-03T16:30:00.000Z' };
    expect(await refused(sessionId)).toEqual(closed);
    test.clock.moveTo('2026-11-26T17:00:00Z');
    const { bookSession } = await ask(test.subgraph, gym.customer, BOOK, wish(sessionId));
    expect(bookSession).toMatchObject({ booking: { session: { seatsLeft: 29 } } });
  });

  it('is set aside by staff with a reason, which is kept, and by nobody else', async () => {
    const { gym, at, refused } = await gymWith({ opensDaysAhead: 7 });
    const sessionId = await at(STARTS);
    expect((await refused(sessionId, { overrideReason: 'a friend' })).code).toBe('FORBIDDEN');
    expect((await refused(sessionId, { overrideReason: ' ' })).code).toBe('INVALID');
    const query = BOOK.replace('status', 'status overrideReason policy { version opensDaysAhead }');
    const { bookSession } = await ask(
      test.subgraph,
      gym.trainer,
      query,
      wish(sessionId, { overrideReason: 'a guest of the house' }),
    );
    expect(bookSession).toMatchObject({
      booking: { overrideReason: 'a guest of the house', policy: { version: 1, opensDaysAhead: 7 } },
    });
  });
});

describe('limits', () => {
  const none = { perDay: {}, perSevenDays: {}, concurrent: {} };

  it("count bookings on the tenant's own day", async () => {
    const { gym, at, refused } = await gymWith({ limits: { ...none, perDay: { bookings: 1 } } });
    await book(test, gym.customer, await at('2026-11-25T12:00:00Z'));
    const limit = {
      code: 'BOOKING_LIMIT_REACHED',
      limit: 1,
      counted: 1,
      window: 'PER_DAY',
      unit: 'BOOKINGS',
    };
    expect(await refused(await at('2026-11-25T20:00:00Z'))).toEqual(limit);
    // 23:30 UTC is the next day in Oslo.
    await book(test, gym.customer, await at('2026-11-25T23:30:00Z'));
  });

  it('count people', async () => {
    const { gym, at, refused } = await gymWith({ limits: { ...none, perDay: { seats: 4 } } });
    await book(test, gym.customer, await at(inDays(2, 8)), { seats: 3 });
    const sessionId = await at(inDays(2, 15));
    expect(await refused(sessionId, { seats: 2 })).toMatchObject({ unit: 'SEATS', limit: 4, counted: 3 });
    await book(test, gym.customer, sessionId, { seats: 1 });
  });

  it('count any seven days in a row', async () => {
    const { gym, at, refused } = await gymWith({ limits: { ...none, perSevenDays: { bookings: 2 } } });
    await book(test, gym.customer, await at(inDays(2)));
    await book(test, gym.customer, await at(inDays(8)));
    const between = await at(inDays(5));
    expect(await refused(between)).toMatchObject({ window: 'PER_SEVEN_DAYS', limit: 2, counted: 2 });
    await book(test, gym.customer, await at(inDays(15)));
  });

  it('count what is still to come, and no more what was given back', async () => {
    const { gym, at, refused } = await gymWith({ limits: { ...none, concurrent: { bookings: 2 } } });
    const first = await book(test, gym.customer, await at(inDays(2)));
    await book(test, gym.customer, await at(inDays(20)));
    const third = await at(inDays(30));
    expect(await refused(third)).toMatchObject({ window: 'CONCURRENT', limit: 2, counted: 2 });
    const input = { bookingId: first, idempotencyKey: anyKey() };
    await ask(test.subgraph, gym.customer, CANCEL, { input });
    await book(test, gym.customer, third);
    const fourth = await at(inDays(40));
    expect((await refused(fourth)).code).toBe('BOOKING_LIMIT_REACHED');
    test.clock.moveTo(inDays(21));
    await book(test, gym.customer, fourth);
  });

  it("count an offering's own bookings alone when the rules are its own", async () => {
    const { gym, offeringId, at, refused } = await gymWith({});
    await setRules(test, gym.owner, { offeringId, limits: { ...none, concurrent: { bookings: 1 } } });
    const other = await givenOffering(test.subgraph, gym.owner);
    await book(test, gym.customer, await at(inDays(2), other));
    await book(test, gym.customer, await at(inDays(3)));
    expect((await refused(await at(inDays(4)))).code).toBe('BOOKING_LIMIT_REACHED');
    await book(test, gym.customer, await at(inDays(5), other));
  });

  it('let exactly as many of 30 at once through as are allowed', async () => {
    const { gym, at } = await gymWith({ limits: { ...none, concurrent: { bookings: 3 } } });
    const sessions: string[] = [];
    for (let day = 1; day <= 30; day += 1) sessions.push(await at(inDays(day)));
    const answers = await Promise.all(
      sessions.map((sessionId) =>
        test.subgraph.execute({ query: BOOK, variables: wish(sessionId), caller: gym.customer }),
      ),
    );
    const codes = answers.map((answer) => answer.errors?.[0]?.extensions?.code ?? 'booked');
    expect(codes.filter((code) => code === 'booked')).toHaveLength(3);
    expect(codes.filter((code) => code === 'BOOKING_LIMIT_REACHED')).toHaveLength(27);
  });

  it('ask the bookings of the member with one statement', async () => {
    const { gym, at } = await gymWith({ limits: { ...none, concurrent: { bookings: 9 } } });
    for (const day of [1, 2, 3]) await book(test, gym.customer, await at(inDays(day)));
    const sessionId = await at(inDays(4));
    test.statements.splice(0);
    await book(test, gym.customer, sessionId);
    const counting = test.statements.filter(
      (sql) => sql.includes('from "booking"."booking"') && sql.includes('"ends_at" > ?'),
    );
    expect(counting).toHaveLength(1);
  });
});

describe('the rules that were agreed', () => {
  const OUTCOME = `mutation ($input: CancelBookingInput!) { cancelBooking(input: $input) { booking {
    status refund { amountMinor } fee { amountMinor } policy { version cancellation { untilMinutesBefore } } } } }`;
  const tiers = (untilMinutesBefore: number, refundPercent: number) => ({
    cancellation: [{ untilMinutesBefore, refundPercent, creditBack: true }],
  });

  async function twentyBookings() {
    const { gym, offeringId, at } = await gymWith({});
    const sessionId = await at(STARTS);
    const bookings: { caller: typeof gym.customer; bookingId: string }[] = [];
    for (const version of [1, 2, 3, 4]) {
      await setRules(test, gym.owner, tiers(200 * version, 100 - 10 * version));
      const callers = Array.from({ length: 5 }, () => gym.someone('CUSTOMER'));
      const made = callers.map(async (caller) => ({
        caller,
        bookingId: await book(test, caller, sessionId),
      }));
      bookings.push(...(await Promise.all(made)));
    }
    const edit = async () => {
      await setRules(test, gym.owner, tiers(20_000, 0));
      await setRules(test, gym.owner, { offeringId, ...tiers(20_000, 1) });
    };
    const cancel = async ({ caller, bookingId }: (typeof bookings)[number]) => {
      const input = { bookingId, idempotencyKey: anyKey() };
      return (await ask(test.subgraph, caller, OUTCOME, { input })).cancelBooking;
    };
    const outcomes = async () => {
      test.clock.moveTo('2026-12-03T06:00:00Z');
      const early = await Promise.all(bookings.filter((_, index) => index % 2 === 0).map(cancel));
      test.clock.moveTo('2026-12-03T16:30:00Z');
      const late = await Promise.all(bookings.filter((_, index) => index % 2 === 1).map(cancel));
      test.clock.moveTo(NOW);
      return [...early, ...late];
    };
    return { edit, outcomes };
  }

  it('decide 20 of 20 outcomes, whatever is written later, and their holder may read them', async () => {
    const untouched = await (await twentyBookings()).outcomes();
    const { edit, outcomes } = await twentyBookings();
    await edit();
    expect(await outcomes()).toEqual(untouched);
    expect(new Set(untouched.map((outcome) => JSON.stringify(outcome))).size).toBeGreaterThan(4);
  });

  it.each([
    ['121 minutes before is free', '2026-12-03T14:59:00Z', 'CANCELED', 15_000],
    ['119 minutes before is late', '2026-12-03T15:01:00Z', 'LATE_CANCELED', 0],
  ])('%s by what is built in', async (_what, now, status, amountMinor) => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const bookingId = await book(test, gym.customer, await schedule(test, gym.owner, offeringId, STARTS));
    test.clock.moveTo(now);
    const input = { bookingId, idempotencyKey: anyKey() };
    const { cancelBooking } = await ask(test.subgraph, gym.customer, OUTCOME, { input });
    const booking = { status, refund: { amountMinor }, fee: { amountMinor: 0 }, policy: { version: 0 } };
    expect(cancelBooking).toMatchObject({ booking });
  });
});

describe('giving back and moving', () => {
  const NOTICE = {
    rescheduleNoticeMinutes: 240,
    cancellation: [
      { untilMinutesBefore: 1440, refundPercent: 100, creditBack: true },
      { untilMinutesBefore: 60, feeMinor: 2_500, creditBack: false },
    ],
  };
  const END = `mutation ($input: CancelBookingInput!) { cancelBooking(input: $input) { booking {
    status refund { amountMinor } fee { amountMinor } } } }`;
  const MOVE = `mutation ($input: RescheduleBookingInput!) { rescheduleBooking(input: $input) { booking {
    id status overrideReason } } }`;

  async function gymWithBooking() {
    const { gym, at } = await gymWith(NOTICE);
    const bookingId = await book(test, gym.customer, await at(STARTS));
    return { gym, at, bookingId };
  }

  it('costs the fee of its tier, unless staff waives it with a reason', async () => {
    const [kept, waived] = [await gymWithBooking(), await gymWithBooking()];
    test.clock.moveTo('2026-12-03T14:00:00Z');
    const cancel = (bookingId: string, more: object = {}) => ({
      input: { bookingId, ...more, idempotencyKey: anyKey() },
    });
    const late = await ask(test.subgraph, kept.gym.customer, END, cancel(kept.bookingId));
    expect(late.cancelBooking).toMatchObject({
      booking: { status: 'LATE_CANCELED', refund: { amountMinor: 15_000 }, fee: { amountMinor: 2_500 } },
    });
    const reason = { overrideReason: 'was ill' };
    const own = await refusalOf(test.subgraph, waived.gym.customer, END, cancel(waived.bookingId, reason));
    expect(own.code).toBe('FORBIDDEN');
    const withReason = END.replace('status', 'status overrideReason');
    const free = await ask(test.subgraph, waived.gym.trainer, withReason, cancel(waived.bookingId, reason));
    expect(free.cancelBooking).toMatchObject({
      booking: { status: 'CANCELED', fee: { amountMinor: 0 }, ...reason },
    });
  });

  it('is refused within the notice that was agreed, unless staff sets it aside', async () => {
    const { gym, at, bookingId } = await gymWithBooking();
    const sessionId = await at('2026-12-04T17:00:00Z');
    await setRules(test, gym.owner, { rescheduleNoticeMinutes: 0 });
    test.clock.moveTo('2026-12-03T13:01:00Z');
    const move = (more: object = {}) => ({
      input: { bookingId, sessionId, ...more, idempotencyKey: anyKey() },
    });
    expect(await refusalOf(test.subgraph, gym.customer, MOVE, move())).toEqual({
      code: 'RESCHEDULE_TOO_LATE',
      until: '2026-12-03T13:00:00.000Z',
    });
    const moved = await ask(test.subgraph, gym.trainer, MOVE, move({ overrideReason: 'the bus' }));
    expect(moved.rescheduleBooking).toMatchObject({ booking: { overrideReason: 'the bus' } });
  });
});
