import { StartFault } from '../../config/start-fault.ts';

/** The database cannot be used as it is; `reasons` are sentences that say what to change. */
export class DatabaseRefused extends StartFault {
  readonly reasons: readonly string[];
  constructor(reasons: readonly string[], cause?: unknown) {
    super(reasons.join(' '), cause);
    this.reasons = reasons;
  }
}
