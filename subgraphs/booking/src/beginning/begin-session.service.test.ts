import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { runDueJobs, waitingJobs } from '@freehold/kernel/testing/run-due-jobs';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  APPROVE,
  BOOK_INTERVAL,
  givenBooking,
  givenOfferingOf,
  givenSessionOf,
  newGym,
} from '../../test/booking-scene.ts';
import { accountOf, givenPass } from '../../test/pass-scene.ts';
import { setRules } from '../../test/rules-scene.ts';
import { anyKey, CANCEL, faces } from '../../test/scene.ts';
import { rowsOf } from '../../test/series-scene.ts';
import { givenTold } from '../../test/told-scene.ts';
import { act, givenFull, join, logOf, newestOf, waitlistRules } from '../../test/waitlist-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';
import { replay, turnsIn } from '../waitlist/replay.policy.ts';

const NOW = '2026-11-23T09:00:00Z';
const STARTS = '2026-11-24T17:00:00Z';
const JUST_BEFORE = '2026-11-24T16:59:59.999Z';
const MINE = `{ myBookings(first: 10) { edges { node {
  status refund { amountMinor } session { seatsTaken canceledAt } } } } }`;
const MOVE_SESSION = `mutation ($input: MoveSessionInput!) { moveSession(input: $input) { session { id } } }`;
const USED = `select used from booking.usage_counter where id = 'bookings'`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

const until = (gym: TestTenant, instant: string) =>
  runDueJobs(test, { until: instant, tenantId: gym.tenant.id });

async function mine(caller: Caller) {
  const { myBookings } = await ask(test.subgraph, caller, MINE);
  return Object(myBookings).edges[0].node;
}

/** A gym whose classes want approval and take a credit, with one session and one request for it. */
async function givenRequest() {
  const gym = newGym();
  await givenTold(test, gym);
  await givenPass(test, gym);
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', needsApproval: true });
  await setRules(test, gym.owner, { creditsPerSeat: 1 });
  const sessionId = await givenSessionOf(test, gym.owner, offeringId, STARTS);
  const bookingId = await givenBooking(test, gym.customer, sessionId);
  return { gym, offeringId, sessionId, bookingId };
}

const beginningsOf = async (gym: TestTenant) =>
  (await waitingJobs(test, gym.tenant.id)).filter(({ type }) => type === 'booking.begin-session');

describe('a request on which nobody has decided', () => {
  it('is declined when its session begins: nothing is charged, and everything is given back', async () => {
    const { gym } = await givenRequest();
    await until(gym, JUST_BEFORE);
    expect(await mine(gym.customer)).toMatchObject({ status: 'PENDING', session: { seatsTaken: 1 } });
    await until(gym, STARTS);
    expect(await mine(gym.customer)).toEqual({
      status: 'DECLINED',
      refund: { amountMinor: 15_000 },
      session: { seatsTaken: 0, canceledAt: null },
    });
    expect(await accountOf(test, gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1', 'GIVEN_BACK 1']);
    expect(await rowsOf(test, gym.owner, USED)).toEqual([{ used: 0 }]);
    const told = `select payload ->> 'outcome' as outcome from booking.outbox where name = 'booking.booking-canceled'`;
    expect(await rowsOf(test, gym.owner, told)).toEqual([{ outcome: 'DECLINED' }]);
  });

  it('leaves its resource free when it made the session itself', async () => {
    const gym = newGym();
    await givenTold(test, gym);
    const offeringId = await givenOfferingOf(test, gym.owner, { needsApproval: true });
    await act(test, gym.customer, BOOK_INTERVAL, { offeringId, startsAt: STARTS });
    await until(gym, STARTS);
    const { status, session } = await mine(gym.customer);
    expect([status, session.canceledAt]).toEqual(['DECLINED', new Date(STARTS)]);
    expect(await rowsOf(test, gym.owner, 'select id from booking.claim')).toEqual([]);
  });

  it('is left alone once it is approved', async () => {
    const { gym, bookingId } = await givenRequest();
    await act(test, gym.owner, APPROVE, { bookingId });
    await until(gym, STARTS);
    expect((await mine(gym.customer)).status).toBe('CONFIRMED');
  });

  it('waits as long as its session is moved, and no longer when that is earlier', async () => {
    const [later, earlier] = [await givenRequest(), await givenRequest()];
    const moved = { later: '2026-11-24T19:00:00Z', earlier: '2026-11-24T15:00:00Z' };
    const move = ({ gym, sessionId }: typeof later, startsAt: string) =>
      act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt });
    await move(later, moved.later);
    await move(earlier, moved.earlier);
    await until(earlier.gym, moved.earlier);
    expect((await mine(earlier.gym.customer)).status).toBe('DECLINED');
    await until(later.gym, STARTS);
    expect((await mine(later.gym.customer)).status).toBe('PENDING');
    await until(later.gym, moved.later);
    expect((await mine(later.gym.customer)).status).toBe('DECLINED');
  });
});

describe('a waitlist', () => {
  it('is closed when the session begins, offers are over, and the log still says who had a turn', async () => {
    const gym = newGym();
    await givenTold(test, gym);
    const full = await givenFull(test, { gym, rules: waitlistRules({ mode: 'OFFER', offerHours: 48 }) });
    const [offered, waiting] = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    await join(test, offered, full.sessionId);
    await join(test, waiting, full.sessionId);
    await act(test, gym.owner, CANCEL, { bookingId: full.holders[0]?.bookingId });
    await until(gym, JUST_BEFORE);
    const statuses = async () => [
      (await newestOf(test, offered)).status,
      (await newestOf(test, waiting)).status,
    ];
    expect(await statuses()).toEqual(['OFFERED', 'WAITING']);
    await until(gym, STARTS);
    expect(await statuses()).toEqual(['EXPIRED', 'CLOSED']);
    const log = await logOf(test, full);
    expect(replay(log)).toEqual(turnsIn(log));
    expect(await rowsOf(test, gym.owner, 'select id from booking.hold')).toEqual([]);
  });
});

describe('what is done when a session begins', () => {
  it('is planned once for many who wait or ask, and not for bookings that stand', async () => {
    const { gym, sessionId } = await givenRequest();
    const another = gym.someone('CUSTOMER');
    await givenPass(test, gym, another);
    await givenBooking(test, another, sessionId);
    expect(await beginningsOf(gym)).toEqual([
      { type: 'booking.begin-session', at: '2026-11-24T17:00:00.000Z' },
    ]);
    const plain = newGym();
    await givenTold(test, plain);
    await givenFull(test, { gym: plain });
    expect(await beginningsOf(plain)).toEqual([]);
  });

  it('changes nothing the second time, nor for a tenant with the ids of another', async () => {
    const { gym, sessionId } = await givenRequest();
    const other = newGym();
    await givenTold(test, other);
    test.clock.moveTo(STARTS);
    const begin = (tenantId: string) => {
      const data = { type: 'booking.begin-session', tenantId, at: STARTS, payload: { sessionId } };
      return test.subgraph.jobs?.run({ id: anyKey(), data, failures: 0, isLastAttempt: false });
    };
    expect(await begin(other.tenant.id)).toEqual({ kind: 'done' });
    expect((await mine(gym.customer)).status).toBe('PENDING');
    await begin(gym.tenant.id);
    expect(await begin(gym.tenant.id)).toEqual({ kind: 'done' });
    expect(await accountOf(test, gym.customer)).toEqual(['ISSUED 10', 'TAKEN -1', 'GIVEN_BACK 1']);
    expect(await rowsOf(test, gym.owner, USED)).toEqual([{ used: 0 }]);
  });
});
