import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { JobPhotoKind } from './job-photo.entity.ts';

/** A photo proves a job that is completed; only who sets the rules aside, with a reason, removes it. */
export class PhotoLocked extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'PHOTO_LOCKED';
  constructor(kind: JobPhotoKind) {
    const shown = kind === 'BEFORE' ? 'before' : 'after';
    super(
      `The job was completed with its photos of ${shown} the work; they are removed with a reason alone.`,
      {
        photoKind: kind,
      },
    );
  }
}

/** A job has as many photos as it may have. */
export class TooManyPhotos extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'TOO_MANY_PHOTOS';
  constructor(limit: number) {
    super(`A job has at most ${limit} photos.`, { limit });
  }
}
