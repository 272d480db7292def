import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { book, newGym, STRIKES, schedule, setRules, wish } from '../../test/rules-scene.ts';
import { anyKey, BOOK, faces, givenOffering } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const NOW = '2026-11-23T09:00:00Z';
const STARTS = '2026-11-24T17:00:00Z';
const AFTER = '2026-11-24T18:00:00Z';
const ABSENT = '2026-11-25T18:00:00Z';
const CHECK_IN = `mutation ($input: CheckInBookingInput!) { checkInBooking(input: $input) { booking {
  status checkedInAt } } }`;
const CLOSE = `mutation ($input: CloseSessionInput!) { closeSession(input: $input) { session { id seatsTaken } } }`;
const MINE = `{ myBookings(first: 10) { edges { node { status fee { amountMinor } } } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

async function gymWithSession(rules: object | null = STRIKES, capacity = 10) {
  const gym = newGym();
  const offeringId = await givenOffering(test.subgraph, gym.owner, capacity);
  if (rules) await setRules(test, gym.owner, rules);
  const sessionId = await schedule(test, gym.owner, offeringId, STARTS);
  return { gym, offeringId, sessionId };
}
const checkIn = (bookingId: string) => ({ input: { bookingId, idempotencyKey: anyKey() } });
const mineIs = (status: string, amountMinor: number) => ({
  myBookings: { edges: [{ node: { status, fee: { amountMinor } } }] },
});
const close = (sessionId: string) => ({ input: { sessionId, idempotencyKey: anyKey() } });

describe('checking in', () => {
  it.each([
    ['a minute before it opens', '2026-11-24T15:59:00Z', 'CHECK_IN_CLOSED'],
    ['when it opens', '2026-11-24T16:00:00Z', 'CHECKED_IN'],
    ['during the session', '2026-11-24T17:30:00Z', 'CHECKED_IN'],
    ['when it is over', AFTER, 'CHECK_IN_CLOSED'],
  ])('of a customer %s: %s', async (_when, now, outcome) => {
    const { gym, sessionId } = await gymWithSession(null);
    const bookingId = await book(test, gym.customer, sessionId);
    test.clock.moveTo(now);
    const variables = checkIn(bookingId);
    const answer = await test.subgraph.execute({ query: CHECK_IN, variables, caller: gym.customer });
    const status = Object(answer.data?.checkInBooking).booking?.status;
    expect(answer.errors?.[0]?.extensions?.code ?? status).toBe(outcome);
  });

  it('tells when it is open', async () => {
    const { gym, sessionId } = await gymWithSession(null);
    const bookingId = await book(test, gym.customer, sessionId);
    expect(await refusalOf(test.subgraph, gym.customer, CHECK_IN, checkIn(bookingId))).toEqual({
      code: 'CHECK_IN_CLOSED',
      opensAt: '2026-11-24T16:00:00.000Z',
      closesAt: '2026-11-24T18:00:00.000Z',
    });
  });

  it('is open to staff at any time, and happens once', async () => {
    const { gym, sessionId } = await gymWithSession(null);
    const bookingId = await book(test, gym.customer, sessionId);
    const variables = checkIn(bookingId);
    const first = await ask(test.subgraph, gym.trainer, CHECK_IN, variables);
    expect(first).toEqual({
      checkInBooking: { booking: { status: 'CHECKED_IN', checkedInAt: new Date(NOW) } },
    });
    expect(await ask(test.subgraph, gym.trainer, CHECK_IN, variables)).toEqual(first);
    expect((await refusalOf(test.subgraph, gym.trainer, CHECK_IN, checkIn(bookingId))).code).toBe(
      'BOOKING_NOT_CONFIRMED',
    );
  });

  it('happens once for 20 who say so at once', async () => {
    const { gym, sessionId } = await gymWithSession(null);
    const bookingId = await book(test, gym.customer, sessionId);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        test.subgraph.execute({ query: CHECK_IN, variables: checkIn(bookingId), caller: gym.trainer }),
      ),
    );
    const codes = answers.map((answer) => answer.errors?.[0]?.extensions?.code ?? 'came');
    expect(codes.filter((code) => code === 'came')).toHaveLength(1);
    expect(codes.filter((code) => code === 'BOOKING_NOT_CONFIRMED')).toHaveLength(19);
  });

  it("cannot see another customer's booking, nor one of another tenant", async () => {
    const { gym, sessionId } = await gymWithSession(null);
    const bookingId = await book(test, gym.customer, sessionId);
    const codes = [
      await refusalOf(test.subgraph, gym.someone('CUSTOMER'), CHECK_IN, checkIn(bookingId)),
      await refusalOf(test.subgraph, newGym().trainer, CHECK_IN, checkIn(bookingId)),
      await refusalOf(test.subgraph, gym.trainer, CHECK_IN, checkIn(newId('bkg'))),
    ];
    expect(codes).toEqual(codes.map(() => ({ code: 'NOT_FOUND' })));
    const anonymous = await refusalOf(test.subgraph, gym.anonymous, CHECK_IN, checkIn(bookingId));
    expect(anonymous.code).toBe('UNAUTHENTICATED');
  });
});

describe('closing a session', () => {
  it('completes those who came, and once grace is over marks those who did not', async () => {
    const { gym, sessionId } = await gymWithSession({
      noShow: { graceHours: 24, consequence: 'FEE', feeMinor: 9_900 },
    });
    const [present, absent] = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    const came = await book(test, present, sessionId);
    await book(test, absent, sessionId, { seats: 2 });
    await ask(test.subgraph, gym.trainer, CHECK_IN, checkIn(came));
    test.clock.moveTo(AFTER);
    const mine = async (caller: typeof absent) => {
      const { myBookings } = await ask(test.subgraph, caller, MINE);
      return Object(myBookings).edges[0].node;
    };
    await ask(test.subgraph, gym.trainer, CLOSE, close(sessionId));
    expect(await mine(present)).toEqual({ status: 'COMPLETED', fee: { amountMinor: 0 } });
    expect(await mine(absent)).toEqual({ status: 'CONFIRMED', fee: { amountMinor: 0 } });
    test.clock.moveTo(ABSENT);
    const closed = await ask(test.subgraph, gym.trainer, CLOSE, close(sessionId));
    expect(closed).toEqual({ closeSession: { session: { id: sessionId, seatsTaken: 1 } } });
    expect(await mine(absent)).toEqual({ status: 'NO_SHOW', fee: { amountMinor: 9_900 } });
  });

  it('marks nobody where nobody looks', async () => {
    const { gym, sessionId } = await gymWithSession(null);
    await book(test, gym.customer, sessionId);
    test.clock.moveTo('2027-02-01T00:00:00Z');
    const closed = await ask(test.subgraph, gym.trainer, CLOSE, close(sessionId));
    expect(closed).toEqual({ closeSession: { session: { id: sessionId, seatsTaken: 1 } } });
  });

  it('judges each booking by the rules that were agreed', async () => {
    const { gym, sessionId } = await gymWithSession(null);
    await book(test, gym.customer, sessionId);
    await setRules(test, gym.owner, STRIKES);
    test.clock.moveTo(ABSENT);
    await ask(test.subgraph, gym.trainer, CLOSE, close(sessionId));
    expect(JSON.stringify(await ask(test.subgraph, gym.customer, MINE))).toContain('CONFIRMED');
  });

  it('marks once, however many close at once', async () => {
    const { gym, sessionId } = await gymWithSession();
    const customers = Array.from({ length: 10 }, () => gym.someone('CUSTOMER'));
    for (const customer of customers) await book(test, customer, sessionId);
    test.clock.moveTo(ABSENT);
    const closing = Array.from({ length: 10 }, () =>
      test.subgraph.execute({ query: CLOSE, variables: close(sessionId), caller: gym.trainer }),
    );
    const answers = await Promise.all(closing);
    expect(answers.flatMap((answer) => answer.errors ?? [])).toEqual([]);
    const again = await ask(test.subgraph, gym.trainer, CLOSE, close(sessionId));
    expect(again).toEqual({ closeSession: { session: { id: sessionId, seatsTaken: 0 } } });
  });

  it('is refused before the end, to customers, and across tenants', async () => {
    const { gym, sessionId } = await gymWithSession();
    const codeFor = async (caller: typeof gym.owner) =>
      (await refusalOf(test.subgraph, caller, CLOSE, close(sessionId))).code;
    expect(await codeFor(gym.trainer)).toBe('SESSION_NOT_ENDED');
    expect(await codeFor(gym.customer)).toBe('FORBIDDEN');
    expect(await codeFor(newGym().trainer)).toBe('NOT_FOUND');
  });
});

describe('check-in that releases seats', () => {
  const RELEASE = { checkIn: { opensMinutesBefore: 30, closesMinutesAfter: -10, releasesSeat: true } };

  it('gives the seat of who has not come to the next one, exactly once', async () => {
    const { gym, sessionId } = await gymWithSession(RELEASE, 1);
    await book(test, gym.customer, sessionId);
    const rush = () =>
      Promise.all(
        Array.from({ length: 20 }, () =>
          test.subgraph.execute({ query: BOOK, variables: wish(sessionId), caller: gym.someone('CUSTOMER') }),
        ),
      );
    const codesOf = (answers: Awaited<ReturnType<typeof rush>>) =>
      answers.map((answer) => answer.errors?.[0]?.extensions?.code ?? 'booked');
    test.clock.moveTo('2026-11-24T16:49:00Z');
    expect(new Set(codesOf(await rush()))).toEqual(new Set(['SLOT_TAKEN']));
    test.clock.moveTo('2026-11-24T16:50:00Z');
    const codes = codesOf(await rush());
    expect(codes.filter((code) => code === 'booked')).toHaveLength(1);
    expect(codes.filter((code) => code === 'SLOT_TAKEN')).toHaveLength(19);
    expect(JSON.stringify(await ask(test.subgraph, gym.customer, MINE))).toContain('NO_SHOW');
  });

  it('keeps the seat of who has checked in', async () => {
    const { gym, sessionId } = await gymWithSession(RELEASE, 1);
    const bookingId = await book(test, gym.customer, sessionId);
    test.clock.moveTo('2026-11-24T16:40:00Z');
    await ask(test.subgraph, gym.customer, CHECK_IN, checkIn(bookingId));
    test.clock.moveTo('2026-11-24T16:55:00Z');
    const refusal = await refusalOf(test.subgraph, gym.someone('CUSTOMER'), BOOK, wish(sessionId));
    expect(refusal.code).toBe('SLOT_TAKEN');
  });

  it('costs nothing who gets the seat after it has closed: who comes then checks in until the end', async () => {
    const rules = { ...RELEASE, noShow: { graceHours: 2, consequence: 'FEE', feeMinor: 7_500 } };
    const { gym, sessionId } = await gymWithSession(rules, 2);
    const late = gym.someone('CUSTOMER');
    await book(test, gym.customer, sessionId);
    test.clock.moveTo('2026-11-24T16:50:00Z');
    const bookingId = await book(test, late, sessionId);
    const settle = () => book(test, gym.someone('CUSTOMER'), sessionId);
    test.clock.moveTo('2026-11-24T16:55:00Z');
    await settle();
    expect(await ask(test.subgraph, late, MINE)).toEqual(mineIs('CONFIRMED', 0));
    test.clock.moveTo('2026-11-24T17:10:00Z');
    await ask(test.subgraph, late, CHECK_IN, checkIn(bookingId));
    expect(await ask(test.subgraph, late, MINE)).toEqual(mineIs('CHECKED_IN', 0));
  });

  it('marks who got the seat after it has closed when the hours of grace are over', async () => {
    const rules = { ...RELEASE, noShow: { graceHours: 2, consequence: 'FEE', feeMinor: 7_500 } };
    const { gym, sessionId } = await gymWithSession(rules);
    test.clock.moveTo('2026-11-24T16:50:00Z');
    await book(test, gym.customer, sessionId);
    test.clock.moveTo('2026-11-24T19:59:59Z');
    await ask(test.subgraph, gym.trainer, CLOSE, close(sessionId));
    expect(await ask(test.subgraph, gym.customer, MINE)).toEqual(mineIs('CONFIRMED', 0));
    test.clock.moveTo('2026-11-24T20:00:00Z');
    await ask(test.subgraph, gym.trainer, CLOSE, close(sessionId));
    expect(await ask(test.subgraph, gym.customer, MINE)).toEqual(mineIs('NO_SHOW', 7_500));
  });
});
