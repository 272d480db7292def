import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenBooking, many, newGym, tally } from '../../test/booking-scene.ts';
import { idOf } from '../../test/customer-scene.ts';
import { anyKey, BOOK, type Created, faces, givenSession } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const SEATS = `query ($from: DateTime!, $to: DateTime!) {
  sessions(from: $from, to: $to, first: 10) { edges { node { id seatsTaken myBooking { id seats } } } } }`;
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' };

describe('booking a session', () => {
  it('gives the customer the seats at the price of the offering', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const input = { sessionId, seats: 2, idempotencyKey: anyKey() };
    const { bookSession } = await ask(test.subgraph, gym.customer, BOOK, { input });
    expect(bookSession).toEqual({
      booking: {
        id: expect.stringMatching(/^bkg_/),
        status: 'CONFIRMED',
        seats: 2,
        price: { amountMinor: 30_000, currency: 'NOK' },
        session: { seatsLeft: 8 },
      },
    });
    const { sessions } = await ask(test.subgraph, gym.customer, SEATS, week);
    expect(sessions).toMatchObject({ edges: [{ node: { seatsTaken: 2, myBooking: { seats: 2 } } }] });
  });

  it.each([
    [1, 199],
    [7, 193],
  ])('gives %i free seats to exactly as many of 200 who ask at once', async (seats, refused) => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, seats);
    const calls = many(200, () => ({ caller: gym.someone('CUSTOMER'), query: BOOK, input: { sessionId } }));
    expect(await tally(test, calls)).toEqual({ done: seats, SLOT_TAKEN: refused });
    const { sessions } = await ask(test.subgraph, gym.customer, SEATS, week);
    expect(sessions).toMatchObject({ edges: [{ node: { seatsTaken: seats } }] });
  });

  it('has one effect and one answer for ten calls with one key', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const input = { sessionId, idempotencyKey: anyKey() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask<Created>(test.subgraph, gym.customer, BOOK, { input })),
    );
    const ids = new Set(answers.map((answer) => answer.bookSession.booking.id));
    expect(ids.size).toBe(1);
    const { sessions } = await ask(test.subgraph, gym.customer, SEATS, week);
    expect(sessions).toMatchObject({ edges: [{ node: { seatsTaken: 1 } }] });
  });

  it('refuses the same key with another input', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const input = { sessionId, idempotencyKey: anyKey() };
    await ask(test.subgraph, gym.customer, BOOK, { input });
    const refusal = await refusalOf(test.subgraph, gym.customer, BOOK, { input: { ...input, seats: 2 } });
    expect(refusal.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('refuses a second booking of the same session by the same customer', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    await ask(test.subgraph, gym.customer, BOOK, { input: { sessionId, idempotencyKey: anyKey() } });
    const again = { input: { sessionId, idempotencyKey: anyKey() } };
    expect(await refusalOf(test.subgraph, gym.customer, BOOK, again)).toEqual({ code: 'ALREADY_BOOKED' });
    const { sessions } = await ask(test.subgraph, gym.customer, SEATS, week);
    expect(sessions).toMatchObject({ edges: [{ node: { seatsTaken: 1 } }] });
  });

  it('refuses a session that has begun', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    test.clock.moveTo('2026-11-24T17:00:00Z');
    const refusal = await refusalOf(test.subgraph, gym.customer, BOOK, {
      input: { sessionId, idempotencyKey: anyKey() },
    });
    test.clock.moveTo('2026-11-23T09:00:00Z');
    expect(refusal.code).toBe('SESSION_STARTED');
  });

  it.each([
    ['no seats', { seats: 0 }, 'INVALID'],
    ['negative seats', { seats: -1 }, 'INVALID'],
    ['a session that never was', { sessionId: newId('ssn') }, 'NOT_FOUND'],
    ['an id of another kind', { sessionId: newId('bkg') }, 'INVALID'],
    ['an empty key', { idempotencyKey: '' }, 'INVALID'],
  ])('refuses %s', async (_what, wrong, code) => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const input = { sessionId, seats: 1, idempotencyKey: anyKey(), ...wrong };
    expect((await refusalOf(test.subgraph, gym.customer, BOOK, { input })).code).toBe(code);
  });

  it('cannot see a session of another tenant', async () => {
    const [gym, other] = [newGym(), newGym()];
    const sessionId = await givenSession(test.subgraph, other.owner);
    const foreign = { input: { sessionId, idempotencyKey: anyKey() } };
    const unknown = { input: { sessionId: newId('ssn'), idempotencyKey: anyKey() } };
    const ofForeign = await test.subgraph.execute({ query: BOOK, variables: foreign, caller: gym.customer });
    const ofUnknown = await test.subgraph.execute({ query: BOOK, variables: unknown, caller: gym.customer });
    expect(ofForeign).toEqual(ofUnknown);
  });

  it('needs somebody who is signed in', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const refusal = await refusalOf(test.subgraph, gym.anonymous, BOOK, {
      input: { sessionId, idempotencyKey: anyKey() },
    });
    expect(refusal.code).toBe('UNAUTHENTICATED');
  });
});

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
    // begin, set_config, bookings, sessions, offerings, resources, rollback
    expect([await counted(5), await counted(20)]).toEqual([7, 7]);
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
