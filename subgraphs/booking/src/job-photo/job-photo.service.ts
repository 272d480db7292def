import { findPage, type Page, type PageArgs } from '@freehold/kernel/database/page';
import { Invalid, NotFound } from '@freehold/kernel/errors/refusals';
import type { ObjectKey } from '@freehold/kernel/objects/object-key';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { LockMode, ref } from '@mikro-orm/core';
import type { BookingId } from '../booking/booking.entity.ts';
import { Job, type JobId } from '../job/job.entity.ts';
import { countBytes, objectsOf } from '../storage/storage.service.ts';
import { JobPhoto, type JobPhotoId, type JobPhotoKind } from './job-photo.entity.ts';
import { TooManyPhotos } from './job-photo.errors.ts';
import { JobPhotoAdded } from './job-photo.events.ts';

const PHOTOS_MAX = 50;

/** What is known of a photo, wherever it is kept. */
export interface JobPhotoFacts {
  readonly bookingId: BookingId;
  readonly kind: JobPhotoKind;
  readonly takenAt: Date;
}

/** A photo that is kept elsewhere, to be added. */
export interface NewJobPhoto extends JobPhotoFacts {
  readonly url: string;
}

/** Where a photo is: elsewhere, or here with so many bytes. */
type PhotoPlace =
  | { readonly linkUrl: string; readonly objectKey: null; readonly bytes: null }
  | { readonly linkUrl: null; readonly objectKey: ObjectKey; readonly bytes: number };

/** Photos by their ids. */
export const jobPhotoById = loadById(JobPhoto, 'photo');

/**
 * Adds a photo that is kept elsewhere to a job.
 * @throws {Invalid} when it was taken in the future.
 * @throws {NotFound} when the tenant has no such booking, or it is no job.
 * @throws {TooManyPhotos} when the job has 50.
 */
export async function addJobPhoto(ctx: Context, input: NewJobPhoto, key: string): Promise<JobPhoto> {
  const { url: linkUrl, ...facts } = input;
  refuseFuture(ctx, facts);
  const id = await mutateOnce(ctx, { operation: 'addJobPhoto', key, input }, (transaction) =>
    addPhotoWithin(ctx, transaction, facts, { linkUrl, objectKey: null, bytes: null }),
  );
  return ctx.load(jobPhotoById, id);
}

/** @throws {Invalid} when a photo was taken in the future. */
export function refuseFuture(ctx: Context, { takenAt }: Pick<JobPhotoFacts, 'takenAt'>): void {
  if (takenAt > ctx.now()) throw new Invalid('A photo cannot have been taken in the future.');
}

/**
 * Adds a photo to a job inside a transaction, and counts its bytes. The job is held meanwhile, so that photos that come
 * at once are counted one by one.
 * @throws what {@link addJobPhoto} throws, and what counting bytes throws.
 */
export async function addPhotoWithin(
  ctx: Context,
  transaction: Transaction,
  { bookingId, ...facts }: JobPhotoFacts,
  place: PhotoPlace,
): Promise<JobPhotoId> {
  const { em } = transaction;
  const { id: tenantId } = ctx.tenant();
  const where = { booking: { id: bookingId } };
  const job = await em.findOne(Job, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!job) throw new NotFound('job');
  if ((await em.count(JobPhoto, { job: { id: job.id } })) >= PHOTOS_MAX) throw new TooManyPhotos(PHOTOS_MAX);
  if (place.bytes !== null) await countBytes(ctx, em, place.bytes);
  const own = { tenantId, id: newId('jph'), job: ref(job), addedAt: ctx.now(), addedById: ctx.member().id };
  const photo = em.create(JobPhoto, { ...own, ...facts, ...place });
  await em.persist(photo).flush();
  await ctx.react(transaction, JobPhotoAdded, { bookingId });
  return photo.id;
}

/** Where a photo can be seen: for a while at a path of this host, or at the address that it was added with. */
export function urlOf(ctx: Context, { objectKey, linkUrl }: JobPhoto): string {
  return objectKey === null ? (linkUrl ?? '') : objectsOf(ctx).addresses.pathOf(objectKey, ctx.now());
}

/** The photos of a job, in the order in which they were taken. */
export function listJobPhotos(ctx: Context, jobId: JobId, args: PageArgs): Promise<Page<JobPhoto>> {
  const { id: tenantId } = ctx.tenant();
  const scope = { tenantId, name: `job-photos:${jobId}`, where: { job: { id: jobId } } };
  const orderBy = [{ takenAt: 'asc' as const }, { id: 'asc' as const }];
  return ctx.read((em) => findPage(em, JobPhoto, { ...scope, orderBy }, args));
}
