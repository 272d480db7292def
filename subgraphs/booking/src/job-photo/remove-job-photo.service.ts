import { Forbidden, NotFound } from '@freehold/kernel/errors/refusals';
import { mayDo } from '@freehold/kernel/permissions/rules';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { LockMode } from '@mikro-orm/core';
import { noteOverride } from '../override/override.service.ts';
import { countBytes, removeLater } from '../storage/storage.service.ts';
import { JobPhoto, type JobPhotoId } from './job-photo.entity.ts';
import { PhotoLocked } from './job-photo.errors.ts';
import { lockedKinds } from './proof.service.ts';

/** A photo that is to be forgotten. */
export interface Removal {
  readonly jobPhotoId: JobPhotoId;
  /** Given by staff who removes what is locked. */
  readonly overrideReason?: string | null | undefined;
}

/**
 * Forgets a photo of a job. Bytes that are kept here are given back at once, and removed after the commit; what lies
 * elsewhere is not ours to delete.
 * @throws {NotFound} when the tenant has no such photo.
 * @throws {PhotoLocked} when it proves a job that is completed, and nobody says why it is to go.
 * @throws {Forbidden} when somebody gives a reason who may not set the rules aside.
 */
export function removeJobPhoto(ctx: Context, input: Removal, key: string): Promise<JobPhotoId> {
  const { jobPhotoId, overrideReason } = input;
  if (overrideReason && !mayDo(ctx.caller, 'policy.override')) throw new Forbidden();
  return mutateOnce(ctx, { operation: 'removeJobPhoto', key, input }, async (transaction) => {
    const { em } = transaction;
    const photo = await em.findOne(JobPhoto, { id: jobPhotoId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!photo) throw new NotFound('photo');
    await unlock(ctx, transaction, photo, overrideReason);
    await em.remove(photo).flush();
    if (photo.bytes !== null) await countBytes(ctx, em, -photo.bytes);
    if (photo.objectKey !== null) await removeLater(transaction, photo.objectKey);
    return jobPhotoId;
  });
}

/**
 * The transaction holds the photo: whoever completes the job does, too, so that it is locked by then or the job is not
 * completed with it.
 */
async function unlock(
  ctx: Context,
  transaction: Transaction,
  { job, kind }: JobPhoto,
  reason: string | null | undefined,
): Promise<void> {
  const locked = (await lockedKinds(transaction.em, [job.id])).get(job.id);
  if (!locked?.kinds.includes(kind)) return;
  if (!reason) throw new PhotoLocked(kind);
  noteOverride(ctx, transaction, { bookingId: locked.bookingId, deed: 'PHOTO_REMOVED', reason });
}
