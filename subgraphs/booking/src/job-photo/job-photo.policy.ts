import type { Rules } from '../policy/rules.policy.ts';
import type { JobPhotoKind } from './job-photo.entity.ts';

/** Which photos the rules want of a job that has photos of these kinds, in the order of the work. */
export function missingPhotos(
  { jobPhotos }: Pick<Rules, 'jobPhotos'>,
  kinds: readonly JobPhotoKind[],
): readonly JobPhotoKind[] {
  return wantedPhotos({ jobPhotos }).filter((kind) => !kinds.includes(kind));
}

/** Which photos the rules want of a job, in the order of the work. */
export function wantedPhotos({ jobPhotos }: Pick<Rules, 'jobPhotos'>): readonly JobPhotoKind[] {
  const { before, after } = jobPhotos;
  return [...(before ? ['BEFORE' as const] : []), ...(after ? ['AFTER' as const] : [])];
}
