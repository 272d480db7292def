import type { RateCounter } from './rate-counter.ts';

/** How much may be asked within a minute. */
export interface RateSettings {
  /** By one member, or by one address at a tenant where nobody is signed in, unless the tenant's plan says otherwise. */
  readonly requestsPerMinute: number;
  /** By one address, unless a plan gives who asks from it as much: see {@link addressShareOf}. */
  readonly addressRequestsPerMinute: number;
  /** By everybody of one tenant together. */
  readonly tenantRequestsPerMinute: number;
  /** Sign-ins from one address at one tenant. */
  readonly signInsPerMinute: number;
  /** Cost of what one caller asks, unless the tenant's plan says otherwise: of this or of its requests. */
  readonly pointsPerMinute: number;
  /** Counts; in this process unless another is given. */
  readonly counter?: RateCounter;
}

const ADDRESS_FACTOR = 5;
const TENANT_FACTOR = 50;
const SIGN_IN_SHARE = 20;
const POINTS_FACTOR = 100;

/** The cost that may be asked for with so many requests: 100 points for each. */
export function pointsFor(requests: number): number {
  return requests * POINTS_FACTOR;
}

/** What may come from one address where one of those behind it may ask so much: five times as many. */
export function addressShareOf(requests: number): number {
  return requests * ADDRESS_FACTOR;
}

/**
 * Settings that follow from the requests that one caller may make within a minute: five times as many from one
 * address, fifty times as many at one tenant, a twentieth as sign-ins, a hundred points for each. Null for 0.
 */
export function rateSettings(requestsPerMinute: number): RateSettings | null {
  if (requestsPerMinute === 0) return null;
  return {
    requestsPerMinute,
    addressRequestsPerMinute: addressShareOf(requestsPerMinute),
    tenantRequestsPerMinute: requestsPerMinute * TENANT_FACTOR,
    signInsPerMinute: Math.max(Math.ceil(requestsPerMinute / SIGN_IN_SHARE), 1),
    pointsPerMinute: pointsFor(requestsPerMinute),
  };
}
