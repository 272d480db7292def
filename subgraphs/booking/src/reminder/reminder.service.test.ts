import type { Caller } from '@freehold/kernel/caller/caller';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { waitingJobs } from '@freehold/kernel/testing/run-due-jobs';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  APPROVE,
  CALL_OFF,
  givenBooking,
  givenOfferingOf,
  givenSessionOf,
  MOVE,
  many,
} from '../../test/booking-scene.ts';
import {
  asJob,
  EVERY_WAY,
  givenReachable,
  givenToldGym,
  kindsTo,
  letTimeGo,
  startWith,
  toldTo,
} from '../../test/notification-scene.ts';
import { CANCEL } from '../../test/scene.ts';
import { act } from '../../test/waitlist-scene.ts';
import { remindOfSession } from './remind.service.ts';

const DAY_BEFORE = '2026-11-25T17:00:00Z';
const TWO_HOURS_BEFORE = '2026-11-26T15:00:00Z';
const STARTS = '2026-11-26T17:00:00Z';

let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  test = await startWith(EVERY_WAY);
});
beforeEach(async () => {
  test.clock.moveTo('2026-11-23T09:00:00Z');
  gym = await givenToldGym(test);
});
afterAll(() => test.close());

async function givenClass(facts: object = {}) {
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name: 'Yoga', ...facts });
  return { offeringId, sessionId: await givenSessionOf(test, gym.owner, offeringId, STARTS) };
}

const remindersTo = async (customer: Caller) =>
  (await kindsTo(test, customer)).filter((kind) => kind.startsWith('REMINDER'));
const waitingReminders = async () =>
  (await waitingJobs(test, gym.tenant.id)).filter(({ type }) => type === 'booking.remind-of-session');

describe('a reminder', () => {
  it('comes a day and two hours before the start, once each', async () => {
    const { sessionId } = await givenClass();
    await givenReachable(test, gym, gym.customer);
    await givenBooking(test, gym.customer, sessionId);
    await letTimeGo(test, gym, '2026-11-25T16:59:59Z');
    expect(await remindersTo(gym.customer)).toEqual([]);
    await letTimeGo(test, gym, DAY_BEFORE);
    expect(await remindersTo(gym.customer)).toEqual(['REMINDER_24H']);
    await letTimeGo(test, gym, TWO_HOURS_BEFORE);
    expect(await remindersTo(gym.customer)).toEqual(['REMINDER_24H', 'REMINDER_2H']);
    await letTimeGo(test, gym, '2026-11-27T17:00:00Z');
    expect(await remindersTo(gym.customer)).toEqual(['REMINDER_24H', 'REMINDER_2H']);
    const told = await toldTo(test, gym.customer);
    expect(told.map(({ status }) => status)).toEqual(['SENT', 'SENT', 'SENT']);
  });

  it('is one job for a session, whoever books it', async () => {
    const { sessionId } = await givenClass();
    for (const customer of many(5, () => gym.someone('CUSTOMER')))
      await givenBooking(test, customer, sessionId);
    expect(await waitingReminders()).toEqual([
      { type: 'booking.remind-of-session', at: '2026-11-25T17:00:00.000Z' },
    ]);
  });

  it('of a time that has passed does not come', async () => {
    const { sessionId } = await givenClass();
    test.clock.moveTo('2026-11-25T18:00:00Z');
    await givenBooking(test, gym.customer, sessionId);
    await letTimeGo(test, gym, '2026-11-26T16:00:00Z');
    expect(await remindersTo(gym.customer)).toEqual(['REMINDER_2H']);
    const late = gym.someone('CUSTOMER');
    await givenBooking(test, late, sessionId);
    await letTimeGo(test, gym, '2026-11-27T17:00:00Z');
    expect(await remindersTo(late)).toEqual([]);
  });

  it('comes once also when its job runs twice', async () => {
    const { sessionId } = await givenClass();
    await givenBooking(test, gym.customer, sessionId);
    await letTimeGo(test, gym, DAY_BEFORE);
    const due = { sessionId: sessionId as `ssn_${string}`, startsAt: new Date(STARTS).toISOString() };
    await asJob(test, gym, (ctx) => remindOfSession(ctx, { ...due, kind: 'REMINDER_24H' }));
    expect(await remindersTo(gym.customer)).toEqual(['REMINDER_24H']);
  });

  it('does not come when it would be late, and the next one comes still', async () => {
    const { sessionId } = await givenClass();
    await givenBooking(test, gym.customer, sessionId);
    test.clock.moveTo('2026-11-26T15:30:00Z');
    await letTimeGo(test, gym, '2026-11-26T15:30:00Z');
    expect(await remindersTo(gym.customer)).toEqual(['REMINDER_2H']);
  });

  it('does not come of what was canceled or called off', async () => {
    const [one, other] = [await givenClass(), await givenClass()];
    const bookingId = await givenBooking(test, gym.customer, one.sessionId);
    await givenBooking(test, gym.customer, other.sessionId);
    await act(test, gym.customer, CANCEL, { bookingId });
    await act(test, gym.owner, CALL_OFF, { sessionId: other.sessionId });
    await letTimeGo(test, gym, '2026-11-27T17:00:00Z');
    expect(await remindersTo(gym.customer)).toEqual([]);
  });

  it('comes of a booking that waited for approval only when it was approved', async () => {
    const { sessionId } = await givenClass({ needsApproval: true });
    const [lucky, waiting] = [gym.someone('CUSTOMER'), gym.someone('CUSTOMER')];
    const bookingId = await givenBooking(test, lucky, sessionId);
    await givenBooking(test, waiting, sessionId);
    expect(await waitingReminders()).toEqual([]);
    await act(test, gym.trainer, APPROVE, { bookingId });
    await letTimeGo(test, gym, DAY_BEFORE);
    expect(await remindersTo(lucky)).toEqual(['REMINDER_24H']);
    expect(await remindersTo(waiting)).toEqual([]);
  });

  it('of a booking that was moved comes at the new time, once', async () => {
    const { offeringId, sessionId } = await givenClass();
    const later = await givenSessionOf(test, gym.owner, offeringId, '2026-11-28T17:00:00Z');
    const bookingId = await givenBooking(test, gym.customer, sessionId);
    await act(test, gym.customer, MOVE, { bookingId, sessionId: later });
    await letTimeGo(test, gym, '2026-11-27T16:59:59Z');
    expect(await remindersTo(gym.customer)).toEqual([]);
    await letTimeGo(test, gym, '2026-11-30T00:00:00Z');
    expect(await remindersTo(gym.customer)).toEqual(['REMINDER_24H', 'REMINDER_2H']);
  });
});
