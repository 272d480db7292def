import type { Caller } from '@freehold/kernel/caller/caller';
import type { Logger } from 'pino';
import { type Counted, memoryCounter, type RateCounter } from './rate-counter.ts';
import { RateLimited, type RateState } from './rate-limited.ts';
import { pointsFor, type RateSettings } from './rate-settings.ts';
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
  /** From where callers ask, for what is counted after the document was read. */
  readonly #addresses = new WeakMap<Caller, string>();
  readonly #free = new WeakSet<Caller>();

  constructor(options: RequestRatesOptions) {
    this.#options = options;
    const { settings, logger } = options;
    this.#counter = settings.counter ? new SteadyCounter(settings.counter, logger) : memoryCounter();
  }

  /** Lets a caller ask as much as it likes: it asks from inside. */
  letPass(caller: Caller): void {
    this.#free.add(caller);
  }

  /** Counts a request by its address, before anything of it is looked at. @throws {RateLimited} */
  async takeAddress(address: string): Promise<RateState> {
    const limit = this.#options.settings.addressRequestsPerMinute;
    return this.#judge('address', limit, await this.#counter.consume(`address ${address}`, 1));
  }

  /** Counts a request by who asks, and by its tenant; answers how far the stricter has come. @throws {RateLimited} */
  async takeCaller(caller: Caller, address: string | null): Promise<RateState> {
    if (address !== null) this.#addresses.set(caller, address);
    const { requestsPerMinute: usual, tenantRequestsPerMinute: greatest } = this.#options.settings;
    const limit = planned(caller, 'requestsPerMinute', { usual, greatest });
    const own = this.#judge('caller', limit, await this.#counter.consume(`caller ${this.#keyOf(caller)}`, 1));
    if (!caller.tenant) return own;
    const all = await this.#counter.consume(`tenant ${caller.tenant.id}`, 1);
    return stricter(own, this.#judge('tenant', Math.max(greatest, limit), all));
  }

  /** Counts sign-ins by tenant and address. @throws {RateLimited} */
  async takeSignIns(caller: Caller, count: number): Promise<void> {
    if (this.#free.has(caller)) return;
    const key = `${caller.tenant?.id ?? ''} ${this.#addresses.get(caller) ?? 'socket'}`;
    const limit = this.#options.settings.signInsPerMinute;
    this.#judge('sign-in', limit, await this.#counter.consume(`sign-in ${key}`, count));
  }

  /** Takes cost from what a caller has of it, all or nothing. */
  async takePoints(caller: Caller, points: number): Promise<PointsTaken> {
    if (this.#free.has(caller)) return FREE;
    const greatest = Number.MAX_SAFE_INTEGER;
    const requests = caller.tenant?.limits.requestsPerMinute;
    const usual = requests ? pointsFor(requests) : this.#options.settings.pointsPerMinute;
    const limit = planned(caller, 'pointsPerMinute', { usual, greatest });
    const { consumedPoints, msBeforeNext } = await this.#counter.consume(
      `points ${this.#keyOf(caller)}`,
      points,
    );
    const isGranted = consumedPoints <= limit;
    const remaining = Math.max(limit - consumedPoints + (isGranted ? 0 : points), 0);
    if (!isGranted) {
      this.#options.onRefusal('points');
      await this.givePoints(caller, points);
    }
    return { isGranted, limit, remaining, resetsInMs: msBeforeNext };
  }

  /** Gives cost back that was not spent. */
  async givePoints(caller: Caller, points: number): Promise<void> {
    if (points <= 0 || this.#free.has(caller)) return;
    await this.#counter.reward(`points ${this.#keyOf(caller)}`, points);
  }

  /** The member at the tenant; where nobody is signed in, the address at the tenant. */
  #keyOf(caller: Caller): string {
    const who = caller.member?.id ?? this.#addresses.get(caller) ?? 'socket';
    return `${caller.tenant?.id ?? ''} ${who}`;
  }

  #judge(bucket: Bucket, limit: number, { consumedPoints, msBeforeNext }: Counted): RateState {
    const state = { limit, remaining: Math.max(limit - consumedPoints, 0), resetsInMs: msBeforeNext };
    if (consumedPoints <= limit) return state;
    this.#options.onRefusal(bucket);
    throw new RateLimited(state);
  }
}
