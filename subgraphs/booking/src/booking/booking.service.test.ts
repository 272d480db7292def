import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyKey, BOOK, CANCEL, type Created, faces, givenSession } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const newGym = () => newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });
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

  it('gives the last seat to exactly one of 40 who ask at once', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner, 1);
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        test.subgraph.execute({
          query: BOOK,
          variables: { input: { sessionId, idempotencyKey: anyKey() } },
          caller: gym.someone('CUSTOMER'),
        }),
      ),
    );
    const codes = answers.map((answer) => answer.errors?.[0]?.extensions?.code ?? 'booked');
    expect(codes.filter((code) => code === 'booked')).toHaveLength(1);
    expect(codes.filter((code) => code === 'SLOT_TAKEN')).toHaveLength(39);
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

describe('canceling a booking', () => {
  it('frees its seats, once', async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const { bookSession } = await ask<Created>(test.subgraph, gym.customer, BOOK, {
      input: { sessionId, idempotencyKey: anyKey() },
    });
    const input = { bookingId: bookSession.booking.id, idempotencyKey: anyKey() };
    const { cancelBooking } = await ask(test.subgraph, gym.customer, CANCEL, { input });
    expect(cancelBooking).toMatchObject({ booking: { status: 'CANCELED', session: { seatsLeft: 10 } } });
    const again = { input: { ...input, idempotencyKey: anyKey() } };
    expect((await refusalOf(test.subgraph, gym.customer, CANCEL, again)).code).toBe('BOOKING_NOT_CONFIRMED');
  });

  it('makes room under the limit of the plan', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: 1 } });
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const book = () => ({ input: { sessionId, idempotencyKey: anyKey() } });
    const { bookSession } = await ask<Created>(test.subgraph, gym.customer, BOOK, book());
    await ask(test.subgraph, gym.customer, CANCEL, {
      input: { bookingId: bookSession.booking.id, idempotencyKey: anyKey() },
    });
    await ask(test.subgraph, gym.customer, BOOK, book());
    const other = gym.someone('CUSTOMER');
    expect((await refusalOf(test.subgraph, other, BOOK, book())).code).toBe('LIMIT_EXCEEDED');
  });

  it('gives its unit back to the month in which it was taken', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: null, bookings: 1 } });
    const [first, second, third] = await Promise.all(
      ['2026-12-02', '2026-12-03', '2026-12-04'].map((day) =>
        givenSession(test.subgraph, gym.owner, 10, `${day}T17:00:00Z`),
      ),
    );
    const book = (sessionId: string | undefined) => ({ input: { sessionId, idempotencyKey: anyKey() } });
    const { bookSession } = await ask<Created>(test.subgraph, gym.customer, BOOK, book(first));
    test.clock.moveTo('2026-12-01T09:00:00Z');
    await ask(test.subgraph, gym.customer, CANCEL, {
      input: { bookingId: bookSession.booking.id, idempotencyKey: anyKey() },
    });
    await ask(test.subgraph, gym.customer, BOOK, book(second));
    const refusal = await refusalOf(test.subgraph, gym.customer, BOOK, book(third));
    test.clock.moveTo('2026-11-23T09:00:00Z');
    expect(refusal).toMatchObject({ code: 'LIMIT_EXCEEDED', used: 1, limit: 1 });
  });

  it("does not exist for a customer whose booking it is not, and is the staff's to cancel", async () => {
    const gym = newGym();
    const sessionId = await givenSession(test.subgraph, gym.owner);
    const { bookSession } = await ask<Created>(test.subgraph, gym.customer, BOOK, {
      input: { sessionId, idempotencyKey: anyKey() },
    });
    const input = { bookingId: bookSession.booking.id, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.someone('CUSTOMER'), CANCEL, { input })).code).toBe(
      'NOT_FOUND',
    );
    await expect(ask(test.subgraph, gym.trainer, CANCEL, { input })).resolves.toBeDefined();
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
    // begin and set_config, which travel with the page; the page with all that it leads to; rollback
    expect([await counted(5), await counted(20)]).toEqual([4, 4]);
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
