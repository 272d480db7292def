/** The database cannot be used as it is; `reasons` are sentences that say what to change. */
export class DatabaseRefused extends Error {
  readonly reasons: readonly string[];
  constructor(reasons: readonly string[], cause?: unknown) {
    super(reasons.join(' '), { cause });
    this.name = 'DatabaseRefused';
    this.reasons = reasons;
  }
}
