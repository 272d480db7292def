import { createHash } from 'node:crypto';
import type { QueryPlan } from '@apollo/query-planner';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import { print } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { selectionsOf } from '../limits/document-limits.ts';
import { TooManyNewOperations } from '../rates/rate-limited.ts';
import { DocumentLimitExceeded } from '../refusals/refusals.ts';
import type { Soon } from '../under-way/soon.ts';
import { FairQueue } from './fair-queue.ts';
import type { PlanAsked, PlannedNode, Planner } from './planner.ts';
import { PlannerThread, PlanningTooLong, ThreadLost, type ThreadSettings } from './planner-thread.ts';

/** What planning in a thread is bounded by. */
export interface PlanningBounds {
  /** Of one planning, by the clock. */
  readonly deadlineMs: number;
  /** Operations of one tenant that wait. */
  readonly waitingPerTenant: number;
  readonly waitingInAll: number;
  /** Selections, as often as fragments spread them, up to which an operation is planned where it is asked. */
  readonly selectionsHere: number;
}

/** The bounds unless others are given. */
export const PLANNING_BOUNDS: PlanningBounds = {
  deadlineMs: 2_000,
  waitingPerTenant: 30,
  waitingInAll: 1_000,
  selectionsHere: 20,
};

/** What a {@link ThreadPlanner} plans with. */
export interface ThreadPlannerParts extends Pick<ThreadSettings, 'supergraphSdl' | 'script'> {
  /** Plans what is small. */
  readonly here: Planner;
  readonly logger: Logger;
  readonly bounds?: Partial<PlanningBounds>;
}

/** What was refused is refused for so long without being tried. */
const REFUSED_MS = 600_000;
const REFUSED_MAX = 1_000;

/** Something that waits to be planned, for whoever has asked for it. */
interface Planning {
  readonly key: string;
  readonly asked: PlanAsked;
  readonly answer: PromiseWithResolvers<PlannedNode>;
}

function keyOf({ text }: PlanAsked): string {
  return createHash('sha256').update(text).digest('base64');
}

function nodeOf(json: string): PlannedNode {
  const { node }: QueryPlan = JSON.parse(json);
  return node;
}

/**
 * Plans what is small where it is asked, which takes no longer than to hand it over, and everything else in a thread, in
 * turns by tenant. The thread is started by the first operation that needs it, unless it was before.
 */
export class ThreadPlanner implements Planner {
  readonly #parts: ThreadPlannerParts;
  readonly #bounds: PlanningBounds;
  readonly #queue: FairQueue<Planning>;
  readonly #underWay = new Map<string, Planning>();
  readonly #refused = new LRUCache<string, true>({ max: REFUSED_MAX, ttl: REFUSED_MS });
  #thread: PlannerThread | null = null;
  /** What is being planned; null when nothing waits. */
  #now: Planning | null = null;
  #isRetired = false;
  #isClosed = false;

  constructor(parts: ThreadPlannerParts) {
    this.#parts = parts;
    this.#bounds = { ...PLANNING_BOUNDS, ...parts.bounds };
    const { waitingPerTenant: perTenant, waitingInAll: inAll } = this.#bounds;
    this.#queue = new FairQueue({ perTenant, inAll });
  }

  /**
   * @throws {DocumentLimitExceeded} `planningMs`, when it takes too long. @throws {TooManyNewOperations} @throws {Unavailable}
   * when the thread ends over it. @throws {Error} when it cannot be planned.
   */
  plan(asked: PlanAsked): Soon<PlannedNode> {
    if (selectionsOf(asked.document) <= this.#bounds.selectionsHere) return this.#parts.here.plan(asked);
    if (this.#isClosed) throw new Unavailable('The gateway is closing.');
    const key = keyOf(asked);
    if (this.#refused.has(key)) throw this.#tooLong();
    const planning = this.#underWay.get(key) ?? {
      ...{ key, asked },
      answer: Promise.withResolvers<PlannedNode>(),
    };
    // Who asks for what others wait for waits in their own turn as well: theirs may come first.
    if (planning === this.#now || this.#queue.add(planning, asked.turn)) {
      this.#underWay.set(key, planning);
      if (!this.#now) void this.#serve();
      return planning.answer.promise;
    }
    throw new TooManyNewOperations();
  }

  start(): void {
    this.#begunThread();
  }

  retire(): void {
    this.#isRetired = true;
    if (!this.#now) void this.#end();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  #tooLong(): DocumentLimitExceeded {
    return new DocumentLimitExceeded('planningMs', this.#bounds.deadlineMs);
  }

  /** Until nothing waits. */
  async #serve(): Promise<void> {
    for (let next = this.#queue.take(); next; next = this.#queue.take()) {
      this.#now = next;
      await this.#settle(next);
    }
    this.#now = null;
    if (this.#isRetired) await this.#end();
  }

  async #settle(planning: Planning): Promise<void> {
    const { key, answer } = planning;
    try {
      answer.resolve(await this.#planned(planning));
    } catch (error) {
      answer.reject(this.#refusalOf(error, key));
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #planned({ asked: { document, operationName, overridden } }: Planning): Promise<PlannedNode> {
    if (this.#isClosed) throw new ThreadLost('The gateway is closing.');
    return nodeOf(await this.#begunThread().plan({ text: print(document), operationName, overridden }));
  }

  /** The thread; another one where it has ended. */
  #begunThread(): PlannerThread {
    if (this.#thread && !this.#thread.isLost) return this.#thread;
    const { supergraphSdl, script } = this.#parts;
    const own = script ? { script } : {};
    this.#thread = new PlannerThread({ supergraphSdl, deadlineMs: this.#bounds.deadlineMs, ...own });
    return this.#thread;
  }

  #refusalOf(error: unknown, key: string): unknown {
    if (!(error instanceof PlanningTooLong || error instanceof ThreadLost)) return error;
    if (!this.#isClosed) this.#parts.logger.warn({ err: error }, 'The thread that plans has ended.');
    if (error instanceof ThreadLost)
      return new Unavailable('This cannot be planned at the moment. Try again soon.');
    this.#refused.set(key, true);
    return this.#tooLong();
  }

  async #end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.end();
  }
}
