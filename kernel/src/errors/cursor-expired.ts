import { DomainError } from './domain-error.ts';

/** What happened since the cursor is not kept, or is too much to be told one by one: ask anew for what there is. */
export class CursorExpired extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'CURSOR_EXPIRED';
  constructor() {
    super('This cursor is no longer good. Ask for what there is now, and subscribe without a cursor.');
  }
}
