import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import type { Migration } from '@mikro-orm/migrations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { Migration20261121231100 } from '../src/migrations/migration-20261121231100.ts';
import { givenLocation, newGym } from './booking-scene.ts';
import { anyKey, faces, givenOffering } from './scene.ts';
import { givenSeries, rowsOf } from './series-scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const CREATE_EVENT = `mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { timeZone } } }`;
const LOCATIONS = '{ locations(first: 10) { edges { node { timeZone } } } }';

/** What a migration says, as its statements. */
function statementsOf(migration: Migration): readonly string[] {
  void migration.up();
  return migration.getQueries().map(String);
}

describe('a time zone', () => {
  it('is kept as IANA writes it, in whatever case it comes', async () => {
    const gym = newGym();
    await givenLocation(test, gym.owner, 'america/ARGENTINA/buenos_aires');
    expect(await ask(test.subgraph, gym.owner, LOCATIONS)).toEqual({
      locations: { edges: [{ node: { timeZone: 'America/Argentina/Buenos_Aires' } }] },
    });
    const event = {
      ...{ name: 'Cup', startsAt: '2026-12-01T17:00:00Z', endsAt: '2026-12-01T19:00:00Z' },
      ...{ timeZone: 'asia/kolkata', maxTickets: 10, idempotencyKey: anyKey() },
    };
    expect(await ask(test.subgraph, gym.owner, CREATE_EVENT, { input: event })).toEqual({
      createEvent: { event: { timeZone: 'Asia/Kolkata' } },
    });
    const offeringId = await givenOffering(test.subgraph, gym.owner);
    await givenSeries(test.subgraph, gym.owner, offeringId, { timeZone: 'europe/oslo' });
    expect(await rowsOf(test, gym.owner, 'select time_zone from booking.series')).toEqual([
      { time_zone: 'Europe/Oslo' },
    ]);
  });

  it('that was kept as it came is put right, whosever it is, and what is none stays', async () => {
    const [left, right, odd] = [newGym(), newGym(), newGym()];
    for (const { owner } of [left, right, odd]) await givenLocation(test, owner);
    const set = (zone: string) => `update booking.location set time_zone = '${zone}'`;
    await rowsOf(test, left.owner, set('europe/oslo'));
    await rowsOf(test, right.owner, set('AMERICA/port-au-prince'));
    await rowsOf(test, odd.owner, set('Mars/Olympus'));
    const migration = Reflect.construct(Migration20261121231100, [{ config: null }, null]);
    await rowsOf(test, left.owner, statementsOf(migration).join('\n'));
    const zones = await Promise.all(
      [left, right, odd].map(({ owner }) =>
        rowsOf(test, owner, 'select time_zone as zone from booking.location'),
      ),
    );
    expect(zones.flat()).toEqual([
      { zone: 'Europe/Oslo' },
      { zone: 'America/Port-au-Prince' },
      { zone: 'Mars/Olympus' },
    ]);
    const [guard] = await rowsOf<{ forced: boolean }>(
      test,
      left.owner,
      "select relforcerowsecurity as forced from pg_class where oid = 'booking.location'::regclass",
    );
    expect(guard?.forced).toBe(true);
  });
});
