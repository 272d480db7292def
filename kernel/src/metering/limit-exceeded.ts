import { DomainError } from '../errors/domain-error.ts';

/** The plan's limit for a meter is reached; the next unit is refused. */
export class LimitExceeded extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'LIMIT_EXCEEDED';
  /** Units that are used. */
  readonly used: number;
  /** Units that the plan allows. */
  readonly limit: number;

  constructor(feature: string, used: number, limit: number, resetsAt: Date | null) {
    super(`The plan allows ${limit} ${feature}, and ${used} are used.`, {
      feature,
      used,
      limit,
      resetsAt: resetsAt?.toISOString() ?? null,
    });
    this.used = used;
    this.limit = limit;
  }
}
