import type { TestTenant } from '@freehold/kernel/testing/callers';
import { runDueJobs, waitingJobs } from '@freehold/kernel/testing/run-due-jobs';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenBooking, givenOfferingOf, givenSessionOf, newGym } from './booking-scene.ts';
import { STRIKES, setRules } from './rules-scene.ts';
import { anyKey, CANCEL, faces } from './scene.ts';
import { rowsOf } from './series-scene.ts';
import { givenTold } from './told-scene.ts';
import { act, givenFull, join, look, newestOf, waitlistRules } from './waitlist-scene.ts';

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

const HOLD = `mutation ($input: CreateHoldInput!) { createHold(input: $input) { hold { id expiresAt } } }`;
const CHECK_IN = `mutation ($input: CheckInBookingInput!) { checkInBooking(input: $input) { booking { id status } } }`;

async function givenGym(): Promise<TestTenant> {
  const gym = newGym();
  await givenTold(test, gym);
  return gym;
}

const until = (gym: TestTenant, instant: string) =>
  runDueJobs(test, { until: instant, tenantId: gym.tenant.id });

async function statusOf(gym: TestTenant, bookingId: string): Promise<unknown> {
  const { _entities } = await ask<{ _entities: { status: string }[] }>(
    test.subgraph,
    gym.owner,
    'query ($id: ID!) { _entities(representations: [{ __typename: "Booking", id: $id }]) { ... on Booking { status } } }',
    { id: bookingId },
  );
  return _entities[0]?.status;
}

describe('by the clock', () => {
  it('an offer ends at its expiry, and its seats are offered to the next in line', async () => {
    const gym = await givenGym();
    const full = await givenFull(test, { gym, rules: waitlistRules({ mode: 'OFFER', offerHours: 2 }) });
    const [first, second] = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    await join(test, first, full.sessionId);
    await join(test, second, full.sessionId);
    await act(test, gym.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    await until(gym, '2026-11-23T10:59:59.999Z');
    expect(await newestOf(test, first)).toMatchObject({ status: 'OFFERED' });
    await until(gym, '2026-11-23T11:00:00Z');
    expect(
      await rowsOf(test, gym.owner, 'select status from booking.waitlist_entry order by position'),
    ).toEqual([{ status: 'EXPIRED' }, { status: 'OFFERED' }]);
    await until(gym, '2026-11-23T13:00:00Z');
    expect(await look(test, full)).toMatchObject({ seatsLeft: 1, seatsTaken: 0 });
  });

  it('a hold of the last seats ends at its expiry, and who waits gets them', async () => {
    const gym = await givenGym();
    const full = await givenFull(test, { gym, seats: 2 });
    const [holder, waiting] = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    await act(test, gym.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    await act(test, holder, HOLD, { sessionId: full.sessionId, seats: 1 });
    await join(test, waiting, full.sessionId);
    await until(gym, '2026-11-23T09:05:00Z');
    expect(await newestOf(test, waiting)).toMatchObject({ status: 'PROMOTED' });
  });

  it('holds that have expired are taken away every day, with what they claimed', async () => {
    const gym = await givenGym();
    const classes = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', capacity: 5 });
    const sessionId = await givenSessionOf(test, gym.owner, classes);
    const rooms = await givenOfferingOf(test, gym.owner);
    await act(test, gym.customer, HOLD, { sessionId, seats: 2 });
    await act(test, gym.customer, HOLD, { offeringId: rooms, startsAt: '2026-11-24T12:00:00Z', seats: 1 });
    const rows = () =>
      rowsOf(
        test,
        gym.owner,
        `select (select count(*)::int from booking.hold) as holds,
                (select count(*)::int from booking.claim where expires_at is not null) as claims,
                (select seats_taken from booking.session limit 1) as seats`,
      );
    expect(await rows()).toEqual([{ holds: 2, claims: 1, seats: 2 }]);
    await until(gym, '2026-11-25T09:00:00Z');
    expect(await rows()).toEqual([{ holds: 0, claims: 0, seats: 0 }]);
  });

  it('who did not come by the close of check-in has missed it, and the seat goes to who waits', async () => {
    const gym = await givenGym();
    const rules = { checkIn: { opensMinutesBefore: 60, closesMinutesAfter: -10, releasesSeat: true } };
    await setRules(test, gym.owner, { ...rules, ...waitlistRules({ autoPromoteUntilMinutes: 0 }) });
    const full = await givenFull(test, { gym });
    const waiting = gym.someone('CUSTOMER');
    await join(test, waiting, full.sessionId);
    const [booked] = full.holders;
    const { startsAt } = (
      await rowsOf<{ startsAt: Date }>(test, gym.owner, 'select starts_at as "startsAt" from booking.session')
    )[0] ?? { startsAt: new Date(0) };
    const closes = new Date(startsAt.getTime() - 10 * 60_000);
    await until(gym, new Date(closes.getTime() - 1).toISOString());
    expect(await statusOf(gym, booked?.bookingId ?? '')).toBe('CONFIRMED');
    await until(gym, closes.toISOString());
    expect(await statusOf(gym, booked?.bookingId ?? '')).toBe('NO_SHOW');
    expect(await newestOf(test, waiting)).toMatchObject({ status: 'PROMOTED' });
  });

  it('who came has a completed booking when the session ends, and who did not is marked after the hours of grace', async () => {
    const gym = await givenGym();
    await setRules(test, gym.owner, STRIKES);
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    const [present, absent] = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    const came = await givenBooking(test, present, sessionId);
    const missed = await givenBooking(test, absent, sessionId);
    test.clock.moveTo('2026-11-24T16:45:00Z');
    await act(test, present, CHECK_IN, { bookingId: came });
    await until(gym, '2026-11-24T17:59:59.999Z');
    expect(await statusOf(gym, came)).toBe('CHECKED_IN');
    await until(gym, '2026-11-24T18:00:00Z');
    expect(await statusOf(gym, came)).toBe('COMPLETED');
    await until(gym, '2026-11-25T17:59:59.999Z');
    expect(await statusOf(gym, missed)).toBe('CONFIRMED');
    await until(gym, '2026-11-25T18:00:00Z');
    expect(await statusOf(gym, missed)).toBe('NO_SHOW');
    const [strikes] = await rowsOf(test, gym.owner, 'select count(*)::int as count from booking.strike');
    expect(strikes).toEqual({ count: 1 });
  });

  it('changes nothing when it does all of it a second time', async () => {
    const gym = await givenGym();
    await setRules(test, gym.owner, STRIKES);
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    await givenBooking(test, gym.customer, sessionId);
    await until(gym, '2026-11-25T18:00:00Z');
    const rows = () =>
      rowsOf(
        test,
        gym.owner,
        `select (select count(*)::int from booking.strike) as strikes, (select seats_taken from booking.session) as seats,
                (select count(*)::int from booking.outbox where name = 'booking.booking-missed') as told`,
      );
    const before = await rows();
    expect(before).toEqual([{ strikes: 1, seats: 0, told: 1 }]);
    const again = { type: 'booking.look-for-absent', tenantId: gym.tenant.id, payload: { sessionId } };
    const job = {
      id: anyKey(),
      data: { ...again, at: NOW.replace('Z', '.000Z') },
      failures: 0,
      isLastAttempt: false,
    };
    expect(await test.subgraph.jobs?.run(job)).toEqual({ kind: 'done' });
    expect(await rows()).toEqual(before);
  });

  it('nothing is done for a tenant with the ids of another', async () => {
    const [gym, other] = [await givenGym(), await givenGym()];
    await setRules(test, gym.owner, STRIKES);
    const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
    const sessionId = await givenSessionOf(test, gym.owner, offeringId);
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    test.clock.moveTo('2026-11-26T18:00:00Z');
    const data = {
      type: 'booking.look-for-absent',
      tenantId: other.tenant.id,
      at: '2026-11-25T18:00:00.000Z',
    };
    const job = {
      id: anyKey(),
      data: { ...data, payload: { sessionId } },
      failures: 0,
      isLastAttempt: false,
    };
    expect(await test.subgraph.jobs?.run(job)).toEqual({ kind: 'done' });
    expect(await statusOf(gym, bookingId)).toBe('CONFIRMED');
  });

  it('is planned once for a session however many book it, and not where nobody looks', async () => {
    const [strict, lenient] = [await givenGym(), await givenGym()];
    await setRules(test, strict.owner, STRIKES);
    for (const gym of [strict, lenient]) {
      const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
      const sessionId = await givenSessionOf(test, gym.owner, offeringId);
      for (const _ of [1, 2, 3]) await givenBooking(test, gym.someone('CUSTOMER'), sessionId);
    }
    const looks = async (gym: TestTenant) =>
      (await waitingJobs(test, gym.tenant.id)).filter(({ type }) => type === 'booking.look-for-absent');
    expect(await looks(strict)).toEqual([
      { type: 'booking.look-for-absent', at: '2026-11-25T18:00:00.000Z' },
    ]);
    expect(await looks(lenient)).toEqual([]);
  });
});
