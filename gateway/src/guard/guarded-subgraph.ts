import type {
  SubgraphAnswer,
  SubgraphCall,
  SubgraphClient,
  SubgraphEvents,
  SubgraphUpload,
} from '@freehold/kernel/caller/subgraph-call';
import type { CallOutcome } from '../metrics/gateway-metrics.ts';
import { Breaker } from './breaker.ts';
import { refusedFor, SubgraphOverloaded } from './subgraph-overloaded.ts';
import { SubgraphSpared } from './subgraph-spared.ts';

/** Less than 5 seconds, so that the answer without it is there within 5. */
const ANSWER_MS_MAX = 4_500;
/** A file of 10 MB comes over a slow line, and is then taken. */
const UPLOAD_MS_MAX = 60_000;

/** Who refused something for as long ago as this is still asked more than it can answer. */
const CROWDED_MS = 5_000;

/** What guards a subgraph. */
export interface GuardOptions {
  /** Told each call, with the `performance.now()` of its beginning. */
  onCall(subgraph: string, outcome: CallOutcome, startedAtMs: number): void;
  readonly answerMsMax?: number;
}

/** A subgraph that is not waited for: what it was asked may still happen there. */
class SubgraphLate extends Error {}

/** The promise, or a {@link SubgraphLate} after so many milliseconds. */
function within<T>(asked: Promise<T>, subgraph: string, msMax: number): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const giveUp = () =>
    reject(new SubgraphLate(`The subgraph ${subgraph} did not answer within ${msMax} ms.`));
  const timer = setTimeout(giveUp, msMax);
  const settle = <V>(end: (value: V) => void) => {
    return (value: V) => {
      clearTimeout(timer);
      end(value);
    };
  };
  asked.then(settle(resolve), settle(reject));
  return promise;
}

/** A subgraph with a guard before it. */
export interface Guarded extends SubgraphClient {
  /** Whether it is left alone at this moment. */
  readonly isResting: boolean;
  /** Whether it was asked more than it can answer just now. */
  readonly isOverloaded: boolean;
}

class GuardedSubgraph implements Guarded {
  readonly name: string;
  readonly #client: SubgraphClient;
  readonly #breaker = new Breaker();
  readonly #options: GuardOptions;
  #refusedAtMs = Number.NEGATIVE_INFINITY;

  constructor(client: SubgraphClient, options: GuardOptions) {
    this.name = client.name;
    this.#client = client;
    this.#options = options;
  }

  get isResting(): boolean {
    return this.#breaker.isResting;
  }

  get isOverloaded(): boolean {
    return performance.now() - this.#refusedAtMs < CROWDED_MS;
  }

  async execute(call: SubgraphCall): Promise<SubgraphAnswer> {
    const startedAtMs = performance.now();
    const tell = (outcome: CallOutcome) => this.#options.onCall(this.name, outcome, startedAtMs);
    if (!this.#breaker.admits()) {
      tell('spared');
      throw new SubgraphSpared(
        `The subgraph ${this.name} has failed too often and is left alone for a moment.`,
      );
    }
    const answer = await this.#asked(call, tell);
    this.#breaker.succeeded();
    const retryAfterMs = refusedFor(answer);
    tell(retryAfterMs === null ? 'answered' : 'refused');
    if (retryAfterMs === null) return answer;
    this.#refusedAtMs = performance.now();
    throw new SubgraphOverloaded(this.name, retryAfterMs);
  }

  async #asked(call: SubgraphCall, tell: (outcome: CallOutcome) => void): Promise<SubgraphAnswer> {
    const answeredBefore = this.#breaker.answered;
    try {
      return await this.#within(this.#client.execute(call));
    } catch (error) {
      const isLate = error instanceof SubgraphLate;
      if (isLate) this.#breaker.late(answeredBefore);
      else this.#breaker.failed();
      tell(isLate ? 'late' : 'failed');
      throw error;
    }
  }

  async subscribe(call: SubgraphCall): Promise<SubgraphEvents | SubgraphAnswer> {
    const asked = this.#client.subscribe(call);
    return this.#within(asked).catch((error: unknown) => {
      if (error instanceof SubgraphLate) void leave(asked);
      throw error;
    });
  }

  /** A file takes as long as its client sends it; who has failed too often is left alone all the same. */
  async upload(sent: SubgraphUpload): Promise<SubgraphAnswer> {
    const startedAtMs = performance.now();
    const tell = (outcome: CallOutcome) => this.#options.onCall(this.name, outcome, startedAtMs);
    if (!this.#client.upload || !this.#breaker.admits()) {
      tell('spared');
      throw new Error(`The subgraph ${this.name} takes no files, or is left alone for a moment.`);
    }
    try {
      const answer = await within(this.#client.upload(sent), this.name, UPLOAD_MS_MAX);
      tell('answered');
      return answer;
    } catch (error) {
      tell(error instanceof SubgraphLate ? 'late' : 'failed');
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  #within<T>(asked: Promise<T>): Promise<T> {
    return within(asked, this.name, this.#options.answerMsMax ?? ANSWER_MS_MAX);
  }
}

/** Leaves a subscription that nobody waits for any more, if it comes after all. */
async function leave(asked: ReturnType<SubgraphClient['subscribe']>): Promise<void> {
  const answer = await asked.catch(() => null);
  if (answer && Symbol.asyncIterator in answer) await answer[Symbol.asyncIterator]().return?.();
}

/**
 * A subgraph that is given up after 4.5 seconds, and left alone for a moment when it fails again and again:
 * it throws then, and costs an operation only its own fields.
 */
export function guardedSubgraph(client: SubgraphClient, options: GuardOptions): Guarded {
  return new GuardedSubgraph(client, options);
}
