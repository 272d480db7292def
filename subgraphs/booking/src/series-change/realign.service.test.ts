import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { runDueJobs } from '@freehold/kernel/testing/run-due-jobs';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  givenBooking,
  givenOfferingOf,
  givenPool,
  givenRoom,
  givenSessionOf,
  MOVE,
  newGym,
} from '../../test/booking-scene.ts';
import { EVERY_WAY, givenToldGym, startWith, toldTo } from '../../test/notification-scene.ts';
import { anyKey, CANCEL } from '../../test/scene.ts';
import { CHANGE_SERIES, givenSeries, nth, rowsOf } from '../../test/series-scene.ts';
import { act, codeOf } from '../../test/waitlist-scene.ts';

const NOW = '2026-11-23T09:00:00Z';
const REALIGN = `mutation ($input: RealignSeriesInput!) { realignSeries(input: $input) {
  series { version } occurrences { id isOverridden driftedTo session { startsAt endsAt } }
  failures { localStart code } } }`;
const MOVE_SESSION = `mutation ($input: MoveSessionInput!) { moveSession(input: $input) { session { id } } }`;
const MINE = `{ myBookings(first: 100) { edges { node { id status movedFrom session { startsAt } } } } }`;
const EVENTS = `select name, payload from booking.outbox
  where name in ('booking.session-moved', 'booking.booking-changed', 'booking.occurrence-drifted', 'booking.series-changed')
  order by position`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startWith(EVERY_WAY);
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

/** Tuesdays at 18:00 in Oslo. */
async function givenClass(gym: TestTenant, offering: object = {}, series: Record<string, unknown> = {}) {
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', ...offering });
  const { id, occurrences } = await givenSeries(test.subgraph, gym.owner, offeringId, series);
  return {
    gym,
    offeringId,
    seriesId: id,
    occurrences,
    sessionIds: occurrences.map(({ session }) => session.id),
  };
}

/** As if sessions had been made while the clocks of their zone were so many minutes ahead of today's. */
async function underOtherRules({ owner }: TestTenant, ids: readonly (string | undefined)[], minutes = 60) {
  const values = [ids.map((id) => uuidOf(id ?? '')), minutes];
  const by = 'make_interval(mins => $2)';
  const claims = `update booking.claim set blocked = tstzrange(lower(blocked) - ${by}, upper(blocked) - ${by})`;
  await rowsOf(test, owner, `${claims} where session_id = any ($1)`, values);
  const sessions = `update booking.session set starts_at = starts_at - ${by}, ends_at = ends_at - ${by}`;
  await rowsOf(test, owner, `${sessions} where id = any ($1)`, values);
}

interface Realigned {
  readonly series: { readonly version: number };
  readonly occurrences: readonly { readonly id: string; readonly driftedTo: Date | null }[];
  readonly failures: readonly { readonly localStart: string; readonly code: string }[];
}

async function realign({ owner }: TestTenant, seriesId: string): Promise<Realigned> {
  const input = { seriesId, idempotencyKey: anyKey() };
  const answer = await ask<{ realignSeries: Realigned }>(test.subgraph, owner, REALIGN, { input });
  return answer.realignSeries;
}

async function bookingsOf(caller: Caller) {
  const { myBookings } = await ask<{ myBookings: { edges: { node: object }[] } }>(
    test.subgraph,
    caller,
    MINE,
  );
  return myBookings.edges.map(({ node }) => node);
}

const eventsIn = async ({ owner }: TestTenant) =>
  rowsOf<{ name: string; payload: object }>(test, owner, EVENTS);
const claimsIn = async ({ owner }: TestTenant) =>
  (await rowsOf(test, owner, 'select lower(blocked) as at from booking.claim order by 1')).map(
    ({ at }) => at,
  );
const at = (...texts: readonly string[]) => texts.map((text) => new Date(text));

describe('realigning a series whose zone follows other rules now', () => {
  it('moves the sessions that no longer begin when their wall clock says, with their claims, and no other', async () => {
    const { gym, seriesId, occurrences, sessionIds } = await givenClass(newGym());
    await underOtherRules(gym, sessionIds.slice(1, 3));
    const answer = await realign(gym, seriesId);
    expect(answer).toMatchObject({
      series: { version: 2 },
      occurrences: [
        { id: nth(occurrences, 1).id, isOverridden: false, driftedTo: null },
        { id: nth(occurrences, 2).id, session: { endsAt: new Date('2026-12-15T18:00:00Z') } },
      ],
      failures: [],
    });
    expect(await claimsIn(gym)).toEqual(
      at('2026-12-01T17:00Z', '2026-12-08T17:00Z', '2026-12-15T17:00Z', '2026-12-22T17:00Z'),
    );
  });

  it('tells the bookings that moved from when, and their holders; those that ended stay as they are', async () => {
    const { gym, seriesId, sessionIds } = await givenClass(await givenToldGym(test));
    const [first = '', second = ''] = sessionIds;
    const gone = await givenBooking(test, gym.customer, second);
    await act(test, gym.customer, CANCEL, { bookingId: gone });
    for (const sessionId of [first, second]) await givenBooking(test, gym.customer, sessionId);
    await underOtherRules(gym, [second]);
    const before = (await toldTo(test, gym.customer)).length;
    await realign(gym, seriesId);
    expect(await bookingsOf(gym.customer)).toMatchObject([
      {
        status: 'CONFIRMED',
        movedFrom: new Date('2026-12-08T16:00Z'),
        session: { startsAt: new Date('2026-12-08T17:00Z') },
      },
      { status: 'CONFIRMED', movedFrom: null },
      { status: 'CANCELED', movedFrom: null },
    ]);
    const told = (await toldTo(test, gym.customer)).slice(before);
    expect(told.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['RESCHEDULED', expect.stringContaining('8. desember 2026 kl. 18:00')],
    ]);
    expect(told[0]?.body).toContain('Tidligere: tirsdag 8. desember 2026 kl. 17:00');
    const changed = (await eventsIn(gym)).filter(({ name }) => name === 'booking.booking-changed');
    expect(changed).toHaveLength(4 + 1);
  });

  it('leaves a session where staff moved it to the second of two times that autumn repeats', async () => {
    const { gym, seriesId, sessionIds } = await givenClass(newGym());
    await act(test, gym.owner, MOVE_SESSION, { sessionId: sessionIds[1], startsAt: '2027-10-31T01:30:00Z' });
    expect(await realign(gym, seriesId)).toMatchObject({ occurrences: [], failures: [] });
  });

  it('does nothing the second time', async () => {
    const { gym, seriesId, sessionIds } = await givenClass(newGym());
    await givenBooking(test, gym.customer, sessionIds[1] ?? '');
    await underOtherRules(gym, sessionIds);
    await realign(gym, seriesId);
    const [events, bookings] = [await eventsIn(gym), await bookingsOf(gym.customer)];
    expect(await realign(gym, seriesId)).toEqual({ series: { version: 2 }, occurrences: [], failures: [] });
    expect([await eventsIn(gym), await bookingsOf(gym.customer)]).toEqual([events, bookings]);
  });

  it('flags what cannot be moved because its resource is taken then, once, and moves it as soon as that is free', async () => {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner);
    const { seriesId, sessionIds, occurrences } = await givenClass(gym, { resourceId });
    await underOtherRules(gym, sessionIds.slice(1, 3));
    const rival = await givenOfferingOf(test, gym.owner, { resourceId, durationMinutes: 30 });
    const rivalId = await givenSessionOf(test, gym.owner, rival, '2026-12-08T17:00:00Z');
    await givenBooking(test, gym.customer, sessionIds[1] ?? '');
    const flagged = { id: nth(occurrences, 1).id, driftedTo: new Date('2026-12-08T17:00:00Z') };
    const failures = [{ localStart: '2026-12-08T18:00', code: 'SLOT_TAKEN' }];
    const answer = await realign(gym, seriesId);
    expect(answer).toMatchObject({ occurrences: [flagged, { driftedTo: null }], failures });
    expect(await bookingsOf(gym.customer)).toMatchObject([
      { movedFrom: null, session: { startsAt: new Date('2026-12-08T16:00:00Z') } },
    ]);
    const events = await eventsIn(gym);
    expect(events.filter(({ name }) => name === 'booking.occurrence-drifted')).toHaveLength(1);
    expect(await realign(gym, seriesId)).toMatchObject({
      series: { version: 2 },
      occurrences: [flagged],
      failures,
    });
    expect(await eventsIn(gym)).toEqual(events);
    await act(test, gym.owner, MOVE_SESSION, { sessionId: rivalId, startsAt: '2026-12-09T17:00:00Z' });
    expect(await realign(gym, seriesId)).toMatchObject({ occurrences: [{ driftedTo: null }], failures: [] });
    expect(await bookingsOf(gym.customer)).toMatchObject([{ movedFrom: new Date('2026-12-08T16:00:00Z') }]);
  });

  it.each([60, -60])(
    'lets sessions that stand side by side make way for each other: %s minutes',
    async (minutes) => {
      const daily = { rule: 'FREQ=DAILY;COUNT=3' };
      const { gym, seriesId, sessionIds } = await givenClass(newGym(), { durationMinutes: 1440 }, daily);
      const order = minutes > 0 ? sessionIds : sessionIds.toReversed();
      for (const id of order) await underOtherRules(gym, [id], minutes);
      expect(await realign(gym, seriesId)).toMatchObject({ failures: [] });
      expect(await claimsIn(gym)).toEqual(at('2026-12-01T17:00Z', '2026-12-02T17:00Z', '2026-12-03T17:00Z'));
    },
  );

  it('flags a session that would have begun already', async () => {
    const { gym, seriesId, sessionIds } = await givenClass(newGym());
    await underOtherRules(gym, sessionIds.slice(0, 1), -60);
    test.clock.moveTo('2026-12-01T17:30:00Z');
    expect(await realign(gym, seriesId)).toMatchObject({
      occurrences: [{ driftedTo: new Date('2026-12-01T17:00:00Z') }],
      failures: [{ code: 'INVALID' }],
    });
  });

  it('forgets the flag when the rules are taken back before it could be moved', async () => {
    const { gym, seriesId, sessionIds } = await givenClass(newGym());
    const flag = "update booking.occurrence set drifted_to = '2026-12-08T16:00Z' where session_id = $1";
    await rowsOf(test, gym.owner, flag, [uuidOf(sessionIds[1] ?? '')]);
    expect(await realign(gym, seriesId)).toMatchObject({ occurrences: [] });
    expect(
      await rowsOf(test, gym.owner, 'select 1 from booking.occurrence where drifted_to is not null'),
    ).toEqual([]);
  });

  it('is done by the clock every week', async () => {
    const { gym, sessionIds } = await givenClass(await givenToldGym(test));
    await givenBooking(test, gym.customer, sessionIds[1] ?? '');
    await underOtherRules(gym, sessionIds);
    const ran = await runDueJobs(test, { until: '2026-12-07T09:00:00Z', tenantId: gym.tenant.id });
    expect(ran).toContainEqual(expect.objectContaining({ type: 'booking.realign-series' }));
    expect(await bookingsOf(gym.customer)).toMatchObject([{ movedFrom: new Date('2026-12-08T16:00:00Z') }]);
  });

  it('is for staff, and knows no series of another tenant', async () => {
    const { gym, seriesId } = await givenClass(newGym());
    expect(await codeOf(test, gym.customer, REALIGN, { seriesId })).toBe('FORBIDDEN');
    expect(await codeOf(test, newGym().owner, REALIGN, { seriesId })).toBe('NOT_FOUND');
    expect(await codeOf(test, gym.owner, REALIGN, { seriesId: newId('srs') })).toBe('NOT_FOUND');
  });
});

describe('what a booking says of when it was to begin', () => {
  const moved = async () => {
    const given = await givenClass(newGym());
    const [, sessionId = ''] = given.sessionIds;
    const bookingId = await givenBooking(test, given.gym.customer, sessionId);
    await underOtherRules(given.gym, [sessionId]);
    await realign(given.gym, given.seriesId);
    return { ...given, sessionId, bookingId };
  };
  const movedFrom = async ({ customer }: TestTenant) =>
    (await bookingsOf(customer)).map((booking) => ('movedFrom' in booking ? booking.movedFrom : undefined));

  it('stays the time that was agreed when the rules change again, and is nothing when they change back', async () => {
    const { gym, seriesId, sessionId } = await moved();
    await underOtherRules(gym, [sessionId], 30);
    await realign(gym, seriesId);
    expect(await movedFrom(gym)).toEqual(at('2026-12-08T16:00Z'));
    await rowsOf(test, gym.owner, `update booking.booking set moved_from = '2026-12-08T17:00Z'`);
    await underOtherRules(gym, [sessionId], 30);
    await realign(gym, seriesId);
    expect(await movedFrom(gym)).toEqual([null]);
  });

  it('is nothing once staff chooses another time, and stays while staff changes something else', async () => {
    const { gym, sessionId, occurrences } = await moved();
    await act(test, gym.owner, CHANGE_SERIES, {
      occurrenceId: nth(occurrences, 1).id,
      scope: 'THIS',
      capacity: 12,
    });
    expect(await movedFrom(gym)).toEqual(at('2026-12-08T16:00Z'));
    await act(test, gym.owner, MOVE_SESSION, { sessionId, startsAt: '2026-12-09T17:00:00Z' });
    expect(await movedFrom(gym)).toEqual([null]);
  });

  it('is nothing of the booking that takes its place', async () => {
    const { gym, bookingId, sessionIds } = await moved();
    await act(test, gym.customer, MOVE, { bookingId, sessionId: sessionIds[2] });
    expect(await bookingsOf(gym.customer)).toMatchObject([
      { status: 'CONFIRMED', movedFrom: null },
      { status: 'RESCHEDULED', movedFrom: new Date('2026-12-08T16:00Z') },
    ]);
  });

  it('is for the customer and for staff', async () => {
    const { gym, bookingId } = await moved();
    const query = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Booking { movedFrom } } }`;
    const variables = { ids: [{ __typename: 'Booking', id: bookingId }] };
    for (const caller of [gym.customer, gym.trainer])
      expect(await ask(test.subgraph, caller, query, variables)).toEqual({
        _entities: [{ movedFrom: new Date('2026-12-08T16:00Z') }],
      });
    expect((await refusalOf(test.subgraph, gym.someone('CUSTOMER'), query, variables)).code).toBe(
      'FORBIDDEN',
    );
    expect(await ask(test.subgraph, newGym().owner, query, variables)).toEqual({ _entities: [null] });
  });
});

describe('a series of a pool', () => {
  it('takes another room where its own is taken at the time that its wall clock says now', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 2);
    const { seriesId, sessionIds, offeringId } = await givenClass(gym, { poolId });
    await underOtherRules(gym, sessionIds.slice(1, 2));
    await givenSessionOf(test, gym.owner, offeringId, '2026-12-08T17:30:00Z');
    expect(await realign(gym, seriesId)).toMatchObject({ failures: [], occurrences: [{ driftedTo: null }] });
  });
});
