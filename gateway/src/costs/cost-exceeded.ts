import { DomainError } from '@freehold/kernel/errors/domain-error';

/** An operation costs more than any may, or more than the caller has left within the minute. */
export class CostExceeded extends DomainError {
  readonly kind = 'UNAVAILABLE';
  readonly code = 'COST_EXCEEDED';
  constructor(data: CostRefusal) {
    const { requested, available, resetsAt } = data;
    const when = resetsAt === null ? 'Ask for less.' : `Ask for less, or again at ${resetsAt}.`;
    super(`The operation may cost ${requested} points and ${available} are there. ${when}`, { ...data });
  }
}

/** Why an operation was too dear. */
export interface CostRefusal {
  /** Points that it may cost. */
  readonly requested: number;
  /** Points that were there for it. */
  readonly available: number;
  /** When there will be more; null when no waiting helps. */
  readonly resetsAt: string | null;
}
