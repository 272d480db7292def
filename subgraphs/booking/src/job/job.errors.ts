import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The price of a job is another one by now than it was when it was quoted. */
export class PreviewStale extends DomainError {
  readonly kind = 'CONFLICT';
  readonly code = 'PREVIEW_STALE';
  constructor(priceMinor: bigint, currency: string) {
    super(`The price is ${priceMinor} ${currency} (minor units) now. Ask for a quote again.`, {
      priceMinor: String(priceMinor),
      currency,
    });
  }
}
