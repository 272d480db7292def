import { DomainError } from '@freehold/kernel/errors/domain-error';

/** What an offering needs was archived: the resource, or each of its pool. */
export class ResourceArchived extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'RESOURCE_ARCHIVED';
  constructor() {
    super('What this needs was archived; it takes no new bookings.');
  }
}

/** What an offering needs has no room for as many people. */
export class ResourceTooSmall extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'RESOURCE_TOO_SMALL';
  constructor(wanted: number, capacity: number) {
    super(`There is room for ${capacity} people at most, not for ${wanted}.`, { wanted, capacity });
  }
}
