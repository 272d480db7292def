import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { TimeRange } from '@freehold/kernel/values/time-range';

/** Nothing that could give it is open all through that time. */
export class OutsideOpeningHours extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'OUTSIDE_OPENING_HOURS';
  constructor({ startsAt, endsAt }: TimeRange) {
    const [from, to] = [startsAt.toISOString(), endsAt.toISOString()];
    super(`It is not open from ${from} until ${to}.`, { startsAt: from, endsAt: to });
  }
}
