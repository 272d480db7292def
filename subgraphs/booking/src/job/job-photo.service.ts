import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { LockMode, ref } from '@mikro-orm/core';
import type { BookingId } from '../booking/booking.entity.ts';
import { Job, type JobId } from './job.entity.ts';
import { TooManyPhotos } from './job.errors.ts';
import { JobPhoto, type JobPhotoId, type JobPhotoKind } from './job-photo.entity.ts';

const PHOTOS_MAX = 50;

/** A photo to be added. */
export interface NewJobPhoto {
  readonly bookingId: BookingId;
  readonly url: string;
  readonly kind: JobPhotoKind;
  readonly takenAt: Date;
}

/** Photos by their ids. */
const jobPhotoById = loadById(JobPhoto, 'photo');

/**
 * Adds a photo to a job. The job is held meanwhile, so that photos that come at once are counted one by one.
 * @throws {Invalid} when it was taken in the future.
 * @throws {NotFound} when the tenant has no such booking, or it is no job.
 * @throws {TooManyPhotos} when the job has 50.
 */
export async function addJobPhoto(ctx: Context, input: NewJobPhoto, key: string): Promise<JobPhoto> {
  const { id: tenantId } = ctx.tenant();
  const addedById = ctx.member().id;
  const addedAt = ctx.now();
  if (input.takenAt > addedAt) throw new Invalid('A photo cannot have been taken in the future.');
  const id = await mutateOnce(ctx, { operation: 'addJobPhoto', key, input }, async ({ em }) => {
    const { bookingId, ...facts } = input;
    const where = { booking: { id: bookingId } };
    const job = await em.findOne(Job, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!job) throw new NotFound('job');
    if ((await em.count(JobPhoto, { job: { id: job.id } })) >= PHOTOS_MAX)
      throw new TooManyPhotos(PHOTOS_MAX);
    const own = { tenantId, id: newId('jph'), job: ref(job), addedAt, addedById };
    const photo = em.create(JobPhoto, { ...own, ...facts });
    await em.persist(photo).flush();
    return photo.id;
  });
  return ctx.load(jobPhotoById, id);
}

/**
 * Forgets a photo of a job; what lies at its address is not ours to delete.
 * @throws {NotFound} when the tenant has no such photo.
 */
export function removeJobPhoto(ctx: Context, jobPhotoId: JobPhotoId, key: string): Promise<JobPhotoId> {
  const call = { operation: 'removeJobPhoto', key, input: { jobPhotoId } };
  return mutateOnce(ctx, call, async ({ em }) => {
    if ((await em.nativeDelete(JobPhoto, { id: jobPhotoId })) === 0) throw new NotFound('photo');
    return jobPhotoId;
  });
}

/** The photos of a job, in the order in which they were taken. */
export function listJobPhotos(ctx: Context, jobId: JobId, args: PageArgs): Promise<Page<JobPhoto>> {
  const { id: tenantId } = ctx.tenant();
  const scope = { tenantId, name: `job-photos:${jobId}`, where: { job: { id: jobId } } };
  const orderBy = [{ takenAt: 'asc' as const }, { id: 'asc' as const }];
  return ctx.read((em) => findPage(em, JobPhoto, { ...scope, orderBy }, args));
}
