import type { TestTenant } from '@freehold/kernel/testing/callers';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { givenBooking, givenOfferingOf, givenSessionOf } from '../../test/booking-scene.ts';
import {
  asJob,
  deliver,
  EVERY_WAY,
  givenReachable,
  givenToldGym,
  letTimeGo,
  startWith,
  toldTo,
} from '../../test/notification-scene.ts';
import { rowsOf } from '../../test/series-scene.ts';
import { forgetOldTexts } from './retention.service.ts';

// Days go by in these tests, and whatever is due in them is done.
vi.setConfig({ testTimeout: 60_000 });

let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  test = await startWith(EVERY_WAY);
});
beforeEach(async () => {
  test.clock.moveTo('2026-11-23T09:00:00Z');
  gym = await givenToldGym(test);
  await givenReachable(test, gym, gym.customer);
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS' });
  await givenBooking(test, gym.customer, await givenSessionOf(test, gym.owner, offeringId));
});
afterAll(() => test.close());

const invites = async () => {
  const rows = await rowsOf<{ isKept: boolean }>(
    test,
    gym.owner,
    'select invite is not null as "isKept" from booking.notification',
  );
  return rows.map(({ isKept }) => isKept);
};
const firstTold = async () => (await toldTo(test, gym.customer))[0];

describe('what a message said', () => {
  it('is deleted after 90 days, and that it was sent stays', async () => {
    await deliver(test, gym);
    test.clock.moveTo('2027-02-21T09:00:00Z');
    await asJob(test, gym, forgetOldTexts);
    expect(await firstTold()).toMatchObject({ subject: expect.any(String), body: expect.any(String) });
    expect(await invites()).toEqual([true]);
    test.clock.moveTo('2027-02-21T09:00:01Z');
    await asJob(test, gym, forgetOldTexts);
    expect(await firstTold()).toMatchObject({ kind: 'BOOKED', status: 'SENT', subject: null, body: null });
    expect(await invites()).toEqual([false]);
  });

  it('is kept as long as it is to be sent', async () => {
    test.clock.moveTo('2027-03-21T09:00:00Z');
    await asJob(test, gym, forgetOldTexts);
    expect(await firstTold()).toMatchObject({ status: 'QUEUED', body: expect.any(String) });
  });

  it('is deleted day after day without anybody asking for it', async () => {
    await letTimeGo(test, gym, '2027-02-22T09:01:00Z');
    expect(await firstTold()).toMatchObject({ status: 'SENT', body: null });
  });
});
