import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { many, newGym, tally } from '../../test/booking-scene.ts';
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
