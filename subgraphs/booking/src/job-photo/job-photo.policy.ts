import type { Rules } from '../policy/rules.policy.ts';
import type { JobPhotoKind } from './job-photo.entity.ts';

/** Which photos the rules want of a job that has photos of these kinds, in the order of the work. */
export function missingPhotos(
  { jobPhotos }: Pick<Rules, 'jobPhotos'>,
  kinds: readonly JobPhotoKind[],
): readonly JobPhotoKind[] {
  const { before, after } = jobPhotos;
  const wanted: readonly JobPhotoKind[] = [
    ...(before ? ['BEFORE' as const] : []),
    ...(after ? ['AFTER' as const] : []),
  ];
  return wanted.filter((kind) => !kinds.includes(kind));
}
