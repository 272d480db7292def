import type { EntityManager } from '@mikro-orm/postgresql';
import { type Db, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { TenantId } from '../caller/caller.ts';
import { tellPrepared } from '../database/prepared/ask-prepared.ts';
import { jobsSchema } from '../database/role-names.ts';
import { JOB_QUEUE } from './job-names.ts';
import type { JobTiming, JobType } from './job-type.ts';

const POOL_SIZE = 2;
const POLL_SECONDS = 1;
const CALM_POLL_SECONDS = 60;
/** Two loops that take two jobs each: four at once leave most connections to those who ask. */
const LOOPS = 2;
const JOBS_PER_LOOP = 2;
const STOP_MS_MAX = 10_000;

/** Where the jobs of a subgraph stand. `url` signs in as the role that serves. */
export interface JobQueueOptions {
  readonly url: string;
  readonly subgraph: string;
  readonly logger: Logger;
  /** Whether no job of it is in a hurry: then it looks for work once a minute, and takes one at a time. */
  readonly hasTime?: boolean;
}

/** A job to be written; `now` is the time when that is wanted. */
export interface JobWanted<Payload> extends JobTiming {
  readonly type: JobType<Payload>;
  readonly payload: Payload;
  readonly tenantId: TenantId;
  readonly now: Date;
  /** The span that wants it, in the form of W3C Trace Context; null for what is done again and again. */
  readonly cause: string | null;
}

/** A job that is to run now, as it was written; what it says is not checked yet. */
export interface DueJob {
  readonly id: string;
  readonly data: unknown;
  /** Attempts that failed before. */
  readonly failures: number;
  /** Whether it is set aside when it fails once more. */
  readonly isLastAttempt: boolean;
}

/** How an attempt ended: done, to be tried again, or never to be. */
export type JobOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed' | 'set-aside'; readonly reason: string };

const STATUS = { done: 'completed', failed: 'failed', 'set-aside': 'deadletter' } as const;

function resultOf(id: string, outcome: JobOutcome): JobResult {
  const status = STATUS[outcome.kind];
  return outcome.kind === 'done' ? { id, status } : { id, status, output: { message: outcome.reason } };
}

function dueJobOf({ id, data, retryCount, retryLimit }: JobWithMetadata): DueJob {
  return { id, data, failures: retryCount, isLastAttempt: retryCount >= retryLimit };
}

/** By which another job is found that stands for a new one. */
interface Standing {
  readonly key: string;
  /** Between which instants it begins, both included; null from ever on. */
  readonly from: Date | null;
  readonly to: Date;
}

/**
 * pg-boss's insert, whose one parameter is the list of jobs, with a condition inside: an empty list while a job stands for
 * the new one. That is kept from beginning until the transaction ends, so that it finds what the transaction did; one that
 * is beginning does not stand for another. Nobody waits: two that are written at the same moment are two jobs, which does
 * no harm, since jobs may run twice.
 * @throws {Error} when pg-boss writes jobs in another way than the version that this was written for.
 */
function unlessOneStands(schema: string, insert: string): string {
  const [before, after, ...more] = insert.split('$1');
  if (before === undefined || after === undefined || more.length > 0 || insert.includes('$2'))
    throw new Error('pg-boss writes jobs in a way that nobody has looked at.');
  return `
    with standing as (
      select id from ${schema}.job
       where singleton_key = $2 and start_after between coalesce($3::timestamptz, '-infinity') and $4::timestamptz
         and state = 'created'
       limit 1 for key share skip locked)
    ${before}(case when exists (select from standing) then '[]' else $1 end)${after}`;
}

/** The jobs of one subgraph: the only file that runs pg-boss. */
export class JobQueue {
  readonly #boss: PgBoss;
  readonly #schema: string;
  readonly #hasTime: boolean;

  private constructor(boss: PgBoss, schema: string, hasTime: boolean) {
    this.#boss = boss;
    this.#schema = schema;
    this.#hasTime = hasTime;
  }

  /** @throws {Error} when its tables are not there or not up to date: they are migrated before anything starts. */
  static async open({ url, subgraph, logger, hasTime = false }: JobQueueOptions): Promise<JobQueue> {
    const schema = jobsSchema(subgraph);
    const boss = new PgBoss({
      connectionString: url,
      schema,
      max: hasTime ? 1 : POOL_SIZE,
      // The role that serves owns nothing, so it makes nothing and rebuilds nothing.
      createSchema: false,
      migrate: false,
      reindex: false,
      schedule: false,
      monitorVacuum: false,
    });
    boss.on('error', (error) => logger.warn({ err: error, schema }, 'Reading jobs failed.'));
    boss.on('warning', ({ message, data }) => logger.warn({ schema, data }, message));
    await boss.start();
    return new JobQueue(boss, schema, hasTime);
  }

  /**
   * Writes a job inside a transaction: it runs when that commits, and never otherwise. Nobody waits for it: it travels
   * with the next question, or with the commit.
   */
  async enqueue<Payload>(em: EntityManager, wanted: JobWanted<Payload>): Promise<void> {
    const { type, tenantId, now, key, cause, gatherMs = 0 } = wanted;
    const payload = type.payload.parse(wanted.payload);
    const at = wanted.at ?? now;
    const startAfter = new Date(at.getTime() + gatherMs);
    const singletonKey = key === undefined ? null : `${type.name}:${tenantId}:${key}`;
    const job = {
      // The instant stands here, too, because what is tried again, or gathers, gets a later one.
      data: {
        type: type.name,
        tenantId,
        at: at.toISOString(),
        payload,
        ...(cause === null ? {} : { cause }),
      },
      startAfter,
      ...(singletonKey ? { singletonKey } : {}),
    };
    const standing = singletonKey ? { key: singletonKey, from: wanted.at ?? null, to: startAfter } : null;
    await this.#boss.insert(JOB_QUEUE, [job], { db: this.#tellerIn(em, standing) });
  }

  /** Has pg-boss's own statement told in a transaction; it writes nothing while a job stands for the new one. */
  #tellerIn(em: EntityManager, standing: Standing | null): Db {
    const tell = async (text: string, values: readonly unknown[]) => {
      await tellPrepared(em, text, values);
      return { rows: [] };
    };
    return {
      executeSql: (text, values = []) => {
        if (!standing) return tell(text, values);
        const { key, from, to } = standing;
        const bounds = [key, from?.toISOString() ?? null, to.toISOString()];
        return tell(unlessOneStands(this.#schema, text), [...values, ...bounds]);
      },
    };
  }

  /** Runs what is due, at most four at once, until it is stopped. `run` never throws. */
  async work(run: (job: DueJob) => Promise<JobOutcome>): Promise<void> {
    const options = {
      includeMetadata: true,
      perJobResults: true,
      pollingIntervalSeconds: this.#hasTime ? CALM_POLL_SECONDS : POLL_SECONDS,
      batchSize: this.#hasTime ? 1 : JOBS_PER_LOOP,
      burstWhenBatchFull: true,
      localConcurrency: this.#hasTime ? 1 : LOOPS,
    } as const;
    await this.#boss.work<object, unknown, typeof options>(JOB_QUEUE, options, (jobs) =>
      Promise.all(jobs.map(async (job) => resultOf(job.id, await run(dueJobOf(job))))),
    );
  }

  /** Gives back what processes hold that died: it runs again. It happens by itself every minute. */
  async reviveAbandoned(): Promise<void> {
    await this.#boss.supervise(JOB_QUEUE);
  }

  /** Begins nothing new, and waits up to 10 seconds for what runs; what takes longer runs again elsewhere. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: STOP_MS_MAX });
  }
}
