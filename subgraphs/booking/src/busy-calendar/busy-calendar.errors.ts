import { DomainError } from '@freehold/kernel/errors/domain-error';

/** A calendar is larger than what is taken over at once; its data says in what, and how much there may be. */
export class CalendarTooLarge extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'CALENDAR_TOO_LARGE';
}
