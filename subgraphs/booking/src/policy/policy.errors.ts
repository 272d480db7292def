import { DomainError } from '@freehold/kernel/errors/domain-error';

/** What a limit counts. */
export type LimitUnit = 'BOOKINGS' | 'SEATS';
/** Over which stretch of time a limit counts. */
export type LimitWindow = 'PER_DAY' | 'PER_SEVEN_DAYS' | 'CONCURRENT';

/** The session cannot be booked yet. */
export class TooEarlyToBook extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'TOO_EARLY_TO_BOOK';
  constructor(opensAt: Date) {
    super(`Booking opens at ${opensAt.toISOString()}.`, { opensAt: opensAt.toISOString() });
  }
}

/** The session can no longer be booked. */
export class BookingClosed extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'BOOKING_CLOSED';
  constructor(closedAt: Date) {
    super(`Booking closed at ${closedAt.toISOString()}.`, { closedAt: closedAt.toISOString() });
  }
}

/** What a limit allows and what stands against it already. */
export interface ReachedLimit {
  readonly limit: number;
  /** What the member has already, without what was asked for. */
  readonly counted: number;
  readonly window: LimitWindow;
  readonly unit: LimitUnit;
}

const IN_WORDS: Record<LimitWindow, string> = {
  PER_DAY: 'on one day',
  PER_SEVEN_DAYS: 'within seven days',
  CONCURRENT: 'at a time',
};

/** The member has as many bookings, or seats, as the rules allow. */
export class BookingLimitReached extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'BOOKING_LIMIT_REACHED';
  constructor(reached: ReachedLimit) {
    const { limit, counted, window, unit } = reached;
    super(`At most ${limit} ${unit.toLowerCase()} ${IN_WORDS[window]}; ${counted} are booked already.`, {
      ...reached,
    });
  }
}

/** It is too near to the start to move the booking. */
export class RescheduleTooLate extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'RESCHEDULE_TOO_LATE';
  constructor(until: Date) {
    super(`The booking could be moved until ${until.toISOString()}.`, { until: until.toISOString() });
  }
}
