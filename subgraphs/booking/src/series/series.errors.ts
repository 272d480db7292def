import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { OccurrenceFailure } from './occurrence-failure.type.ts';

/** Nothing was done, since not all of it could be: `data.failures` tells of each occurrence that stands in the way. */
export class OccurrencesRefused extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'OCCURRENCES_REFUSED';
  constructor(failures: readonly OccurrenceFailure[]) {
    const [first] = failures;
    super(`${failures.length} occurrences are not possible. ${first?.localStart}: ${first?.message}`, {
      failures,
    });
  }
}
