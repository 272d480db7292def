import type { Caller } from '@freehold/kernel/caller/caller';
import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { anyKey, BOOK, type Created, SCHEDULE } from './scene.ts';

const SET = `mutation ($input: SetBookingPolicyInput!) {
  setBookingPolicy(input: $input) { policy { version } } }`;

/** Free until 120 minutes before, and a strike for who is absent a day after the end. */
export const STRIKES = { noShow: { graceHours: 24, consequence: 'STRIKE' } };

/** A tenant of the test's own that may schedule and book without end. */
export const newGym = () => newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });

/** Writes rules of booking. */
export function setRules(test: TestSubgraph, owner: Caller, rules: object): Promise<unknown> {
  return ask(test.subgraph, owner, SET, { input: { ...rules, idempotencyKey: anyKey() } });
}

/** Schedules a session of an offering; answers its id. */
export async function schedule(
  test: TestSubgraph,
  owner: Caller,
  offeringId: string,
  startsAt: string,
): Promise<string> {
  const input = { offeringId, startsAt, idempotencyKey: anyKey() };
  const { scheduleSession } = await ask<Created>(test.subgraph, owner, SCHEDULE, { input });
  return scheduleSession.session.id;
}

/** Books seats of a session; answers the booking's id. */
export async function book(
  test: TestSubgraph,
  caller: Caller,
  sessionId: string,
  more: object = {},
): Promise<string> {
  const input = { sessionId, ...more, idempotencyKey: anyKey() };
  const { bookSession } = await ask<Created>(test.subgraph, caller, BOOK, { input });
  return bookSession.booking.id;
}

/** What a booking asks with a key of its own. */
export const wish = (sessionId: string, more: object = {}) => ({
  input: { sessionId, ...more, idempotencyKey: anyKey() },
});
