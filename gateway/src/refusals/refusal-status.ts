const BAD_REQUEST = 400;
const STATUS: ReadonlyMap<unknown, number> = new Map([
  ['UNAUTHENTICATED', 401],
  ['PAYMENT_REQUIRED', 402],
  ['FORBIDDEN', 403],
  ['TENANT_CANCELED', 403],
  ['PLAN_UPGRADE_REQUIRED', 403],
  ['NOT_FOUND', 404],
  ['PERSISTED_QUERY_NOT_FOUND', 404],
  ['IDEMPOTENCY_CONFLICT', 409],
  ['LIMIT_EXCEEDED', 409],
  ['TOO_MANY_PHOTOS', 409],
  ['LENGTH_REQUIRED', 411],
  ['UNSUPPORTED_IMAGE', 415],
  ['PAYLOAD_TOO_LARGE', 413],
  ['CALENDAR_TOO_LARGE', 413],
  ['RATE_LIMITED', 429],
  ['TOO_MANY_CONNECTIONS', 429],
  ['INTERNAL', 500],
  ['UNAVAILABLE', 503],
]);

/** The status by which routes that speak HTTP alone say a refusal's code; 400 for those that have none of their own. */
export function statusOf(code: unknown): number {
  return STATUS.get(code) ?? BAD_REQUEST;
}
