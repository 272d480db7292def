import type { Logger } from 'pino';
import type { Crowd } from '../../caller/subgraph-call.ts';
import { Overloaded } from '../../errors/overloaded.ts';
import { Seldom } from './seldom.ts';
import { TenantLine, type Waiter } from './tenant-line.ts';

/** How much of a subgraph's work may be under way, and may wait. */
export interface AdmissionBounds {
  /** Operations and events under way. */
  readonly places: number;
  /** Of one tenant; the others are kept for those who come. */
  readonly placesPerTenant: number;
  /** Operations of one tenant that wait; events are not counted. */
  readonly waitingPerTenant: number;
  /** How long an operation waits where the crowd is new. */
  readonly patienceMs: number;
  /** How long one waits where somebody of its tenant has had to wait for longer than that already. */
  readonly patienceInCrowdMs: number;
}

/**
 * What has a place mostly has one of the ten connections as well: a few more, so that none of those is idle, and all of them
 * together wait for one no longer than their neighbours take.
 */
const BOUNDS: AdmissionBounds = {
  places: 15,
  placesPerTenant: 12,
  waitingPerTenant: 500,
  patienceMs: 1_000,
  patienceInCrowdMs: 250,
};

/** As long as the gateway waits for what completes an event, with time to answer. */
const COMPLETION_MS_MAX = 3_000;

/** What asks to come in: a completion is what the gateway fetches for an event of another subgraph. */
export type Kind = 'request' | 'completion' | 'event';

/**
 * Lets operations begin, in turns by tenant. While more is asked than can be answered, it refuses the rest at once, so that
 * those who are let in are answered in time: they wait for a second in a new crowd, and for a quarter of one in a crowd that
 * lasts. Nobody is more patient than the others of its tenant, who would get nothing then. Events wait for as long as it takes:
 * who has missed one would not know.
 */
export class Admission {
  readonly #bounds: AdmissionBounds;
  readonly #logger: Logger;
  /** In the order of their turns; those alone that have something under way or waiting. */
  readonly #lines = new Map<string, TenantLine>();
  readonly #refused = new Seldom('More is asked than can be answered in time.');
  #underWay = 0;

  constructor(bounds: Partial<AdmissionBounds>, logger: Logger) {
    this.#bounds = { ...BOUNDS, ...bounds };
    this.#logger = logger;
  }

  get crowd(): Crowd {
    let waiting = 0;
    for (const line of this.#lines.values()) waiting += line.waiting;
    return { underWay: this.#underWay, waiting };
  }

  /**
   * Takes a place, which {@link leave} gives back: at once, and then nothing is to be waited for, or when one is free.
   * Rejects with {@link Overloaded}.
   */
  enter(tenantId: string, kind: Kind): Promise<void> | null {
    const line = this.#lines.get(tenantId) ?? new TenantLine();
    this.#lines.set(tenantId, line);
    if (!this.#hasPlace(line)) return this.#wait(tenantId, line, kind);
    line.crowdedSinceMs = null;
    this.#take(line);
    return null;
  }

  /** Gives a place back to who is next. */
  leave(tenantId: string): void {
    const line = this.#lines.get(tenantId);
    if (!line) throw new Error('Nothing of this tenant was let in.');
    line.underWay -= 1;
    this.#underWay -= 1;
    this.#letIn();
    this.#forget(tenantId, line);
  }

  #hasPlace({ underWay }: TenantLine): boolean {
    return this.#underWay < this.#bounds.places && underWay < this.#bounds.placesPerTenant;
  }

  #take(line: TenantLine): void {
    line.underWay += 1;
    this.#underWay += 1;
  }

  #wait(tenantId: string, line: TenantLine, kind: Kind): Promise<void> {
    line.crowdedSinceMs ??= performance.now();
    const isRequest = kind === 'request';
    if (isRequest && line.requests.size >= this.#bounds.waitingPerTenant)
      return Promise.reject(this.#refusal());
    const waiter: Waiter = { entered: Promise.withResolvers(), timer: null };
    (isRequest ? line.requests : line.events).add(waiter);
    const patienceMs = this.#patienceMs(line, kind);
    const giveUp = () => {
      if (!line.giveUp(waiter)) return;
      this.#forget(tenantId, line);
      waiter.entered.reject(this.#refusal());
    };
    // Where the loop was away, what has become of others meanwhile is heard first: they may have left.
    if (patienceMs !== null) waiter.timer = setTimeout(() => setImmediate(giveUp), patienceMs);
    return waiter.entered.promise;
  }

  /** Null where nobody's patience ends. */
  #patienceMs({ crowdedSinceMs }: TenantLine, kind: Kind): number | null {
    const { patienceMs, patienceInCrowdMs } = this.#bounds;
    if (kind === 'event') return null;
    if (kind === 'completion') return COMPLETION_MS_MAX;
    const isNew = crowdedSinceMs === null || performance.now() - crowdedSinceMs < patienceMs;
    return isNew ? patienceMs : patienceInCrowdMs;
  }

  /** As many as there are places for, each tenant in its turn. */
  #letIn(): void {
    for (const [tenantId, line] of this.#lines) {
      if (this.#underWay >= this.#bounds.places) return;
      if (line.waiting === 0 || !this.#hasPlace(line)) continue;
      // Its next turn comes after all others'; it stands before the end of this walk once more.
      this.#lines.delete(tenantId);
      this.#lines.set(tenantId, line);
      this.#admit(line);
    }
  }

  #admit(line: TenantLine): void {
    const waiter = line.take();
    if (!waiter) return;
    if (waiter.timer) clearTimeout(waiter.timer);
    this.#take(line);
    waiter.entered.resolve();
  }

  /** Who has nothing here any more begins anew. */
  #forget(tenantId: string, line: TenantLine): void {
    if (line.underWay === 0 && line.waiting === 0) this.#lines.delete(tenantId);
  }

  #refusal(): Overloaded {
    this.#refused.warn(this.#logger, () => ({ ...this.crowd }));
    return new Overloaded();
  }
}
