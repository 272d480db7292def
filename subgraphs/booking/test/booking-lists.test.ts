import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenBooking, newGym } from './booking-scene.ts';
import { idOf } from './customer-scene.ts';
import { anyKey, BOOK, faces, givenSession } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

describe('the list of bookings', () => {
  const LIST = `query ($representations: [_Any!]!, $first: Int, $after: String) {
    _entities(representations: $representations) { ... on Tenant {
      bookings(first: $first, after: $after) {
        edges { node { id customer { id } price { amountMinor } session { startsAt offering { name resource { name } } } } }
        pageInfo { hasNextPage endCursor } } } } }`;

  async function gymWithBookings(count: number) {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, count);
    await Array.from({ length: count }).reduce<Promise<unknown>>(async (before) => {
      await before;
      const input = { sessionId, idempotencyKey: anyKey() };
      return ask(test.subgraph, gym.someone('CUSTOMER'), BOOK, { input });
    }, Promise.resolve());
    return { gym, representations: [{ __typename: 'Tenant', id: gym.tenant.id }] };
  }

  it('sends the same number of statements for 5 rows and for 20', async () => {
    const { gym, representations } = await gymWithBookings(20);
    const counted = async (first: number) => {
      test.statements.splice(0);
      const answer = await ask(test.subgraph, gym.owner, LIST, { representations, first });
      expect(JSON.stringify(answer)).toContain('Kari');
      return test.statements.length;
    };
    // begin, set_config, the page with all that it leads to, rollback; then that it asks no more than that is known:
    // set_config and the page are a transaction of their own
    expect([await counted(5), await counted(20), await counted(5)]).toEqual([4, 2, 2]);
  });

  it('is for staff; a customer is refused also through _entities', async () => {
    const { gym, representations } = await gymWithBookings(1);
    const refusal = await refusalOf(test.subgraph, gym.customer, LIST, { representations, first: 5 });
    expect(refusal.code).toBe('FORBIDDEN');
  });

  it('is empty of another tenant, whose key resolves to nothing', async () => {
    const { representations } = await gymWithBookings(1);
    const answer = await ask(test.subgraph, newGym().owner, LIST, { representations, first: 5 });
    expect(answer).toEqual({ _entities: [null] });
  });

  it('goes on after a cursor, and refuses the cursor of another tenant', async () => {
    const { gym, representations } = await gymWithBookings(3);
    const first = await ask(test.subgraph, gym.owner, LIST, { representations, first: 2 });
    const text = JSON.stringify(first);
    const after = /"endCursor":"([^"]+)"/.exec(text)?.[1];
    const next = await ask(test.subgraph, gym.owner, LIST, { representations, first: 2, after });
    expect(next).toMatchObject({
      _entities: [{ bookings: { edges: [{}], pageInfo: { hasNextPage: false } } }],
    });
    const other = await gymWithBookings(1);
    const foreign = { representations: other.representations, first: 2, after };
    expect((await refusalOf(test.subgraph, other.gym.owner, LIST, foreign)).code).toBe('INVALID');
  });

  it.each([0, 101, -5])('refuses a page of %i', async (first) => {
    const { gym, representations } = await gymWithBookings(1);
    expect((await refusalOf(test.subgraph, gym.owner, LIST, { representations, first })).code).toBe(
      'INVALID',
    );
  });
});

describe('the bookings of a member', () => {
  const THEIRS = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Member {
    bookings(first: 10) { edges { node { id } } } } } }`;
  const refer = (id: string) => ({ ids: [{ __typename: 'Member', id }] });

  it('are for the member and for staff, and hidden from others and other tenants', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const id = await givenBooking(test, gym.customer, sessionId);
    const theirs = refer(idOf(gym.customer));
    const all = { _entities: [{ bookings: { edges: [{ node: { id } }] } }] };
    expect(await ask(test.subgraph, gym.customer, THEIRS, theirs)).toEqual(all);
    expect(await ask(test.subgraph, gym.trainer, THEIRS, theirs)).toEqual(all);
    const stranger = gym.someone('CUSTOMER');
    expect((await refusalOf(test.subgraph, stranger, THEIRS, theirs)).code).toBe('FORBIDDEN');
    const elsewhere = newGym();
    expect(await ask(test.subgraph, elsewhere.owner, THEIRS, theirs)).toEqual({
      _entities: [{ bookings: { edges: [] } }],
    });
  });
});
