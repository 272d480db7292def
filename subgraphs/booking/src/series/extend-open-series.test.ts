import type { TestTenant } from '@freehold/kernel/testing/callers';
import { runDueJobs } from '@freehold/kernel/testing/run-due-jobs';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newGym } from '../../test/booking-scene.ts';
import { anyKey, faces, givenOffering } from '../../test/scene.ts';
import { givenSeries, rowsOf, takenBy } from '../../test/series-scene.ts';
import { givenTold, tellEntitled } from '../../test/told-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const NOW = '2026-11-23T09:00:00Z';
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, now: NOW });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

const DAILY = { rule: 'FREQ=DAILY', startsLocal: '2026-11-24T18:00' };
const SERIES = 'query { series(first: 10) { edges { node { horizonDays } } } }';
const CANCEL = `mutation ($input: CancelOccurrencesInput!) { cancelOccurrences(input: $input) { series { endedBefore } } }`;

async function givenDaily(gym: TestTenant = newGym(), horizonDays = 7) {
  await givenTold(test, gym);
  const offeringId = await givenOffering(test.subgraph, gym.owner);
  const series = await givenSeries(test.subgraph, gym.owner, offeringId, { ...DAILY, horizonDays });
  return { gym, series };
}

const until = (gym: TestTenant, instant: string) =>
  runDueJobs(test, { until: instant, tenantId: gym.tenant.id });

const lastOf = async (gym: TestTenant) =>
  (
    await rowsOf<{ last: string }>(
      test,
      gym.owner,
      'select max(starts_local) as last from booking.occurrence',
    )
  )[0]?.last.slice(0, 10);

describe('series by the clock', () => {
  it('get their sessions every day, as far ahead as they were scheduled', async () => {
    const { gym } = await givenDaily();
    expect(await ask(test.subgraph, gym.owner, SERIES)).toEqual({
      series: { edges: [{ node: { horizonDays: 7 } }] },
    });
    expect(await lastOf(gym)).toBe('2026-11-29');
    await until(gym, '2026-12-10T09:00:00Z');
    const last = await lastOf(gym);
    expect(last && last >= '2026-12-15').toBe(true);
    const days = await rowsOf<{ count: number }>(
      test,
      gym.owner,
      'select count(*)::int as count from booking.occurrence group by original_local_start having count(*) > 1',
    );
    expect(days).toEqual([]);
  });

  it('count their sessions against the plan as it was last told, and go on when it has room again', async () => {
    const gym = newGym();
    const { tenant } = gym;
    await givenDaily(gym);
    const { classes, sessions } = { ...(await takenBy(test, gym.owner)), sessions: await lastOf(gym) };
    expect(classes).toBe(6);
    await tellEntitled(test, gym, { limits: { ...tenant.limits, classes: 6 } });
    await givenTold(test, newGym());
    await until(gym, '2026-11-28T09:00:00Z');
    expect(await lastOf(gym)).toBe(sessions);
    expect(await takenBy(test, gym.owner)).toMatchObject({ classes: 6 });
    await tellEntitled(test, gym, { limits: { ...tenant.limits, classes: null } });
    await givenTold(test, newGym());
    await until(gym, '2026-11-30T09:00:00Z');
    const last = await lastOf(gym);
    expect(last && sessions && last > sessions).toBe(true);
  });

  it('get nothing more once they have ended', async () => {
    const { gym, series } = await givenDaily();
    const named = series.occurrences[3]?.id;
    const input = { occurrenceId: named, scope: 'THIS_AND_FOLLOWING', idempotencyKey: anyKey() };
    await ask(test.subgraph, gym.owner, CANCEL, { input });
    const before = await lastOf(gym);
    await until(gym, '2026-12-10T09:00:00Z');
    expect(await lastOf(gym)).toBe(before);
  });

  it('are moved every week to where the rules of their zone have them', async () => {
    const { gym } = await givenDaily(newGym(), 30);
    const moved = async () =>
      (
        await rowsOf<{ count: number }>(
          test,
          gym.owner,
          "select count(*)::int as count from booking.outbox where name = 'booking.session-moved'",
        )
      )[0]?.count;
    await until(gym, '2026-12-08T09:00:00Z');
    expect(await moved()).toBe(0);
    await rowsOf(
      test,
      gym.owner,
      "update booking.session set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour' where starts_at > $1",
      [test.clock.now()],
    );
    await until(gym, '2026-12-15T09:00:00Z');
    expect(await moved()).toBeGreaterThan(0);
  });
});
