import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The location was archived: nothing new can be at it. */
export class LocationArchived extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'LOCATION_ARCHIVED';
  constructor(name: string) {
    super(`The location "${name}" was archived.`);
  }
}

/** Resources that are not archived are at the location. */
export class LocationInUse extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'LOCATION_IN_USE';
  constructor(resources: number) {
    super(`${resources} resources are at the location. Move or archive them first.`, { resources });
  }
}
