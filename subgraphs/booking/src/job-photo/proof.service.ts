import type { BatchLoad } from '@freehold/kernel/subgraph/context';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking, type BookingId } from '../booking/booking.entity.ts';
import { Job, type JobId } from '../job/job.entity.ts';
import { agreedPolicies } from '../policy/policy.service.ts';
import { JobPhoto, type JobPhotoKind } from './job-photo.entity.ts';
import { missingPhotos, wantedPhotos } from './job-photo.policy.ts';

/**
 * Of which bookings photos are missing that the agreed rules want, and which; a booking that is no job needs none.
 * Photos that prove a job are held, so that nobody removes them before the transaction ends. At most three statements.
 */
export async function unprovenJobs(
  em: EntityManager,
  bookings: readonly Booking[],
): Promise<ReadonlyMap<BookingId, readonly JobPhotoKind[]>> {
  const policies = await agreedPolicies(
    em,
    bookings.flatMap(({ policyId }) => policyId ?? []),
  );
  const wanting = bookings.flatMap((booking) => {
    const rules = booking.policyId && policies.get(booking.policyId)?.rules;
    return rules && missingPhotos(rules, []).length > 0 ? [{ id: booking.id, rules }] : [];
  });
  const kinds = await kindsByBooking(
    em,
    wanting.map(({ id }) => id),
  );
  const missing = wanting.map(({ id, rules }) => ({
    id,
    missing: missingPhotos(rules, kinds.get(id) ?? []),
  }));
  return new Map(
    missing.flatMap(({ id, missing: photos }) =>
      kinds.has(id) && photos.length > 0 ? [[id, photos] as const] : [],
    ),
  );
}

/** What the photos of each job show; nothing is known of a booking that is no job. */
async function kindsByBooking(
  em: EntityManager,
  bookingIds: readonly BookingId[],
): Promise<ReadonlyMap<BookingId, readonly JobPhotoKind[]>> {
  if (bookingIds.length === 0) return new Map();
  const jobs = await em.find(Job, { booking: { id: { $in: [...bookingIds] } } });
  if (jobs.length === 0) return new Map();
  const photos = await em.find(
    JobPhoto,
    { job: { id: { $in: jobs.map(({ id }) => id) } }, kind: { $in: ['BEFORE', 'AFTER'] } },
    { lockMode: LockMode.PESSIMISTIC_READ, orderBy: { id: 'asc' } },
  );
  const byJob = Map.groupBy(photos, ({ job }) => job.id);
  return new Map(jobs.map(({ id, booking }) => [booking.id, (byJob.get(id) ?? []).map(({ kind }) => kind)]));
}

/** What is locked of the photos of a job. */
interface Locked {
  readonly bookingId: BookingId;
  /** Photos that show these prove that it is completed. */
  readonly kinds: readonly JobPhotoKind[];
}

/** What is locked of the photos of those jobs that are completed, by the rules that were agreed. Three statements. */
export async function lockedKinds(
  em: EntityManager,
  jobIds: readonly JobId[],
): Promise<ReadonlyMap<JobId, Locked>> {
  const jobs = await em.find(Job, { id: { $in: [...jobIds] } });
  const completed = { id: { $in: jobs.map(({ booking }) => booking.id) }, status: 'COMPLETED' as const };
  const bookings = await em.find(Booking, completed);
  const policies = await agreedPolicies(
    em,
    bookings.flatMap(({ policyId }) => policyId ?? []),
  );
  const byBooking = new Map(bookings.map((booking) => [booking.id, booking]));
  return new Map(
    jobs.flatMap(({ id, booking: { id: bookingId } }) => {
      const policyId = byBooking.get(bookingId)?.policyId;
      const rules = policyId && policies.get(policyId)?.rules;
      return rules ? [[id, { bookingId, kinds: wantedPhotos(rules) }] as const] : [];
    }),
  );
}

/** What photos of each job show that are locked. */
export const lockedKindsOf: BatchLoad<JobId, readonly JobPhotoKind[]> = async (ctx, jobIds) => {
  const locked = await ctx.read((em) => lockedKinds(em, jobIds));
  return jobIds.map((id) => locked.get(id)?.kinds ?? []);
};
