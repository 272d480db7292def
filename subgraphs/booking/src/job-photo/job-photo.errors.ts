import { DomainError } from '@freehold/kernel/errors/domain-error';

/** A job has as many photos as it may have. */
export class TooManyPhotos extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'TOO_MANY_PHOTOS';
  constructor(limit: number) {
    super(`A job has at most ${limit} photos.`, { limit });
  }
}
