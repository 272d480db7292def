import { newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyKey, BOOK, CANCEL, type Created, faces, givenOffering } from '../../test/scene.ts';
import { CANCEL_OCCURRENCES, CHANGE_SERIES, givenSeries, nth, rowsOf } from '../../test/series-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const CREATE = `mutation ($input: CreateCalendarFeedInput!) { createCalendarFeed(input: $input) {
  path feed { id scope revokedAt resource { name } } } }`;
const REVOKE = `mutation ($input: RevokeCalendarFeedInput!) { revokeCalendarFeed(input: $input) { feed { id revokedAt } } }`;
const READ = 'query ($token: String!) { calendarFeed(token: $token) }';
const newGym = () => newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });

interface Made {
  readonly createCalendarFeed: { path: string | null; feed: { id: string } };
}

async function gymWithSeries() {
  const gym = newGym();
  const offeringId = await givenOffering(test.subgraph, gym.owner);
  return { gym, ...(await givenSeries(test.subgraph, gym.owner, offeringId)) };
}

async function givenFeed(caller: TestTenant['owner'], input: Record<string, unknown>) {
  const variables = { input: { idempotencyKey: anyKey(), ...input } };
  const { createCalendarFeed } = await ask<Made>(test.subgraph, caller, CREATE, variables);
  const token = /^\/calendar\/([\w-]{43})\.ics$/.exec(createCalendarFeed.path ?? '')?.[1] ?? '';
  return { id: createCalendarFeed.feed.id, token };
}

async function read(gym: TestTenant, token: string) {
  const { calendarFeed } = await ask<{ calendarFeed: string }>(test.subgraph, gym.anonymous, READ, { token });
  const events = ICAL.Component.fromString(calendarFeed).getAllSubcomponents('vevent');
  return events.map((event) => ({
    uid: String(event.getFirstPropertyValue('uid')),
    start: event.getFirstProperty('dtstart')?.toICALString(),
    status: event.getFirstPropertyValue('status'),
    sequence: event.getFirstPropertyValue('sequence'),
  }));
}

describe('a calendar feed', () => {
  it('shows a customer the own bookings to whoever has its address', async () => {
    const { gym, occurrences } = await gymWithSeries();
    const booked = await Promise.all(
      [0, 1].map((index) =>
        ask<Created>(test.subgraph, gym.customer, BOOK, {
          input: { sessionId: nth(occurrences, index).session.id, idempotencyKey: anyKey() },
        }),
      ),
    );
    const [first, second] = booked.map(({ bookSession }) => bookSession.booking.id);
    await ask(test.subgraph, gym.someone('CUSTOMER'), BOOK, {
      input: { sessionId: nth(occurrences, 2).session.id, idempotencyKey: anyKey() },
    });
    await ask(test.subgraph, gym.customer, CANCEL, { input: { bookingId: first, idempotencyKey: anyKey() } });
    const { token } = await givenFeed(gym.customer, { scope: 'CUSTOMER' });
    expect((await read(gym, token)).toSorted((left, right) => (left.uid < right.uid ? -1 : 1))).toEqual(
      [
        {
          uid: `${first}@freehold`,
          start: 'DTSTART;TZID=Europe/Oslo:20261201T180000',
          status: 'CANCELLED',
          sequence: 1,
        },
        {
          uid: `${second}@freehold`,
          start: 'DTSTART;TZID=Europe/Oslo:20261208T180000',
          status: 'CONFIRMED',
          sequence: 0,
        },
      ].toSorted((left, right) => (left.uid < right.uid ? -1 : 1)),
    );
  });

  it('shows staff the sessions of a resource, under the same names after they were changed', async () => {
    const { gym, occurrences } = await gymWithSeries();
    const other = await givenOffering(test.subgraph, gym.owner);
    await givenSeries(test.subgraph, gym.owner, other);
    const { offerings } = await ask<{ offerings: { edges: { node: { resource: { id: string } } }[] } }>(
      test.subgraph,
      gym.owner,
      '{ offerings(first: 1) { edges { node { resource { id } } } } }',
    );
    const resourceId = offerings.edges[0]?.node.resource.id;
    const { token } = await givenFeed(gym.trainer, { scope: 'RESOURCE', resourceId });
    const before = await read(gym, token);
    const change = { scope: 'THIS', idempotencyKey: anyKey() };
    await ask(test.subgraph, gym.owner, CHANGE_SERIES, {
      input: { ...change, occurrenceId: nth(occurrences, 0).id, startsLocal: '2026-12-01T20:00' },
    });
    await ask(test.subgraph, gym.owner, CANCEL_OCCURRENCES, {
      input: { ...change, occurrenceId: nth(occurrences, 3).id },
    });
    const after = await read(gym, token);
    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
    expect(after.map(({ start, status, sequence }) => [start?.slice(-15), status, sequence])).toEqual([
      ['20261201T200000', 'CONFIRMED', 1],
      ['20261208T180000', 'CONFIRMED', 0],
      ['20261215T180000', 'CONFIRMED', 0],
      ['20261222T180000', 'CANCELLED', 1],
    ]);
    const { token: all } = await givenFeed(gym.owner, { scope: 'TENANT' });
    expect(await read(gym, all)).toHaveLength(8);
  });

  it('sends as many statements for one session as for four', async () => {
    const { gym, id } = await gymWithSeries();
    const { token } = await givenFeed(gym.customer, { scope: 'CUSTOMER' });
    const counted = async () => {
      test.statements.splice(0);
      await read(gym, token);
      return test.statements.length;
    };
    const bookings = `mutation ($input: BookSeriesInput!) { bookSeries(input: $input) { bookings { id } } }`;
    await ask(test.subgraph, gym.customer, bookings, { input: { seriesId: id, idempotencyKey: anyKey() } });
    // begin, set_config, feed, bookings with all of theirs, entries, occurrences, rollback
    expect(await counted()).toBe(7);
  });

  it('keeps no secret, and shows its address once', async () => {
    const gym = newGym();
    const variables = { input: { scope: 'CUSTOMER', idempotencyKey: anyKey() } };
    const first = await ask<Made>(test.subgraph, gym.customer, CREATE, variables);
    const second = await ask<Made>(test.subgraph, gym.customer, CREATE, variables);
    expect(second.createCalendarFeed).toEqual({ ...first.createCalendarFeed, path: null });
    const token = first.createCalendarFeed.path?.slice('/calendar/'.length, -'.ics'.length) ?? '';
    const rows = await rowsOf<{ text: string }>(
      test,
      gym.owner,
      'select feed::text as text from booking.calendar_feed feed union all select key::text from booking.idempotency_key key',
    );
    expect(rows).toHaveLength(2);
    expect(rows.filter(({ text }) => text.includes(token))).toEqual([]);
  });

  it('shows nothing any more once it is revoked', async () => {
    const gym = newGym();
    const { id, token } = await givenFeed(gym.customer, { scope: 'CUSTOMER' });
    const revoke = { input: { feedId: id, idempotencyKey: anyKey() } };
    const stranger = await refusalOf(test.subgraph, gym.someone('CUSTOMER'), REVOKE, revoke);
    expect(stranger.code).toBe('NOT_FOUND');
    await ask(test.subgraph, gym.customer, REVOKE, revoke);
    expect((await refusalOf(test.subgraph, gym.anonymous, READ, { token })).code).toBe('NOT_FOUND');
    const mine = await ask(
      test.subgraph,
      gym.customer,
      '{ myCalendarFeeds(first: 5) { edges { node { id revokedAt } } } }',
    );
    expect(mine).toEqual({ myCalendarFeeds: { edges: [{ node: { id, revokedAt: expect.any(Date) } }] } });
  });

  it('does not exist under a wrong token, nor at another tenant', async () => {
    const gym = newGym();
    const { token } = await givenFeed(gym.customer, { scope: 'CUSTOMER' });
    const codes = await Promise.all(
      ['', 'x'.repeat(43), `${token}x`].map((wrong) =>
        refusalOf(test.subgraph, gym.anonymous, READ, { token: wrong }),
      ),
    );
    const foreign = await refusalOf(test.subgraph, newGym().owner, READ, { token });
    expect([...codes, foreign]).toEqual(Array(4).fill({ code: 'NOT_FOUND' }));
  });

  it.each([
    ['all sessions to a customer', { scope: 'TENANT' }, 'FORBIDDEN'],
    ['a resource to a customer', { scope: 'RESOURCE', resourceId: newId('rsc') }, 'FORBIDDEN'],
    ['a resource that is not named', { scope: 'RESOURCE' }, 'INVALID'],
    ['bookings of a resource', { scope: 'CUSTOMER', resourceId: newId('rsc') }, 'INVALID'],
  ])('does not show %s', async (_, wrong, code) => {
    const variables = { input: { idempotencyKey: anyKey(), ...wrong } };
    expect((await refusalOf(test.subgraph, newGym().customer, CREATE, variables)).code).toBe(code);
  });

  it('knows no resource of another tenant, and nobody who is not signed in', async () => {
    const gym = newGym();
    const variables = { input: { scope: 'RESOURCE', resourceId: newId('rsc'), idempotencyKey: anyKey() } };
    expect((await refusalOf(test.subgraph, gym.owner, CREATE, variables)).code).toBe('NOT_FOUND');
    expect((await refusalOf(test.subgraph, gym.anonymous, CREATE, variables)).code).toBe('UNAUTHENTICATED');
  });
});
