import { Forbidden, NotFound } from '@freehold/kernel/errors/refusals';
import { newObjectKey, type ObjectEnding } from '@freehold/kernel/objects/object-key';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import { LockMode } from '@mikro-orm/core';
import { Job } from '../job/job.entity.ts';
import type { JobPhoto } from '../job-photo/job-photo.entity.ts';
import {
  addPhotoWithin,
  type JobPhotoFacts,
  jobPhotoById,
  refuseFuture,
} from '../job-photo/job-photo.service.ts';
import { objectsOf, removeLater } from '../storage/storage.service.ts';
import { PhotoUpload, type PhotoUploadId } from './photo-upload.entity.ts';
import { GiveUploadUp } from './photo-upload.jobs.ts';

const HOUR_MS = 3_600_000;
const SHELF = 'job-photos';

/** An upload whose bytes are all there. */
export interface ArrivedPhoto extends JobPhotoFacts {
  readonly photoUploadId: PhotoUploadId;
  readonly bytes: number;
  /** SHA-256 of the bytes as they came. */
  readonly digest: string;
}

/** The gateway asks; for whom is the member's own affair. */
function refuseStrangers(ctx: Context): void {
  if (!mayDo(ctx.caller, 'job.changePhotos')) throw new Forbidden();
}

/**
 * Opens a place for the bytes of a photo, when the member may add one to the job; it is given up after an hour.
 * @throws {Forbidden} when the member may not change photos.
 * @throws {Invalid} when the photo was taken in the future.
 * @throws {NotFound} when the tenant has no such booking, or it is no job.
 * @throws {Unavailable} where no bytes are kept.
 */
export async function openPhotoUpload(
  ctx: Context,
  {
    bookingId,
    takenAt,
    ending,
  }: Pick<JobPhotoFacts, 'bookingId' | 'takenAt'> & { readonly ending: ObjectEnding },
): Promise<PhotoUpload> {
  refuseStrangers(ctx);
  refuseFuture(ctx, { takenAt });
  objectsOf(ctx);
  const { id: tenantId } = ctx.tenant();
  const openedAt = ctx.now();
  return ctx.transaction(async ({ em, enqueue }) => {
    if ((await em.count(Job, { booking: { id: bookingId } })) === 0) throw new NotFound('job');
    const upload = em.create(PhotoUpload, {
      tenantId,
      id: newId('pup'),
      objectKey: newObjectKey(tenantId, SHELF, ending),
      openedById: ctx.member().id,
      openedAt,
    });
    await em.persist(upload).flush();
    const at = new Date(openedAt.getTime() + HOUR_MS);
    await enqueue(GiveUploadUp, { photoUploadId: upload.id }, { at });
    return upload;
  });
}

/**
 * Makes an upload whose bytes are all there a photo, and counts them. A repetition with the same key and the same bytes
 * answers the first photo, which leads to the bytes of the first upload.
 * @throws {Forbidden} when the member may not change photos.
 * @throws {NotFound} when the member has no such upload, it was given up, or the job is gone.
 * @throws {TooManyPhotos} when the job has 50.
 * @throws {LimitExceeded} when the bytes do not fit under the plan's limit.
 * @throws {Unavailable} when the plan is not known.
 */
export async function keepJobPhoto(
  ctx: Context,
  { photoUploadId, bytes, digest, ...facts }: ArrivedPhoto,
  key: string,
): Promise<JobPhoto> {
  refuseStrangers(ctx);
  refuseFuture(ctx, facts);
  const call = { operation: 'keepJobPhoto', key, input: { ...facts, digest } };
  const id = await mutateOnce(ctx, call, async (transaction) => {
    const { em } = transaction;
    const own = { id: photoUploadId, openedById: ctx.member().id };
    const upload = await em.findOne(PhotoUpload, own, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!upload) throw new NotFound('upload');
    const { objectKey } = upload;
    em.remove(upload);
    return addPhotoWithin(ctx, transaction, facts, { linkUrl: null, objectKey, bytes });
  });
  return ctx.load(jobPhotoById, id);
}

/** Gives an upload up, and has its bytes removed; one that has become a photo is left alone. */
export function giveUploadUp(
  ctx: Context,
  { photoUploadId }: { readonly photoUploadId: PhotoUploadId },
): Promise<void> {
  return ctx.transaction(async (transaction) => {
    const { em } = transaction;
    const where = { id: photoUploadId };
    const upload = await em.findOne(PhotoUpload, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!upload) return;
    await em.remove(upload).flush();
    await removeLater(transaction, upload.objectKey);
  });
}
