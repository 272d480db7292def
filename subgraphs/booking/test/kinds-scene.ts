import type { Caller, CallerTenant } from '@freehold/kernel/caller/caller';
import { newTenant, type TestTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenOfferingOf } from './booking-scene.ts';
import { anyKey } from './scene.ts';

/** When jobs and appointments of these tests begin. */
export const STARTS_AT = '2026-11-24T17:00:00Z';

/** Books a job. */
export const BOOK_JOB = `mutation ($input: BookJobInput!) { bookJob(input: $input) { booking {
  id status seats price { amountMinor currency } session { startsAt }
  job { id propertySquareMeters notes address { street postalCode city country }
    quote { price { amountMinor } basePrice { amountMinor } multiplierPermille multiplierSource zonePrefix propertySquareMeters } } } } }`;
/** Asks what a job costs. */
export const QUOTE = `query ($input: QuoteJobInput!) { quoteJob(input: $input) {
  price { amountMinor currency } basePrice { amountMinor } multiplierPermille multiplierSource zonePrefix propertySquareMeters } }`;
/** Sets a markup. */
export const SET_MARKUP = `mutation ($input: SetJobMarkupInput!) { setJobMarkup(input: $input) { multiplierPermille } }`;
/** Sets a zone. */
export const SET_ZONE = `mutation ($input: SetJobZoneInput!) {
  setJobZone(input: $input) { jobZone { id country postalPrefix multiplierPermille } } }`;
/** Books an appointment. */
export const BOOK_APPOINTMENT = `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { appointment {
  id status source createdAt confirmedAt booking { id status session { startsAt resource { id } } } } } }`;

/** Where jobs of these tests are. */
export const address = { street: '5 Oak Lane', postalCode: '10001', city: 'New York', country: 'US' };

/** An installer whose plan lets prices differ by zone. */
export const newInstaller = (changes: Partial<CallerTenant> = {}): TestTenant =>
  newTenant(bookingSubgraph, {
    limits: { classes: null, bookings: null },
    features: ['location_pricing'],
    ...changes,
  });

/** Creates an offering of kind JOB at 1,500.00; its id. */
export const givenJobOffering = (test: TestSubgraph, owner: Caller, facts: object = {}) =>
  givenOfferingOf(test, owner, { kind: 'JOB', priceMinor: 150_000, capacity: 1, ...facts });

/** Creates an offering of kind APPOINTMENT; its id. */
export const givenAppointmentOffering = (test: TestSubgraph, owner: Caller, facts: object = {}) =>
  givenOfferingOf(test, owner, { kind: 'APPOINTMENT', capacity: 1, ...facts });

/** What a job is booked with, of 1,000 square meters unless told otherwise. */
export const jobInput = (offeringId: string, changes: object = {}) => ({
  input: {
    offeringId,
    startsAt: STARTS_AT,
    address,
    propertySquareMeters: 1000,
    idempotencyKey: anyKey(),
    ...changes,
  },
});

/** A booking of a job, as it is answered. */
export interface BookedJob {
  readonly bookJob: {
    readonly booking: { readonly id: string; readonly price: { readonly amountMinor: number } };
  };
}

/** Books a job; the booking's id. */
export async function givenJob(
  test: TestSubgraph,
  customer: Caller,
  offeringId: string,
  changes: object = {},
): Promise<string> {
  const { bookJob } = await ask<BookedJob>(test.subgraph, customer, BOOK_JOB, jobInput(offeringId, changes));
  return bookJob.booking.id;
}
