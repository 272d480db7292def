/** The few ways in which a use case can refuse. Each maps to one behaviour at the API. */
export type ErrorKind =
  | 'NOT_FOUND'
  | 'INVALID'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED'
  | 'UNAVAILABLE';

/**
 * A refusal that the caller may read: a stable `code`, a sentence with the values in it, and data.
 * Everything else that is thrown is a bug and reaches the caller only as `INTERNAL`.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  /** Stable, in capitals; part of the public API. */
  abstract readonly code: string;
  /** Values that a program may act on; shown beside the code. */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(message: string, data: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = new.target.name;
    this.data = data;
  }
}
