import { prepareRows } from '@freehold/kernel/database/prepared/prepared-rows';
import type { BatchLoad, Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { ref } from '@mikro-orm/core';
import { Booking, type BookingId } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import type { HoldId } from '../hold/hold.entity.ts';
import { bookIntervalWithin } from '../interval/interval.service.ts';
import { jobPriceMinor } from '../job-price/job-price.policy.ts';
import { type PricedJob, priceJob, type QuoteFacts, toQuote } from '../job-price/job-price.service.ts';
import { markNoShows } from '../no-show/no-show.service.ts';
import type { OfferingId } from '../offering/offering.entity.ts';
import { findOpenOffering } from '../offering/offering.service.ts';
import { Job, type JobAddress } from './job.entity.ts';
import { PreviewStale } from './job.errors.ts';

/** A job that a member wants. */
export interface JobRequest {
  readonly offeringId: OfferingId;
  readonly startsAt: Date;
  readonly address: JobAddress;
  readonly propertySquareMeters: number;
  readonly notes: string;
  /** In minor units. */
  readonly quotedPriceMinor?: bigint | null | undefined;
  readonly holdId?: HoldId | null | undefined;
  readonly overrideReason?: string | null | undefined;
}

/** A job never has more than one who orders it. */
const SEATS = 1;

/**
 * Books a job at an address: its time, its price with what made it, and its count in one transaction.
 * @throws {WrongKind} for an offering that is no job.
 * @throws {PreviewStale} when it costs something else than was quoted.
 * @throws {Unavailable} when the plan is not known.
 * @throws what bookInterval throws.
 */
export async function bookJob(ctx: Context, input: JobRequest, key: string): Promise<Booking> {
  await markNoShows(ctx, { customerId: ctx.member().id });
  const keyed = { ...input, quotedPriceMinor: input.quotedPriceMinor?.toString() };
  const id = await mutateOnce(ctx, { operation: 'bookJob', key, input: keyed }, async (transaction) => {
    const { em } = transaction;
    const { offeringId, address, propertySquareMeters } = input;
    const offering = await findOpenOffering(em, offeringId);
    const priced = await priceJob(ctx, em, offering, { ...address, propertySquareMeters });
    refuseOtherPrice(priced, input.quotedPriceMinor);
    const time = { ...input, seats: SEATS, priceMinor: priced.priceMinor };
    const booking = await bookIntervalWithin(ctx, transaction, offering, time);
    await addJob(transaction, booking, input, priced);
    return booking.id;
  });
  return ctx.load(bookingById, id);
}

function refuseOtherPrice({ priceMinor, currency }: PricedJob, quoted: bigint | null | undefined): void {
  if (quoted !== null && quoted !== undefined && quoted !== priceMinor)
    throw new PreviewStale(priceMinor, currency);
}

async function addJob(
  { em }: Transaction,
  booking: Booking,
  { address, propertySquareMeters, notes }: JobRequest,
  { baseMinor, currency, multiplier }: PricedJob,
): Promise<void> {
  const { permille: multiplierPermille, source: multiplierSource, zonePrefix } = multiplier;
  const own = { tenantId: booking.tenantId, id: newId('job'), booking: ref(booking) };
  const factors = { baseMinor, currency, multiplierPermille, multiplierSource, zonePrefix };
  const job = em.create(Job, { ...own, ...address, propertySquareMeters, notes, ...factors });
  await em.persist(job).flush();
}

/** A booking that takes the place of another one takes its job over, at the price that was agreed. */
export async function handJobOn(
  _ctx: Context,
  { em }: Transaction,
  { fromBookingId, bookingId }: { readonly fromBookingId: BookingId; readonly bookingId: BookingId },
): Promise<void> {
  const job = await em.findOne(Job, { booking: { id: fromBookingId } });
  if (job) job.booking = ref(await em.findOneOrFail(Booking, { id: bookingId }));
}

const ofBookings = prepareRows(Job, [{ property: 'booking', is: 'in' }]);

/** The job of each booking; null when it is of another kind. */
export const jobOf: BatchLoad<BookingId, Job | null> = async (ctx, bookingIds) => {
  const found = await ctx.rows(ofBookings, bookingIds);
  const byBooking = new Map(found.map((job) => [job.booking.id, job]));
  return bookingIds.map((id) => byBooking.get(id) ?? null);
};

/** What a job cost when it was booked, and why. */
export function agreedQuote(job: Job): QuoteFacts {
  const { baseMinor, multiplierPermille, propertySquareMeters: squareMeters, currency } = job;
  const { multiplierSource: source, zonePrefix } = job;
  const priceMinor = jobPriceMinor({ baseMinor, multiplierPermille, squareMeters });
  const multiplier = { permille: multiplierPermille, source, zonePrefix };
  return toQuote({ priceMinor, baseMinor, currency, multiplier, squareMeters });
}
