import { DomainError } from '@freehold/kernel/errors/domain-error';

function retryAfterMsOf({ resetsInMs }: RateState): number {
  return Math.max(Math.ceil(resetsInMs), 1);
}

/** Who asks has asked too much within the minute: too often, or for more points than are left. */
export class RateLimited extends DomainError {
  readonly kind = 'UNAVAILABLE';
  readonly code = 'RATE_LIMITED';
  readonly state: RateState;
  constructor(state: RateState, what = 'Too many requests.', data: Readonly<Record<string, unknown>> = {}) {
    const retryAfterMs = retryAfterMsOf(state);
    super(`${what} Try again in ${Math.ceil(retryAfterMs / 1000)} s.`, { retryAfterMs, ...data });
    this.state = state;
  }

  /** What tells a client how far it has come, and when to come again. */
  headers(): Map<string, string> {
    return rateHeaders(this.state, true);
  }
}

/** Too much of something else than requests, of which the other headers tell. */
class ComeAgain extends RateLimited {
  override headers(): Map<string, string> {
    return new Map([['retry-after', secondsUntil(this.state)]]);
  }
}

/** The operation may cost more points than are left within the minute. */
export class PointsExceeded extends ComeAgain {
  constructor(state: RateState, requested: number) {
    const { remaining: available } = state;
    super(state, `The operation may cost ${requested} points and ${available} are left. Ask for less.`, {
      requested,
      available,
    });
  }
}

/** Too many operations of the tenant wait to be validated or planned, none of which was asked before. */
export class TooManyNewOperations extends ComeAgain {
  constructor() {
    super({ limit: 0, remaining: 0, resetsInMs: 1_000 }, 'Too many new operations at once.');
  }
}

/** How far a count has come. */
export interface RateState {
  readonly limit: number;
  /** What is left of it, 0 or more. */
  readonly remaining: number;
  readonly resetsInMs: number;
}

/** As `Retry-After` says it, 1 at least. */
function secondsUntil({ resetsInMs }: Pick<RateState, 'resetsInMs'>): string {
  return `${Math.max(Math.ceil(resetsInMs / 1000), 1)}`;
}

/** The headers that tell a client how far it has come, and if refused when to come again. */
export function eachRateHeader(
  { limit, remaining, resetsInMs }: RateState,
  isRefused: boolean,
  set: (name: string, value: string) => void,
): void {
  const seconds = secondsUntil({ resetsInMs });
  set('ratelimit-limit', `${limit}`);
  set('ratelimit-remaining', `${remaining}`);
  set('ratelimit-reset', seconds);
  if (isRefused) set('retry-after', seconds);
}

/** The same headers together. */
export function rateHeaders(state: RateState, isRefused: boolean): Map<string, string> {
  const headers = new Map<string, string>();
  eachRateHeader(state, isRefused, (name, value) => headers.set(name, value));
  return headers;
}
