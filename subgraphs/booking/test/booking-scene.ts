import type { Caller } from '@freehold/kernel/caller/caller';
import { newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { anyKey, BOOK, SCHEDULE } from './scene.ts';

/** Books a time of one's own choice. */
export const BOOK_INTERVAL = `mutation ($input: BookIntervalInput!) {
  bookInterval(input: $input) { booking { id status seats price { amountMinor }
    session { id startsAt endsAt isOnDemand capacity seatsLeft resource { id } } } } }`;
/** Keeps seats or a time. */
export const HOLD = `mutation ($input: CreateHoldInput!) {
  createHold(input: $input) { hold { id seats expiresAt startsAt session { id seatsLeft } offering { id } } } }`;
/** Gives a hold up. */
export const RELEASE = `mutation ($input: ReleaseHoldInput!) { releaseHold(input: $input) { releasedHoldId } }`;
/** Moves a booking. */
export const MOVE = `mutation ($input: RescheduleBookingInput!) {
  rescheduleBooking(input: $input) { booking { id status seats bookedAt price { amountMinor }
    session { id startsAt seatsLeft } } } }`;
/** Promises what was asked for. */
export const APPROVE = `mutation ($input: DecideBookingInput!) { approveBooking(input: $input) { booking { id status } } }`;
/** Turns it down. */
export const DECLINE = `mutation ($input: DecideBookingInput!) {
  declineBooking(input: $input) { booking { id status refund { amountMinor } session { seatsLeft canceledAt } } } }`;
/** Calls a session off. */
export const CALL_OFF = `mutation ($input: CancelSessionInput!) {
  cancelSession(input: $input) { session { id canceledAt seatsTaken } } }`;
/** The bookings of the one who asks. */
export const MINE = `{ myBookings(first: 100) { edges { node {
  id status canceledAt refund { amountMinor } fee { amountMinor } rescheduledTo { id } session { id startsAt canceledAt } } } } }`;

/** A tenant that may schedule and book without end. */
export const newGym = (): TestTenant =>
  newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });

type Answer = Record<string, Record<string, { id: string }>>;

async function idOfMade(test: TestSubgraph, caller: Caller, name: string, facts: object): Promise<string> {
  const [mutation, field] = [`create${name}`, name.charAt(0).toLowerCase() + name.slice(1)];
  const made = field === 'resourcePool' ? 'pool' : field;
  const query = `mutation ($input: Create${name}Input!) { ${mutation}(input: $input) { ${made} { id } } }`;
  const input = { name: 'Test', ...facts, idempotencyKey: anyKey() };
  const answer = await ask<Answer>(test.subgraph, caller, query, { input });
  const id = answer[mutation]?.[made]?.id;
  if (!id) throw new Error(`${mutation} answered no id.`);
  return id;
}

/** Creates a location; its id. */
export const givenLocation = (test: TestSubgraph, owner: Caller, timeZone = 'Europe/Oslo') =>
  idOfMade(test, owner, 'Location', { timeZone });

/** Creates a room; its id. */
export const givenRoom = (test: TestSubgraph, owner: Caller, facts: object = {}) =>
  idOfMade(test, owner, 'Resource', { kind: 'ROOM', capacity: 1_000, ...facts });

/** Creates a pool with so many rooms; its id. */
export async function givenPool(test: TestSubgraph, owner: Caller, rooms: number): Promise<string> {
  const poolId = await idOfMade(test, owner, 'ResourcePool', {});
  for (const _room of Array.from({ length: rooms })) await givenRoom(test, owner, { poolId });
  return poolId;
}

/** Creates an offering, of a room of its own unless the facts say otherwise; its id. */
export async function givenOfferingOf(
  test: TestSubgraph,
  owner: Caller,
  facts: Record<string, unknown> = {},
): Promise<string> {
  const needs = facts.resourceId || facts.poolId ? {} : { resourceId: await givenRoom(test, owner) };
  const usual = { kind: 'ROOM', durationMinutes: 60, capacity: 10, priceMinor: 15_000 };
  return idOfMade(test, owner, 'Offering', { ...usual, ...needs, ...facts });
}

/** Many a test's beginning: a gym, a class, and a session of it. */
export interface NewClass {
  readonly gym: TestTenant;
  readonly offeringId: string;
  readonly sessionId: string;
}

/** Creates a class of a new gym, and a session of it. */
export async function givenNewClass(test: TestSubgraph, facts: object = {}): Promise<NewClass> {
  const gym = newGym();
  const offeringId = await givenOfferingOf(test, gym.owner, { kind: 'CLASS', ...facts });
  return { gym, offeringId, sessionId: await givenSessionOf(test, gym.owner, offeringId) };
}

interface Scheduled {
  readonly scheduleSession: { session: { id: string } };
}
interface Booked {
  readonly bookSession: { booking: { id: string } };
}

/** Schedules a session of an offering; its id. */
export async function givenSessionOf(
  test: TestSubgraph,
  owner: Caller,
  offeringId: string,
  startsAt = '2026-11-24T17:00:00Z',
): Promise<string> {
  const input = { offeringId, startsAt, idempotencyKey: anyKey() };
  const { scheduleSession } = await ask<Scheduled>(test.subgraph, owner, SCHEDULE, { input });
  return scheduleSession.session.id;
}

/** Books seats of a session; the booking's id. */
export async function givenBooking(
  test: TestSubgraph,
  customer: Caller,
  sessionId: string,
  seats = 1,
): Promise<string> {
  const input = { sessionId, seats, idempotencyKey: anyKey() };
  const { bookSession } = await ask<Booked>(test.subgraph, customer, BOOK, { input });
  return bookSession.booking.id;
}

/** How often calls that were all made at once were refused with each code; `done` are those that were not. */
export async function tally(
  test: TestSubgraph,
  calls: readonly { caller: Caller; query: string; input: object }[],
): Promise<Record<string, number>> {
  const answers = await Promise.all(
    calls.map(({ caller, query, input }) =>
      test.subgraph.execute({
        query,
        variables: { input: { idempotencyKey: anyKey(), ...input } },
        caller,
      }),
    ),
  );
  const codes = answers.map((answer) => String(answer.errors?.[0]?.extensions?.code ?? 'done'));
  const byCode = Object.groupBy(codes, (code) => code);
  return Object.fromEntries(Object.entries(byCode).map(([code, all]) => [code, all?.length ?? 0]));
}

/** So many of a thing, made from their numbers. */
export const many = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index));
