import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PlanTold } from './planner.ts';

/** What a thread is asked. */
export interface ThreadQuestion extends PlanTold {
  /** The document, as text. */
  readonly text: string;
}

/** What a thread answers: a plan as JSON, or why there is none. Its first answer says that it has read the supergraph. */
export type ThreadAnswer = { readonly plan: string } | { readonly fault: string };

/** Planning took longer, or more memory, than any may take. Its thread has ended. */
export class PlanningTooLong extends Error {
  override readonly name = 'PlanningTooLong';
}

/** The thread has ended by itself, or was ended. */
export class ThreadLost extends Error {
  override readonly name = 'ThreadLost';
}

/** How a thread is started. */
export interface ThreadSettings {
  readonly supergraphSdl: string;
  /** Of one planning. */
  readonly deadlineMs: number;
  /** What the thread runs; the planner unless given. */
  readonly script?: URL;
}

/** Until a thread has read its supergraph. */
const START_MS_MAX = 30_000;
/** The product's supergraph takes a fifth of it. */
const HEAP_MB_MAX = 512;
const PLANNER = new URL(`./planner.worker${extname(import.meta.url)}`, import.meta.url);

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** A thread that plans one operation at a time, until it takes too long. It keeps no process alive. */
export class PlannerThread {
  readonly #worker: Worker;
  readonly #deadlineMs: number;
  readonly #isReady: Promise<ThreadAnswer>;
  #waiting: PromiseWithResolvers<ThreadAnswer> | null = null;
  #lost: Error | null = null;

  constructor({ supergraphSdl, deadlineMs, script = PLANNER }: ThreadSettings) {
    this.#deadlineMs = deadlineMs;
    // Nothing of how this process was started: neither what is loaded into it nor its secrets are needed there.
    const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB_MAX };
    this.#worker = new Worker(script, { workerData: supergraphSdl, execArgv: [], env: {}, resourceLimits });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#waiting?.resolve(answer));
    this.#worker.on('error', (error) =>
      this.#lose(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.on('exit', () => this.#lose(new ThreadLost('The thread that plans has ended.')));
    this.#worker.unref();
    this.#isReady = this.#next(START_MS_MAX, new ThreadLost('The thread that plans did not start.'));
    this.#isReady.catch(() => undefined);
  }

  /** Whether it has ended, and another is to take its place. */
  get isLost(): boolean {
    return this.#lost !== null;
  }

  /**
   * Asked again only after it has answered.
   * @throws {PlanningTooLong} @throws {ThreadLost} @throws {Error} when it cannot be planned.
   */
  async plan(question: ThreadQuestion): Promise<string> {
    await this.#isReady;
    const late = new PlanningTooLong(`Nothing was planned within ${this.#deadlineMs} ms.`);
    const answer = this.#next(this.#deadlineMs, late);
    this.#worker.postMessage(question);
    const came = await answer;
    if ('fault' in came) throw new Error(came.fault);
    return came.plan;
  }

  /** Ends it; who waits for it is told {@link ThreadLost}. */
  async end(): Promise<void> {
    this.#lose(new ThreadLost('The thread that plans was ended.'));
    await this.#worker.terminate();
  }

  async #next(withinMs: number, late: Error): Promise<ThreadAnswer> {
    if (this.#lost) throw this.#lost;
    const waiting = Promise.withResolvers<ThreadAnswer>();
    this.#waiting = waiting;
    const timer = setTimeout(() => {
      this.#lose(late);
      void this.#worker.terminate();
    }, withinMs);
    return waiting.promise.finally(() => clearTimeout(timer));
  }

  #lose(cause: Error): void {
    this.#lost ??= isOutOfMemory(cause) ? new PlanningTooLong(cause.message, { cause }) : lostBy(cause);
    this.#waiting?.reject(this.#lost);
    this.#waiting = null;
  }
}

function lostBy(cause: Error): Error {
  if (cause instanceof PlanningTooLong || cause instanceof ThreadLost) return cause;
  return new ThreadLost(cause.message, { cause });
}
