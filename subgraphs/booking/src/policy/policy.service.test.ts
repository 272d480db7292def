import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyKey, faces, givenOffering } from '../../test/scene.ts';
import { rowsOf } from '../../test/series-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const SET = `mutation ($input: SetBookingPolicyInput!) { setBookingPolicy(input: $input) { policy {
  version createdAt offering { id } opensDaysAhead closesMinutesBefore
  limits { perDay { bookings seats } perSevenDays { bookings seats } concurrent { bookings seats } }
  cancellation { untilMinutesBefore refundPercent feeMinor creditBack } rescheduleNoticeMinutes
  checkIn { opensMinutesBefore closesMinutesAfter releasesSeat } noShow { graceHours consequence feeMinor }
  strikes { count windowDays blockDays unblockFeeMinor }
  waitlist { mode autoPromoteUntilMinutes offerHours closesMinutesBefore partyThatDoesNotFit } creditsPerSeat } } }`;
const GET = `query ($offeringId: ID) { bookingPolicy(offeringId: $offeringId) {
  version opensDaysAhead noShow { consequence } cancellation { untilMinutesBefore } offering { id } } }`;

interface Shown {
  setBookingPolicy: { policy: { version: number } };
}
interface Versions {
  edges: { node: { version: number } }[];
  pageInfo: { endCursor: string };
}
const newGym = () => newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });

describe('setting the rules of booking', () => {
  it('keeps every rule that is given', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const rules = {
      opensDaysAhead: 14,
      closesMinutesBefore: 15,
      limits: {
        perDay: { bookings: 1, seats: 4 },
        perSevenDays: { bookings: 5, seats: null },
        concurrent: { bookings: null, seats: 10 },
      },
      cancellation: [
        { untilMinutesBefore: 1440, refundPercent: 100, feeMinor: null, creditBack: true },
        { untilMinutesBefore: 120, refundPercent: null, feeMinor: 9_900, creditBack: false },
      ],
      rescheduleNoticeMinutes: 60,
      checkIn: { opensMinutesBefore: 30, closesMinutesAfter: -10, releasesSeat: true },
      noShow: { graceHours: 24, consequence: 'FEE', feeMinor: 15_000 },
      strikes: { count: 2, windowDays: 60, blockDays: 7, unblockFeeMinor: 25_000 },
      waitlist: {
        mode: 'OFFER',
        autoPromoteUntilMinutes: 180,
        offerHours: 12,
        closesMinutesBefore: 30,
        partyThatDoesNotFit: 'HOLD_LINE',
      },
      creditsPerSeat: 2,
    };
    const input = { offeringId, ...rules, idempotencyKey: anyKey() };
    const { setBookingPolicy } = await ask(test.subgraph, gym.owner, SET, { input });
    const policy = { version: 1, createdAt: test.clock.now(), offering: { id: offeringId }, ...rules };
    expect(setBookingPolicy).toEqual({ policy });
  });

  it('takes what is left out from what is built in', async () => {
    const gym = newGym();
    const input = { opensDaysAhead: 3, idempotencyKey: anyKey() };
    const { setBookingPolicy } = await ask(test.subgraph, gym.owner, SET, { input });
    expect(setBookingPolicy).toMatchObject({
      policy: {
        offering: null,
        opensDaysAhead: 3,
        cancellation: [{ untilMinutesBefore: 120, refundPercent: 100 }],
        noShow: null,
        strikes: { count: 3, windowDays: 30, blockDays: 14, unblockFeeMinor: null },
        waitlist: { mode: 'AUTO', autoPromoteUntilMinutes: 120, offerHours: 24 },
      },
    });
  });

  it('makes one version for ten calls with one key, and ten for ten keys at once', async () => {
    const gym = newGym();
    const once = { opensDaysAhead: 3, idempotencyKey: anyKey() };
    const write = (input: object) => ask<Shown>(test.subgraph, gym.owner, SET, { input });
    const versions = async (inputs: object[]) =>
      (await Promise.all(inputs.map(write))).map((shown) => shown.setBookingPolicy.policy.version).sort();
    expect(new Set(await versions(Array.from({ length: 10 }, () => once)))).toEqual(new Set([1]));
    const more = Array.from({ length: 10 }, () => ({ idempotencyKey: anyKey() }));
    const numbers = (await versions(more)).sort((left, right) => left - right);
    expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const other = { ...once, opensDaysAhead: 4 };
    expect((await refusalOf(test.subgraph, gym.owner, SET, { input: other })).code).toBe(
      'IDEMPOTENCY_CONFLICT',
    );
  });

  it.each([
    ['tiers out of order', { cancellation: [tier(60), tier(120)] }],
    ['a fee of less than nothing', { noShow: { graceHours: 24, consequence: 'FEE', feeMinor: -1 } }],
    ['a limit of no bookings', { limits: { perDay: { bookings: 0 }, perSevenDays: {}, concurrent: {} } }],
    ['booking that opens in 401 days', { opensDaysAhead: 401 }],
    ['an offering that is an id of another kind', { offeringId: newId('rsc') }],
  ])('refuses %s', async (_what, wrong) => {
    const input = { ...wrong, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, newGym().owner, SET, { input })).code).toBe('INVALID');
  });

  function tier(untilMinutesBefore: number) {
    return { untilMinutesBefore, refundPercent: 100, creditBack: true };
  }

  it('is for those who administer the tenant', async () => {
    const gym = newGym();
    const input = { idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.trainer, SET, { input })).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.customer, SET, { input })).code).toBe('FORBIDDEN');
  });

  it('cannot see an offering of another tenant', async () => {
    const offeringId = await givenOffering(test.subgraph, newGym().owner);
    const input = { offeringId, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, newGym().owner, SET, { input })).code).toBe('NOT_FOUND');
    expect((await refusalOf(test.subgraph, newGym().owner, GET, { offeringId })).code).toBe('NOT_FOUND');
  });
});

describe('the rules that hold', () => {
  it("are an offering's own, else the tenant's, else what is built in; anybody may read them", async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const write = (input: object) =>
      ask(test.subgraph, gym.owner, SET, { input: { ...input, idempotencyKey: anyKey() } });
    const read = async () => (await ask(test.subgraph, gym.anonymous, GET, { offeringId })).bookingPolicy;
    expect(await read()).toMatchObject({ version: 0, offering: null, opensDaysAhead: null });
    await write({ opensDaysAhead: 10 });
    await write({ opensDaysAhead: 11 });
    expect(await read()).toMatchObject({ version: 2, offering: null, opensDaysAhead: 11 });
    await write({ offeringId, opensDaysAhead: 5 });
    await write({ opensDaysAhead: 12 });
    expect(await read()).toMatchObject({ version: 1, offering: { id: offeringId }, opensDaysAhead: 5 });
    const { bookingPolicy } = await ask(test.subgraph, gym.anonymous, GET);
    expect(bookingPolicy).toMatchObject({ version: 3, opensDaysAhead: 12 });
  });

  it('are those of the own tenant alone', async () => {
    const gym = newGym();
    await ask(test.subgraph, gym.owner, SET, { input: { opensDaysAhead: 10, idempotencyKey: anyKey() } });
    const { bookingPolicy } = await ask(test.subgraph, newGym().customer, GET);
    expect(bookingPolicy).toMatchObject({ version: 0, opensDaysAhead: null });
  });
});

describe('a version that was written before a rule was known', () => {
  it('has what is built in for that rule', async () => {
    const gym = newGym();
    const input = { creditsPerSeat: 3, opensDaysAhead: 9, idempotencyKey: anyKey() };
    await ask(test.subgraph, gym.owner, SET, { input });
    await rowsOf(test, gym.owner, "update booking.policy set rules = rules - 'creditsPerSeat'");
    expect(
      await ask(test.subgraph, gym.customer, '{ bookingPolicy { creditsPerSeat opensDaysAhead } }'),
    ).toEqual({
      bookingPolicy: { creditsPerSeat: 0, opensDaysAhead: 9 },
    });
  });
});

describe('the versions of the rules', () => {
  const LIST = `query ($offeringId: ID, $after: String) {
    bookingPolicies(offeringId: $offeringId, first: 2, after: $after) {
      edges { node { version opensDaysAhead offering { id } } } pageInfo { hasNextPage endCursor } } }`;

  it("are listed newest first, an offering's apart from the tenant's, a page at a time", async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const write = (input: object) =>
      ask(test.subgraph, gym.owner, SET, { input: { ...input, idempotencyKey: anyKey() } });
    for (const opensDaysAhead of [10, 11, 12]) await write({ opensDaysAhead });
    await write({ offeringId, opensDaysAhead: 5 });
    const read = async (variables: Record<string, unknown>) => {
      const { bookingPolicies } = await ask<{ bookingPolicies: Versions }>(
        test.subgraph,
        gym.owner,
        LIST,
        variables,
      );
      return bookingPolicies;
    };
    const newest = await read({});
    expect(newest.edges.map(({ node }) => node)).toEqual([
      { version: 3, opensDaysAhead: 12, offering: null },
      { version: 2, opensDaysAhead: 11, offering: null },
    ]);
    const oldest = await read({ after: newest.pageInfo.endCursor });
    expect(oldest.edges.map(({ node }) => node.version)).toEqual([1]);
    const own = await read({ offeringId });
    expect(own.edges.map(({ node }) => node)).toEqual([
      { version: 1, opensDaysAhead: 5, offering: { id: offeringId } },
    ]);
  });

  it('are for administrators of the own tenant alone', async () => {
    const [gym, other] = [newGym(), newGym()];
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    expect((await refusalOf(test.subgraph, gym.trainer, LIST)).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, other.owner, LIST, { offeringId })).code).toBe('NOT_FOUND');
  });
});
