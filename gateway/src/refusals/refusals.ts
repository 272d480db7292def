import { DomainError } from '@freehold/kernel/errors/domain-error';

/** The tenant's access has ended; `access` says how. Each code of it says what opens it again. */
export abstract class TenantClosed extends DomainError {
  readonly kind = 'FORBIDDEN';
}

/** The tenant is suspended until it pays what it owes. Routes that speak HTTP alone answer 402. */
export class PaymentRequired extends TenantClosed {
  readonly code = 'PAYMENT_REQUIRED';
  constructor() {
    super('The account is suspended. Its owner can open it again by updating the payment method.', {
      access: 'SUSPENDED',
    });
  }
}

/** The tenant was canceled, or erased for good. Routes that speak HTTP alone answer 403. */
export class TenantCanceled extends TenantClosed {
  readonly code = 'TENANT_CANCELED';
  constructor(access: string) {
    super('The account is canceled.', { access });
  }
}

/** A subscription came over HTTP, which cannot carry it. */
export class SubscriptionNeedsSocket extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'SUBSCRIPTION_NEEDS_WEBSOCKET';
  constructor() {
    super('Subscriptions are served over WebSocket (graphql-transport-ws) at this path.');
  }
}

/** The API has changed under a subscription, and no longer has what it asks for. */
export class SubscriptionOutdated extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'SUBSCRIPTION_OUTDATED';
  constructor() {
    super('The API has changed, and no longer has what this subscription asks for. Load the page anew.');
  }
}

/** The socket carries as many operations as it may. */
export class TooManyOperations extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'TOO_MANY_OPERATIONS';
  constructor(max: number) {
    super(`One socket carries at most ${max} operations at a time.`, { max });
  }
}

/** As many sockets and streams are open as may be. */
export class TooManyConnections extends DomainError {
  readonly kind = 'UNAVAILABLE';
  readonly code = 'TOO_MANY_CONNECTIONS';
  constructor(max: number) {
    super(`At most ${max} live connections may be open here at a time.`, { max });
  }
}

/** The document asks for more than any may; `limit` says of what. */
export class DocumentLimitExceeded extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'DOCUMENT_LIMIT_EXCEEDED';
  constructor(
    limit: string,
    max: number,
    sentence = `The document exceeds the limit of ${max} for ${limit}.`,
  ) {
    super(sentence, { limit, max });
  }
}

/** The one field of a subscription is asked for under a condition, which GraphQL forbids. */
export class ConditionalRoot extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'GRAPHQL_VALIDATION_FAILED';
  constructor() {
    super(
      'The field at the root of a subscription must not carry @skip or @include, nor a fragment around it.',
    );
  }
}

/** The gateway answers only the operations that it was given. */
export class OperationNotListed extends DomainError {
  readonly kind = 'FORBIDDEN';
  readonly code = 'OPERATION_NOT_LISTED';
  constructor() {
    super('Only the operations of its own clients are answered at this address.');
  }
}

/** No document with this hash is known here, nor was sent along. */
export class PersistedQueryNotFound extends DomainError {
  readonly kind = 'NOT_FOUND';
  readonly code = 'PERSISTED_QUERY_NOT_FOUND';
  constructor() {
    // Clients look for this very word.
    super('PersistedQueryNotFound');
  }
}

/** The hash of a document is none, or that of another. */
export class HashRefused extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'BAD_REQUEST';
}

/** The body is no image that is kept (JPEG, PNG, WebP, HEIC, AVIF), or is a broken one. */
export class UnsupportedImage extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'UNSUPPORTED_IMAGE';
  constructor() {
    super('This is no whole JPEG, PNG, WebP, HEIC or AVIF image.');
  }
}

/** The request does not say how many bytes it brings. */
export class LengthRequired extends DomainError {
  readonly kind = 'INVALID';
  readonly code = 'LENGTH_REQUIRED';
  constructor() {
    super('A file comes with its Content-Length, uncompressed.');
  }
}
