import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { TimeRange } from '@freehold/kernel/values/time-range';
import type { BookingId } from '../booking/booking.entity.ts';
import type { JobPhotoKind } from '../job-photo/job-photo.entity.ts';

/** It is too early or too late to check in. */
export class CheckInClosed extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'CHECK_IN_CLOSED';
  constructor({ startsAt, endsAt }: TimeRange) {
    const [opensAt, closesAt] = [startsAt.toISOString(), endsAt.toISOString()];
    super(`Check-in is open from ${opensAt} until ${closesAt}.`, { opensAt, closesAt });
  }
}

/** The session has not ended, so that nobody can say who came. */
export class SessionNotEnded extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'SESSION_NOT_ENDED';
  constructor(endsAt: Date) {
    super(`The session ends at ${endsAt.toISOString()}.`, { endsAt: endsAt.toISOString() });
  }
}

const MOMENTS: Readonly<Record<JobPhotoKind, string>> = { BEFORE: 'before', AFTER: 'after', OTHER: 'during' };

/** A job has no photo of a kind without which the agreed rules do not let it be completed. */
export class PhotosMissing extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'PHOTOS_MISSING';
  constructor(bookingId: BookingId, missing: readonly JobPhotoKind[]) {
    const wanted = missing.map((kind) => MOMENTS[kind]).join(' and ');
    super(`The job needs photos of ${wanted} the work before it can be completed.`, { bookingId, missing });
  }
}
