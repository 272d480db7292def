import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyKey, BOOK, faces, givenOffering, givenSession, SCHEDULE } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const startsAt = '2026-11-24T17:00:00Z';
const hoursAfter = (instant: string, hours: number) =>
  new Date(Date.parse(instant) + hours * 3_600_000).toISOString();

describe('scheduling a session', () => {
  it('takes length and seats from the offering', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: 100 } });
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const input = { offeringId, startsAt, idempotencyKey: anyKey() };
    const { scheduleSession } = await ask(test.subgraph, gym.trainer, SCHEDULE, { input });
    expect(scheduleSession).toEqual({
      session: {
        id: expect.stringMatching(/^ssn_/),
        startsAt: new Date(startsAt),
        endsAt: new Date('2026-11-24T18:00:00Z'),
        seatsLeft: 10,
      },
    });
  });

  it("lets exactly one of 50 who ask at once have the plan's last class", async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: 3 } });
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const schedule = (hour: number) =>
      test.subgraph.execute({
        query: SCHEDULE,
        variables: { input: { offeringId, startsAt: hoursAfter(startsAt, hour), idempotencyKey: anyKey() } },
        caller: gym.owner,
      });
    await schedule(50);
    await schedule(51);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, hour) => schedule(hour)));
    const refused = answers.flatMap((answer) => answer.errors ?? []);
    expect(answers.length - refused.length).toBe(1);
    expect(refused.map((refusal) => refusal.extensions)).toEqual(
      refused.map(() => ({
        code: 'LIMIT_EXCEEDED',
        feature: 'classes',
        used: 3,
        limit: 3,
        resetsAt: '2026-11-30T23:00:00.000Z',
      })),
    );
  });

  it('counts anew in the next month of the tenant', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: 1 } });
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const schedule = (day: number) => ({
      input: { offeringId, startsAt: `2026-12-${day}T17:00:00Z`, idempotencyKey: anyKey() },
    });
    await ask(test.subgraph, gym.owner, SCHEDULE, schedule(24));
    test.clock.moveTo('2026-11-30T22:59:59Z');
    expect((await refusalOf(test.subgraph, gym.owner, SCHEDULE, schedule(25))).code).toBe('LIMIT_EXCEEDED');
    test.clock.moveTo('2026-11-30T23:00:00Z');
    await expect(ask(test.subgraph, gym.owner, SCHEDULE, schedule(25))).resolves.toBeDefined();
    test.clock.moveTo('2026-11-23T09:00:00Z');
  });

  it('refuses while the plan is not known', async () => {
    const gym = newTenant(bookingSubgraph, { plan: null });
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const input = { offeringId, startsAt, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.owner, SCHEDULE, { input })).code).toBe('UNAVAILABLE');
  });

  it.each([
    ['a start in the past', { startsAt: '2026-11-23T09:00:00Z' }, 'INVALID'],
    ['a start beyond 400 days', { startsAt: '2028-01-01T09:00:00Z' }, 'INVALID'],
    ['capacity 0', { capacity: 0 }, 'INVALID'],
    ['an unknown offering', { offeringId: newId('off') }, 'NOT_FOUND'],
    ['text that is no time', { startsAt: 'tomorrow' }, 'INVALID'],
  ])('refuses %s and counts nothing', async (_what, wrong, code) => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: 1 } });
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const input = { offeringId, startsAt, idempotencyKey: anyKey() };
    const refusal = await refusalOf(test.subgraph, gym.owner, SCHEDULE, { input: { ...input, ...wrong } });
    expect(refusal.code).toBe(code);
    await expect(ask(test.subgraph, gym.owner, SCHEDULE, { input })).resolves.toBeDefined();
  });

  it('is not for customers, nor for strangers', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: null } });
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    const input = { offeringId, startsAt, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.customer, SCHEDULE, { input })).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.anonymous, SCHEDULE, { input })).code).toBe('UNAUTHENTICATED');
  });

  it('cannot use an offering of another tenant', async () => {
    const [gym, other] = [1, 2].map(() => newTenant(bookingSubgraph, { limits: { classes: null } }));
    if (!gym || !other) throw new Error('Two tenants were made.');
    const input = {
      offeringId: await givenOffering(test.subgraph, other.owner),
      startsAt,
      idempotencyKey: anyKey(),
    };
    expect((await refusalOf(test.subgraph, gym.owner, SCHEDULE, { input })).code).toBe('NOT_FOUND');
  });
});

describe('the schedule of one offering', () => {
  const LIST = `query ($offeringId: ID, $after: String) {
    sessions(from: "2026-11-24T00:00:00Z", to: "2026-11-26T00:00:00Z", offeringId: $offeringId, first: 1, after: $after) {
      edges { node { offering { id } } } pageInfo { hasNextPage endCursor } } }`;
  interface Listed {
    readonly sessions: {
      readonly edges: readonly { readonly node: { readonly offering: { readonly id: string } } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  }

  it('has its sessions alone, page by page, however many others there are between', async () => {
    const gym = newTenant(bookingSubgraph, { limits: { classes: 100 } });
    const [yoga, spin] = [
      await givenOffering(test.subgraph, gym.owner),
      await givenOffering(test.subgraph, gym.owner),
    ];
    for (const [hour, offeringId] of [yoga, spin, spin, yoga].entries())
      await ask(test.subgraph, gym.trainer, SCHEDULE, {
        input: { offeringId, startsAt: hoursAfter(startsAt, 2 * hour), idempotencyKey: anyKey() },
      });
    const page = (variables: object) => ask<Listed>(test.subgraph, gym.customer, LIST, { ...variables });
    const first = await page({ offeringId: yoga });
    const { endCursor: after } = first.sessions.pageInfo;
    const second = await page({ offeringId: yoga, after });
    expect([first, second].map(({ sessions }) => [sessions.edges, sessions.pageInfo.hasNextPage])).toEqual([
      [[{ node: { offering: { id: yoga } } }], true],
      [[{ node: { offering: { id: yoga } } }], false],
    ]);
    // A cursor is good for its own list alone.
    const elsewhere = { offeringId: spin, after };
    expect((await refusalOf(test.subgraph, gym.customer, LIST, elsewhere)).code).toBe('INVALID');
  });

  it('is empty for an offering of another tenant, and refuses what is no id of one', async () => {
    const [gym, other] = [newTenant(bookingSubgraph), newTenant(bookingSubgraph)];
    const offeringId = await givenOffering(test.subgraph, other.owner);
    expect(await ask(test.subgraph, gym.customer, LIST, { offeringId })).toMatchObject({
      sessions: { edges: [] },
    });
    expect((await refusalOf(test.subgraph, gym.customer, LIST, { offeringId: 'ssn_1' })).code).toBe(
      'INVALID',
    );
  });
});

describe('watching the schedule', () => {
  it('tells each change of seats to the tenant alone', async () => {
    const [gym, other] = [1, 2].map(() =>
      newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } }),
    );
    if (!gym || !other) throw new Error('Two tenants were made.');
    const query = 'subscription { sessionChanged { id seatsLeft offering { name } } }';
    const [own, foreign] = await Promise.all([
      test.subgraph.subscribe({ query, caller: gym.anonymous }),
      test.subgraph.subscribe({ query, caller: other.owner }),
    ]);
    if (!(Symbol.asyncIterator in own && Symbol.asyncIterator in foreign)) throw new Error('It was refused.');
    const [events, foreignEvents] = [own[Symbol.asyncIterator](), foreign[Symbol.asyncIterator]()];
    const [event, foreignEvent] = [events.next(), foreignEvents.next()];
    const sessionId = await givenSession(test.subgraph, gym.owner);
    await ask(test.subgraph, gym.customer, BOOK, {
      input: { sessionId, seats: 3, idempotencyKey: anyKey() },
    });
    expect((await event).value).toEqual({
      data: { sessionChanged: { id: sessionId, seatsLeft: 7, offering: { name: 'Yoga' } } },
    });
    await foreignEvents.return?.();
    expect(await foreignEvent).toEqual({ done: true, value: undefined });
    await events.return?.();
  });
});

describe('looking at one session', () => {
  const ONE = 'query ($id: ID!) { session(id: $id) { id seatsLeft } }';

  it('shows it to the staff of its tenant, and to nobody else', async () => {
    const [gym, other] = [1, 2].map(() => newTenant(bookingSubgraph, { limits: { classes: null } }));
    if (!gym || !other) throw new Error('Two tenants were made.');
    const id = await givenSession(test.subgraph, gym.owner);
    expect(await ask(test.subgraph, gym.trainer, ONE, { id })).toEqual({ session: { id, seatsLeft: 10 } });
    expect((await refusalOf(test.subgraph, gym.customer, ONE, { id })).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, other.owner, ONE, { id })).code).toBe('NOT_FOUND');
    expect((await refusalOf(test.subgraph, gym.owner, ONE, { id: 'ssn_1' })).code).toBe('INVALID');
  });
});
