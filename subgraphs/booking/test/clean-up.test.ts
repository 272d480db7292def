import type { TestTenant } from '@freehold/kernel/testing/callers';
import { runDueJobs } from '@freehold/kernel/testing/run-due-jobs';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenOfferingOf, givenSessionOf, newGym } from './booking-scene.ts';
import { faces } from './scene.ts';
import { rowsOf } from './series-scene.ts';
import { givenTold } from './told-scene.ts';

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
let owner: pg.Client;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
  owner = new pg.Client({ connectionString: test.database.url('booking_owner') });
  await owner.connect();
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(async () => {
  await owner.end();
  await test.close();
});

async function givenScheduled(): Promise<TestTenant> {
  const gym = newGym();
  await givenTold(test, gym);
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
  await givenSessionOf(test, gym.owner, offeringId);
  return gym;
}

/** Says that a consumer of this subgraph's events has read them all, or none. */
async function consumerHasRead(what: 'all' | 'none'): Promise<void> {
  const place = what === 'all' ? "'18446744073709551615', 9223372036854775807" : "'1', 0";
  await owner.query(
    `insert into event_cursor (source, transaction_id, position) values ('booking', ${place})
     on conflict (source) do update set transaction_id = excluded.transaction_id, position = excluded.position`,
  );
}

async function keptOf(gym: TestTenant) {
  const [kept] = await rowsOf<{ events: number; applied: number; keys: number }>(
    test,
    gym.owner,
    `select (select count(*)::int from booking.outbox) as events, (select count(*)::int from booking.inbox) as applied,
            (select count(*)::int from booking.idempotency_key) as keys`,
  );
  return kept;
}

const cleanUp = (gym: TestTenant, until: string) => runDueJobs(test, { until, tenantId: gym.tenant.id });

describe('the daily clean-up', () => {
  it('keeps everything for 30 days, and then takes away what all have applied', async () => {
    const [gym, other] = [await givenScheduled(), await givenScheduled()];
    await consumerHasRead('all');
    const before = await keptOf(gym);
    expect(before).toMatchObject({ applied: 2, keys: 3 });
    expect(before?.events).toBeGreaterThan(0);
    await cleanUp(gym, '2026-12-22T09:00:00Z');
    expect(await keptOf(gym)).toMatchObject({ events: before?.events, applied: 2 });
    await cleanUp(gym, '2026-12-25T09:00:00Z');
    expect(await keptOf(gym)).toEqual({ events: 0, applied: 0, keys: 0 });
    expect(await keptOf(other)).toEqual(before);
  });

  it('keeps events that a consumer has still to read, and what was set aside', async () => {
    const gym = await givenScheduled();
    await consumerHasRead('none');
    const before = await keptOf(gym);
    await owner.query("select set_config('app.tenant_id', $1, false)", [uuidOf(gym.tenant.id)]);
    await owner.query("update inbox set failure = 'broken'");
    await cleanUp(gym, '2026-12-25T09:00:00Z');
    expect(await keptOf(gym)).toEqual({ events: before?.events, applied: 2, keys: 0 });
  });
});
