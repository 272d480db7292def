import type { Caller } from '@freehold/kernel/caller/caller';
import type { RunningSubgraph } from '@freehold/kernel/subgraph/running/start-subgraph';
import { ask } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';

/** The edition of these tests: sessions and bookings are metered. */
export const faces = { test: { meters: { sessionScheduled: 'classes', bookingMade: 'bookings' } } };

const CREATE_RESOURCE = `mutation ($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }`;
const CREATE_OFFERING = `mutation ($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } } }`;
/** Puts a session on the schedule. */
export const SCHEDULE = `mutation ($input: ScheduleSessionInput!) {
  scheduleSession(input: $input) { session { id startsAt endsAt seatsLeft } } }`;
/** Books seats. */
export const BOOK = `mutation ($input: BookSessionInput!) {
  bookSession(input: $input) { booking { id status seats price { amountMinor currency } session { seatsLeft } } } }`;
/** Gives a booking back. */
export const CANCEL = `mutation ($input: CancelBookingInput!) {
  cancelBooking(input: $input) { booking { id status session { seatsLeft } } } }`;

/** A key that no other call has. */
export const anyKey = (): string => newId('key');

/** What mutations answer of what they made. */
export interface Created {
  readonly createResource: { resource: { id: string } };
  readonly createOffering: { offering: { id: string } };
  readonly scheduleSession: { session: { id: string } };
  readonly bookSession: { booking: { id: string } };
}

/** Creates a coach and a class of `capacity` seats; answers the offering's id. */
export async function givenOffering(
  subgraph: RunningSubgraph,
  owner: Caller,
  capacity = 10,
): Promise<string> {
  const { createResource } = await ask<Created>(subgraph, owner, CREATE_RESOURCE, {
    input: { name: 'Kari', kind: 'PERSON', capacity: 30, idempotencyKey: anyKey() },
  });
  const { createOffering } = await ask<Created>(subgraph, owner, CREATE_OFFERING, {
    input: {
      name: 'Yoga',
      kind: 'CLASS',
      durationMinutes: 60,
      capacity,
      priceMinor: 15_000,
      resourceId: createResource.resource.id,
      idempotencyKey: anyKey(),
    },
  });
  return createOffering.offering.id;
}

/** Schedules a session of a new class; answers its id. */
export async function givenSession(
  subgraph: RunningSubgraph,
  owner: Caller,
  capacity = 10,
  startsAt = '2026-11-24T17:00:00Z',
): Promise<string> {
  const offeringId = await givenOffering(subgraph, owner, capacity);
  const { scheduleSession } = await ask<Created>(subgraph, owner, SCHEDULE, {
    input: { offeringId, startsAt, idempotencyKey: anyKey() },
  });
  return scheduleSession.session.id;
}
