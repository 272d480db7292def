import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MOVE } from '../../test/booking-scene.ts';
import { book, newGym, STRIKES, schedule, setRules, wish } from '../../test/rules-scene.ts';
import { anyKey, BOOK, faces, givenOffering } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const NOW = '2026-11-23T09:00:00Z';
const BLOCKED = `query ($memberId: ID) { blockedUntil(memberId: $memberId) }`;
const MY_STRIKES = `{ myStrikes(first: 10) { edges { node {
  id at reversedAt reversalReason member { id } booking { status session { startsAt } } } } } }`;
const STRIKES_OF = `query ($memberId: ID!) { strikes(memberId: $memberId, first: 10) { edges { node { id } } } }`;
const REVERSE = `mutation ($input: ReverseStrikeInput!) { reverseStrike(input: $input) { strike {
  reversedAt reversalReason } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

/** A customer who misses sessions on days of December; the last strike is earned a day after the last of them. */
async function gymWithMissed(days: readonly number[], rules: object = STRIKES) {
  const gym = newGym();
  const offeringId = await givenOffering(test.subgraph, gym.owner);
  await setRules(test, gym.owner, rules);
  const on = (day: number) =>
    schedule(test, gym.owner, offeringId, new Date(Date.UTC(2026, 11, day, 17)).toISOString());
  for (const day of days) await book(test, gym.customer, await on(day));
  return { gym, next: await on(60), later: await on(61) };
}
const at = (day: number, hour = 18) => new Date(Date.UTC(2026, 11, day, hour));
const blockedUntil = async (caller: Parameters<typeof ask>[1], variables: Record<string, unknown> = {}) =>
  (await ask(test.subgraph, caller, BLOCKED, variables)).blockedUntil;

interface Strikes {
  myStrikes: { edges: { node: { id: string; at: Date } }[] };
}

describe('missing sessions', () => {
  it('blocks for 14 days after three within 30 days, and then no more', async () => {
    const { gym, next } = await gymWithMissed([1, 2, 3]);
    test.clock.moveTo(at(4, 17));
    expect(await blockedUntil(gym.customer)).toBeNull();
    test.clock.moveTo(at(4));
    expect(await blockedUntil(gym.customer)).toEqual(at(18));
    expect(await refusalOf(test.subgraph, gym.customer, BOOK, wish(next))).toEqual({
      code: 'MEMBER_BLOCKED',
      until: at(18).toISOString(),
      unblockFeeMinor: null,
    });
    const { myStrikes } = await ask<Strikes>(test.subgraph, gym.customer, MY_STRIKES);
    expect(myStrikes.edges.map(({ node }) => node.at)).toEqual([at(4), at(3), at(2)]);
    test.clock.moveTo(new Date(at(18).getTime() - 1));
    expect((await refusalOf(test.subgraph, gym.customer, BOOK, wish(next))).code).toBe('MEMBER_BLOCKED');
    test.clock.moveTo(at(18));
    expect(await blockedUntil(gym.customer)).toBeNull();
    await book(test, gym.customer, next);
  });

  it('dates a strike from when it was earned, not from when somebody looked', async () => {
    const { gym, next } = await gymWithMissed([1, 2, 3]);
    test.clock.moveTo(at(25));
    await book(test, gym.customer, next);
    const { myStrikes } = await ask<Strikes>(test.subgraph, gym.customer, MY_STRIKES);
    expect(myStrikes.edges.map(({ node }) => node.at)).toEqual([at(4), at(3), at(2)]);
  });

  it('does not block for two, nor for three that are further apart', async () => {
    const few = await gymWithMissed([1, 2]);
    const wide = await gymWithMissed([1, 16, 32]);
    test.clock.moveTo(at(34));
    await book(test, few.gym.customer, few.next);
    await book(test, wide.gym.customer, wide.next);
  });

  it('is not judged by staff who set the rules aside', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    await setRules(test, gym.owner, { ...STRIKES, strikes: { count: 1, windowDays: 30, blockDays: 14 } });
    await book(test, gym.trainer, await schedule(test, gym.owner, offeringId, at(1, 17).toISOString()));
    const next = await schedule(test, gym.owner, offeringId, at(30, 17).toISOString());
    test.clock.moveTo(at(3));
    expect((await refusalOf(test.subgraph, gym.trainer, BOOK, wish(next))).code).toBe('MEMBER_BLOCKED');
    await book(test, gym.trainer, next, { overrideReason: 'was ill' });
  });

  it('marks each missed booking once, however many requests look at once', async () => {
    const { gym, next } = await gymWithMissed([1, 2, 3]);
    test.clock.moveTo(at(5));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        test.subgraph.execute({ query: BOOK, variables: wish(next), caller: gym.customer }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.errors?.[0]?.extensions?.code))).toEqual(
      new Set(['MEMBER_BLOCKED']),
    );
    const { myStrikes } = await ask<Strikes>(test.subgraph, gym.customer, MY_STRIKES);
    expect(myStrikes.edges).toHaveLength(3);
  });
});

describe('taking a strike back', () => {
  async function gymWithStrikes() {
    const scene = await gymWithMissed([1, 2, 3], {
      ...STRIKES,
      strikes: { count: 3, windowDays: 30, blockDays: 14, unblockFeeMinor: 50_000 },
    });
    test.clock.moveTo(at(5));
    const refusal = await refusalOf(test.subgraph, scene.gym.customer, BOOK, wish(scene.next));
    expect(refusal).toMatchObject({ code: 'MEMBER_BLOCKED', unblockFeeMinor: 50_000 });
    const { myStrikes } = await ask<Strikes>(test.subgraph, scene.gym.customer, MY_STRIKES);
    return { ...scene, strikeId: myStrikes.edges[0]?.node.id ?? '' };
  }
  const reverse = (strikeId: string, reason = 'the door was locked') => ({
    input: { strikeId, reason, idempotencyKey: anyKey() },
  });

  it('ends the block at once, and the member may read why', async () => {
    const { gym, next, strikeId } = await gymWithStrikes();
    const variables = reverse(strikeId);
    const taken = await ask(test.subgraph, gym.trainer, REVERSE, variables);
    const reversal = { reversedAt: at(5), reversalReason: 'the door was locked' };
    expect(taken).toEqual({ reverseStrike: { strike: reversal } });
    expect(await ask(test.subgraph, gym.trainer, REVERSE, variables)).toEqual(taken);
    const again = await refusalOf(test.subgraph, gym.trainer, REVERSE, reverse(strikeId));
    expect(again).toEqual({ code: 'STRIKE_REVERSED', at: at(5).toISOString() });
    const { myStrikes } = await ask<Strikes>(test.subgraph, gym.customer, MY_STRIKES);
    expect(myStrikes.edges[0]?.node).toMatchObject({ ...reversal, booking: { status: 'NO_SHOW' } });
    expect(await blockedUntil(gym.customer)).toBeNull();
    await book(test, gym.customer, next);
  });

  it('is for staff, of the own tenant, with a reason', async () => {
    const { gym, strikeId } = await gymWithStrikes();
    const codeFor = async (caller: typeof gym.owner, variables: Record<string, unknown>) =>
      (await refusalOf(test.subgraph, caller, REVERSE, variables)).code;
    expect(await codeFor(gym.customer, reverse(strikeId))).toBe('FORBIDDEN');
    expect(await codeFor(newGym().trainer, reverse(strikeId))).toBe('NOT_FOUND');
    expect(await codeFor(gym.trainer, reverse(newId('stk')))).toBe('NOT_FOUND');
    expect(await codeFor(gym.trainer, reverse(strikeId, ' '))).toBe('INVALID');
  });

  it('strikes are read by staff and by the member alone', async () => {
    const { gym } = await gymWithStrikes();
    const memberId = gym.customer.member?.id;
    expect(await blockedUntil(gym.trainer, { memberId })).toEqual(at(18));
    const { strikes } = await ask(test.subgraph, gym.trainer, STRIKES_OF, { memberId });
    expect(strikes).toMatchObject({ edges: [{}, {}, {}] });
    const curious = gym.someone('CUSTOMER');
    expect((await refusalOf(test.subgraph, curious, BLOCKED, { memberId })).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, curious, STRIKES_OF, { memberId })).code).toBe('FORBIDDEN');
    const foreign = newGym().trainer;
    expect(await blockedUntil(foreign, { memberId })).toBeNull();
    expect(await ask(test.subgraph, foreign, STRIKES_OF, { memberId })).toEqual({ strikes: { edges: [] } });
  });
});

describe('moving a booking', () => {
  it('is judged by what its customer missed until then, although nobody has marked it', async () => {
    const { gym, next, later } = await gymWithMissed([1, 2, 3]);
    const bookingId = await book(test, gym.customer, next);
    test.clock.moveTo(at(4));
    const input = { bookingId, sessionId: later, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.customer, MOVE, { input })).code).toBe('MEMBER_BLOCKED');
    const staff = { ...input, overrideReason: 'It was our fault.' };
    await ask(test.subgraph, gym.owner, MOVE, { input: { ...staff, idempotencyKey: anyKey() } });
  });

  it('gets a seat that check-in has released', async () => {
    const gym = newGym();
    const offeringId = await givenOffering(test.subgraph, gym.owner, 1);
    const released = { opensMinutesBefore: 60, closesMinutesAfter: -10, releasesSeat: true };
    await setRules(test, gym.owner, { checkIn: released });
    const full = await schedule(test, gym.owner, offeringId, '2026-12-01T17:00:00Z');
    const from = await schedule(test, gym.owner, offeringId, '2026-12-02T17:00:00Z');
    await book(test, gym.someone('CUSTOMER'), full);
    const bookingId = await book(test, gym.customer, from);
    const move = () => ({ input: { bookingId, sessionId: full, idempotencyKey: anyKey() } });
    test.clock.moveTo(new Date('2026-12-01T16:49:59Z'));
    expect((await refusalOf(test.subgraph, gym.customer, MOVE, move())).code).toBe('SLOT_TAKEN');
    test.clock.moveTo('2026-12-01T16:50:00Z');
    await ask(test.subgraph, gym.customer, MOVE, move());
  });
});
