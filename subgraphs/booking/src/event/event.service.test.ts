import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  anyKey,
  CANCEL_EVENT,
  CREATE_EVENT,
  codeOf,
  EARLY,
  ENDS_AT,
  givenEvent,
  newVenue,
  STARTS_AT,
  startTicketing,
  tallyOf,
} from '../../test/ticket-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTicketing();
});
afterAll(() => test.close());

const facts = { name: 'Open day', startsAt: STARTS_AT, endsAt: ENDS_AT };
const shownFacts = { ...facts, startsAt: new Date(STARTS_AT), endsAt: new Date(ENDS_AT) };
const created = (changes: Record<string, unknown> = {}) => ({
  input: { ...facts, idempotencyKey: anyKey(), ...changes },
});
const canceled = (eventId: string) => ({ input: { eventId, idempotencyKey: anyKey() } });
const LIST = `query ($from: DateTime!, $to: DateTime!) { events(from: $from, to: $to, first: 10) { edges { node { id name status } } } }`;
const GET = `query ($id: ID!) { event(id: $id) { id name } }`;

describe('creating an event', () => {
  it("keeps what it is told, in the tenant's zone unless another is named", async () => {
    const venue = newVenue();
    const input = { locationName: 'Hall 2', maxTickets: 300, description: 'Doors at six.' };
    const { createEvent } = await ask(test.subgraph, venue.owner, CREATE_EVENT, created(input));
    expect(createEvent).toEqual({
      event: {
        id: expect.stringMatching(/^evn_/),
        ...shownFacts,
        ...input,
        timeZone: 'Europe/Oslo',
        ticketsTaken: 0,
        status: 'SCHEDULED',
      },
    });
    const elsewhere = await ask(
      test.subgraph,
      venue.owner,
      CREATE_EVENT,
      created({ timeZone: 'America/Lima' }),
    );
    expect(elsewhere).toMatchObject({ createEvent: { event: { timeZone: 'America/Lima' } } });
  });

  it.each([
    ['a past begin', { startsAt: '2026-11-23T08:59:59Z' }],
    ['a begin in 801 days', { startsAt: '2029-02-01T09:00:00Z', endsAt: '2029-02-01T10:00:00Z' }],
    ['an end before the begin', { endsAt: '2026-11-28T17:00:00Z' }],
    ['an end at the begin', { endsAt: STARTS_AT }],
    ['32 days', { endsAt: '2026-12-30T18:00:00Z' }],
    ['an unknown zone', { timeZone: 'Europe/Atlantis' }],
    ['an offset for a zone', { timeZone: '+02:00' }],
    ['no name', { name: '  ' }],
    ['no ticket', { maxTickets: 0 }],
    ['tickets below none', { maxTickets: -1 }],
  ])('refuses %s', async (_, changes) => {
    expect(await codeOf(test, newVenue().owner, CREATE_EVENT, created(changes))).toBe('INVALID');
  });

  it('gives the last event of the plan to exactly one of 40 who ask at once', async () => {
    const venue = newVenue({ events: 5 });
    for (const _ of Array.from({ length: 4 })) await givenEvent(test, venue.owner);
    const calls = Array.from({ length: 40 }, () => ({
      caller: venue.owner,
      query: CREATE_EVENT,
      variables: created(),
    }));
    expect(await tallyOf(test, calls)).toEqual({ ok: 1, LIMIT_EXCEEDED: 39 });
  });

  it('has one effect and one answer for ten calls with one key, and refuses the key with another input', async () => {
    const venue = newVenue({ events: 2 });
    const call = created();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask(test.subgraph, venue.owner, CREATE_EVENT, call)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await givenEvent(test, venue.owner);
    const other = { input: { ...call.input, name: 'Another' } };
    expect(await codeOf(test, venue.owner, CREATE_EVENT, other)).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('is for administrators', async () => {
    const venue = newVenue();
    expect(await codeOf(test, venue.trainer, CREATE_EVENT, created())).toBe('FORBIDDEN');
    expect(await codeOf(test, venue.customer, CREATE_EVENT, created())).toBe('FORBIDDEN');
    expect(await codeOf(test, venue.anonymous, CREATE_EVENT, created())).toBe('UNAUTHENTICATED');
  });

  it('waits while the plan is not known', async () => {
    const venue = newVenue();
    const caller = venue.entitled(venue.owner, { plan: null });
    expect(await codeOf(test, caller, CREATE_EVENT, created())).toBe('UNAVAILABLE');
  });
});

describe('calling an event off', () => {
  it('gives its unit of the plan back, once', async () => {
    const venue = newVenue({ events: 1 });
    const eventId = await givenEvent(test, venue.owner);
    expect(await codeOf(test, venue.owner, CREATE_EVENT, created())).toBe('LIMIT_EXCEEDED');
    const call = canceled(eventId);
    const answer = await ask(test.subgraph, venue.owner, CANCEL_EVENT, call);
    expect(answer).toEqual({ cancelEvent: { event: { id: eventId, status: 'CANCELED' } } });
    expect(await ask(test.subgraph, venue.owner, CANCEL_EVENT, call)).toEqual(answer);
    expect(await codeOf(test, venue.owner, CANCEL_EVENT, canceled(eventId))).toBe('EVENT_CANCELED');
    await givenEvent(test, venue.owner);
    expect(await codeOf(test, venue.owner, CREATE_EVENT, created())).toBe('LIMIT_EXCEEDED');
  });

  it('is refused when it is over', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    test.clock.moveTo(ENDS_AT);
    const code = await codeOf(test, venue.owner, CANCEL_EVENT, canceled(eventId));
    test.clock.moveTo(EARLY);
    expect(code).toBe('EVENT_ENDED');
  });

  it('is for administrators, and finds no event of another tenant', async () => {
    const venue = newVenue();
    const eventId = await givenEvent(test, venue.owner);
    expect(await codeOf(test, venue.trainer, CANCEL_EVENT, canceled(eventId))).toBe('FORBIDDEN');
    expect(await codeOf(test, newVenue().owner, CANCEL_EVENT, canceled(eventId))).toBe('NOT_FOUND');
  });
});

describe('the events of a tenant', () => {
  const year = { from: '2026-11-01T00:00:00Z', to: '2027-11-01T00:00:00Z' };

  it('stand on its public page, soonest first, and nowhere else', async () => {
    const venue = newVenue();
    await givenEvent(test, venue.owner, {
      name: 'Late',
      startsAt: '2026-12-05T18:00:00Z',
      endsAt: '2026-12-05T19:00:00Z',
    });
    const soon = await givenEvent(test, venue.owner, { name: 'Soon' });
    const answer = await ask(test.subgraph, venue.anonymous, LIST, year);
    expect(answer).toMatchObject({ events: { edges: [{ node: { id: soon } }, { node: { name: 'Late' } }] } });
    expect(await ask(test.subgraph, newVenue().owner, LIST, year)).toEqual({ events: { edges: [] } });
    expect(await ask(test.subgraph, venue.anonymous, GET, { id: soon })).toEqual({
      event: { id: soon, name: 'Soon' },
    });
  });

  it('answers for an event of another tenant as for one that never was', async () => {
    const id = await givenEvent(test, newVenue().owner);
    const asked =
      (caller = newVenue().anonymous) =>
      (variables: Record<string, unknown>) =>
        test.subgraph.execute({ query: GET, variables, caller });
    expect(await asked()({ id })).toEqual(await asked()({ id: newId('evn') }));
  });

  it.each([
    ['reversed', { from: year.to, to: year.from }],
    ['longer than 400 days', { ...year, to: '2028-01-01T00:00:00Z' }],
  ])('are not listed for a range that is %s', async (_, range) => {
    expect(await codeOf(test, newVenue().anonymous, LIST, range)).toBe('INVALID');
  });

  it('tells how many tickets are given out to the staff alone', async () => {
    const venue = newVenue();
    const id = await givenEvent(test, venue.owner);
    const query = `query ($id: ID!) { event(id: $id) { ticketsTaken } }`;
    expect(await ask(test.subgraph, venue.trainer, query, { id })).toEqual({ event: { ticketsTaken: 0 } });
    expect(await codeOf(test, venue.customer, query, { id })).toBe('FORBIDDEN');
  });
});
