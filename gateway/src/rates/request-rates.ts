import type { Caller } from '@freehold/kernel/caller/caller';
import type { Logger } from 'pino';
import type { OperationContext } from '../supergraph/operation-context.ts';
import { type Counted, memoryCounter, type RateCounter } from './rate-counter.ts';
import { RateLimited, type RateState } from './rate-limited.ts';
import { addressShareOf, pointsFor, type RateSettings } from './rate-settings.ts';
import { SteadyCounter } from './steady-counter.ts';

/** What is counted apart; `points` are the cost of operations. */
export type Bucket = 'address' | 'caller' | 'tenant' | 'sign-in' | 'points';

/** What {@link RequestRates} need. */
export interface RequestRatesOptions {
  readonly settings: RateSettings;
  readonly logger: Logger;
  /** Told each refusal. */
  onRefusal(bucket: Bucket): void;
}

/** Whether points were there to be taken, and how far their count has come. */
export interface PointsTaken extends RateState {
  readonly isGranted: boolean;
}

/** Who is counted, and from where it asks; null asks from inside, and as much as it likes. */
export type Asking = Pick<OperationContext, 'caller' | 'address'>;

/** For who asks from nowhere that is known. */
const SOMEWHERE = 'socket';

/** The member at the tenant; where nobody is signed in, the address at the tenant. */
function keyOf({ caller, address }: Asking): string {
  return `${caller.tenant?.id ?? ''} ${caller.member?.id ?? address ?? SOMEWHERE}`;
}

const FREE: PointsTaken = {
  isGranted: true,
  limit: Number.MAX_SAFE_INTEGER,
  remaining: Number.MAX_SAFE_INTEGER,
  resetsInMs: 0,
};

/** What a tenant's plan says of a rate: what it does not name is as usual, what it does not limit has the greatest. */
function planned(
  { tenant }: Caller,
  meter: string,
  { usual, greatest }: { usual: number; greatest: number },
) {
  const cap = tenant?.limits[meter];
  return cap === undefined ? usual : (cap ?? greatest);
}

function stricter(one: RateState, other: RateState): RateState {
  return one.remaining / one.limit <= other.remaining / other.limit ? one : other;
}

/** Counts what is asked by address, by caller and by tenant, and refuses what is too much. */
export class RequestRates {
  readonly #options: RequestRatesOptions;
  readonly #counter: RateCounter;
  /** What may come from one address at most, whoever asks there: it grows with the plans that were met. */
  #addressMax: number;

  constructor(options: RequestRatesOptions) {
    this.#options = options;
    const { settings, logger } = options;
    this.#addressMax = settings.addressRequestsPerMinute;
    this.#counter = settings.counter ? new SteadyCounter(settings.counter, logger) : memoryCounter();
  }

  /**
   * Counts a request by its address, before anything of it is looked at. Whether it is too much for who asks is judged
   * when that is known, by {@link judgeAddress}. @throws {RateLimited} when it is for everybody.
   */
  async takeAddress(address: string): Promise<Counted> {
    const counted = await this.#counter.consume(`address ${address}`, 1);
    this.#judge('address', this.#addressMax, counted);
    return counted;
  }

  /** Judges what has come from an address; null is somebody who could not be identified. @throws {RateLimited} */
  judgeAddress(counted: Counted, caller: Caller | null): void {
    const limit = Math.max(this.#options.settings.addressRequestsPerMinute, this.#plannedFromAddress(caller));
    this.#addressMax = Math.max(this.#addressMax, limit);
    this.#judge('address', limit, counted);
  }

  /** Counts a request by who asks, and by its tenant; answers how far the stricter has come. @throws {RateLimited} */
  async takeCaller(asking: Asking): Promise<RateState> {
    const { caller } = asking;
    const { requestsPerMinute: usual, tenantRequestsPerMinute: greatest } = this.#options.settings;
    const limit = planned(caller, 'requestsPerMinute', { usual, greatest });
    const own = this.#judge('caller', limit, await this.#counter.consume(`caller ${keyOf(asking)}`, 1));
    if (!caller.tenant) return own;
    const all = await this.#counter.consume(`tenant ${caller.tenant.id}`, 1);
    return stricter(own, this.#judge('tenant', Math.max(greatest, limit), all));
  }

  /** Counts sign-ins by tenant and address. @throws {RateLimited} */
  async takeSignIns({ caller, address = SOMEWHERE }: Asking, count: number): Promise<void> {
    if (address === null) return;
    const key = `sign-in ${caller.tenant?.id ?? ''} ${address}`;
    const limit = this.#options.settings.signInsPerMinute;
    this.#judge('sign-in', limit, await this.#counter.consume(key, count));
  }

  /** Takes cost from what a caller has of it, all or nothing. */
  async takePoints(asking: Asking, points: number): Promise<PointsTaken> {
    if (asking.address === null) return FREE;
    const { caller } = asking;
    const greatest = Number.MAX_SAFE_INTEGER;
    const requests = caller.tenant?.limits.requestsPerMinute;
    const usual = requests ? pointsFor(requests) : this.#options.settings.pointsPerMinute;
    const limit = planned(caller, 'pointsPerMinute', { usual, greatest });
    const key = `points ${keyOf(asking)}`;
    const { consumedPoints, msBeforeNext: resetsInMs } = await this.#counter.consume(key, points);
    const isGranted = consumedPoints <= limit;
    const remaining = Math.max(limit - consumedPoints + (isGranted ? 0 : points), 0);
    if (!isGranted) {
      this.#options.onRefusal('points');
      await this.#counter.reward(key, points);
    }
    return { isGranted, limit, remaining, resetsInMs };
  }

  /**
   * Gives cost back that was not spent; less than 0 is what was spent beyond it, and is taken. Nobody waits for it: what
   * comes by the same counter is counted after it.
   */
  givePoints(asking: Asking, points: number): void {
    if (points === 0 || asking.address === null) return;
    const key = `points ${keyOf(asking)}`;
    void (points > 0 ? this.#counter.reward(key, points) : this.#counter.consume(key, -points));
  }

  /**
   * What a plan promises must be had from one address, and by several members behind it. Strangers of an address are
   * one caller.
   */
  #plannedFromAddress(caller: Caller | null): number {
    if (!caller) return 0;
    const { tenantRequestsPerMinute: greatest } = this.#options.settings;
    const limit = planned(caller, 'requestsPerMinute', { usual: 0, greatest });
    return caller.member ? Math.min(addressShareOf(limit), Math.max(greatest, limit)) : limit;
  }

  #judge(bucket: Bucket, limit: number, { consumedPoints, msBeforeNext }: Counted): RateState {
    const state = { limit, remaining: Math.max(limit - consumedPoints, 0), resetsInMs: msBeforeNext };
    if (consumedPoints <= limit) return state;
    this.#options.onRefusal(bucket);
    throw new RateLimited(state);
  }
}
