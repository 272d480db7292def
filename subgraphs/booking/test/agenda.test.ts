import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { book, newGym, schedule } from './rules-scene.ts';
import { faces, givenOffering } from './scene.ts';

const NOW = '2026-11-23T09:00:00Z';
const LIST = `query ($time: BookingTime, $first: Int, $after: String, $last: Int, $before: String) {
  myBookings(time: $time, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id session { startsAt offering { name } resource { name } } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

interface Listed {
  readonly myBookings: {
    readonly edges: readonly { cursor: string; node: { id: string; session: { startsAt: Date } } }[];
    readonly pageInfo: {
      hasNextPage: boolean;
      hasPreviousPage: boolean;
      startCursor: string | null;
      endCursor: string | null;
    };
  };
}

const day = (number: number) => `2026-12-${String(number).padStart(2, '0')}T17:00:00Z`;
const read = async (caller: Caller, variables: Record<string, unknown>) =>
  (await ask<Listed>(test.subgraph, caller, LIST, variables)).myBookings;
const daysOf = ({ edges }: Listed['myBookings']) =>
  edges.map(({ node }) => node.session.startsAt.getUTCDate());

/** A customer who books sessions of these days of December, in this order. */
async function gymBookedOn(days: readonly number[]) {
  const gym = newGym();
  const offeringId = await givenOffering(test.subgraph, gym.owner);
  for (const each of days)
    await book(test, gym.customer, await schedule(test, gym.owner, offeringId, day(each)));
  return gym;
}

describe('my bookings by when they are', () => {
  it('are the next first, and what has ended the last first, whenever they were made', async () => {
    const gym = await gymBookedOn([9, 3, 7, 1, 5]);
    test.clock.moveTo('2026-12-05T17:30:00Z');
    expect(daysOf(await read(gym.customer, { time: 'UPCOMING', first: 10 }))).toEqual([5, 7, 9]);
    expect(daysOf(await read(gym.customer, { time: 'PAST', first: 10 }))).toEqual([3, 1]);
    test.clock.moveTo('2026-12-05T18:00:00Z');
    expect(daysOf(await read(gym.customer, { time: 'UPCOMING', first: 10 }))).toEqual([7, 9]);
    expect(daysOf(await read(gym.customer, { first: 10 }))).toEqual([5, 1, 7, 3, 9]);
  });

  it.each([
    ['UPCOMING', '2026-12-01T00:00:00Z', [1, 2, 3, 4, 5, 6, 7]],
    ['PAST', '2026-12-31T00:00:00Z', [7, 6, 5, 4, 3, 2, 1]],
  ])(
    'of %s go on after a cursor and back before one, none twice and none left out',
    async (time, now, all) => {
      const gym = await gymBookedOn([4, 2, 6, 1, 7, 3, 5]);
      test.clock.moveTo(now);
      const first = await read(gym.customer, { time, first: 3 });
      const second = await read(gym.customer, { time, first: 3, after: first.pageInfo.endCursor });
      const third = await read(gym.customer, { time, first: 3, after: second.pageInfo.endCursor });
      expect([first, second, third].flatMap(daysOf)).toEqual(all);
      expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
      const back = await read(gym.customer, { time, last: 2, before: third.pageInfo.startCursor });
      expect(daysOf(back)).toEqual(all.slice(4, 6));
      expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    },
  );

  it('send as many statements for one row as for seven', async () => {
    const gym = await gymBookedOn([4, 2, 6, 1, 7, 3, 5]);
    const counted = async (first: number) => {
      test.statements.splice(0);
      await read(gym.customer, { time: 'UPCOMING', first });
      return test.statements.length;
    };
    await counted(1);
    const [one, seven] = [await counted(1), await counted(7)];
    expect(seven).toBe(one);
  });

  it('refuse a cursor of another time and of another customer, and what is none', async () => {
    const gym = await gymBookedOn([1, 2]);
    const after = (await read(gym.customer, { time: 'UPCOMING', first: 1 })).pageInfo.endCursor;
    const codeOf = async (caller: Caller, variables: Record<string, unknown>) =>
      (await refusalOf(test.subgraph, caller, LIST, variables)).code;
    expect(await codeOf(gym.customer, { time: 'PAST', first: 1, after })).toBe('INVALID');
    expect(await codeOf(gym.someone('CUSTOMER'), { time: 'UPCOMING', first: 1, after })).toBe('INVALID');
    expect(await codeOf(gym.customer, { time: 'UPCOMING', first: 1, after: 'nonsense' })).toBe('INVALID');
    expect(await codeOf(gym.customer, { time: 'UPCOMING', first: 101 })).toBe('INVALID');
  });

  it('are of nobody else, here or elsewhere', async () => {
    const gym = await gymBookedOn([1]);
    const none = { time: 'UPCOMING', first: 10 };
    expect((await read(gym.someone('CUSTOMER'), none)).edges).toEqual([]);
    expect((await read(newGym().customer, none)).edges).toEqual([]);
  });
});
