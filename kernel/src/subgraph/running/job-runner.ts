import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantId } from '../../caller/caller.ts';
import { Reading } from '../../database/prepared/reading.ts';
import { inTransaction } from '../../database/transaction.ts';
import { unasked } from '../../events/unasked.ts';
import { jobEnvelopeSchema } from '../../jobs/job-envelope.ts';
import type { DueJob, JobOutcome, JobQueue } from '../../jobs/job-queue.ts';
import { recorded } from '../../tracing/recorded.ts';
import { tenantMark } from '../../tracing/tenant-mark.ts';
import type { Span } from '../../tracing/tracer.ts';
import type { Clock } from '../../values/clock.ts';
import type { TenantOf } from '../concept.ts';
import { Context, type SubgraphParts } from '../context.ts';
import type { JobHandler } from '../job-handler.ts';

const HOUR_MS = 3_600_000;

/** What runs the jobs of a subgraph. */
export interface JobRunnerOptions {
  readonly parts: SubgraphParts;
  readonly queue: JobQueue;
  readonly handlers: readonly JobHandler[];
  readonly tenantOf: TenantOf;
}

interface Assignment {
  readonly job: DueJob;
  readonly handler: JobHandler;
  readonly tenantId: TenantId;
  /** From when on it was to run, whenever it is tried. */
  readonly dueAt: Date;
  readonly payload: unknown;
  /** The span that wrote it, in the form of W3C Trace Context; null where that is not known. */
  readonly cause: string | null;
  /** The span that it is recorded in; null where it is not traced. */
  readonly trace: Span | null;
}

/** The clock of the database says when a job is due; the clock of the process is not behind it while the job runs. */
function notBefore(clock: Clock, instant: Date): Clock {
  return { now: () => new Date(Math.max(clock.now().getTime(), instant.getTime())) };
}

/** What a subgraph is told of a tenant that is new may come after the first jobs that it writes for it. */
class TenantUnknown extends Error {}

const requestIdOf = ({ id }: DueJob) => `job-${id}`;

/** Where in its round a tenant has its turn, so that not all tenants have it at once. */
function offsetMs(tenantId: TenantId, name: string, roundMs: number): number {
  return createHash('sha256').update(`${tenantId}:${name}`).digest().readUInt32BE(0) % roundMs;
}

/** Runs jobs, each in its own tenant. A job carries its tenant or does not run. */
export class JobRunner {
  readonly #options: JobRunnerOptions;
  readonly #handlers: ReadonlyMap<string, JobHandler>;

  /** @throws {Error} when two handlers are of one kind of job. */
  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#handlers = new Map(options.handlers.map((handler) => [handler.type.name, handler]));
    if (this.#handlers.size < options.handlers.length)
      throw new Error(`Two concepts of ${options.parts.name} handle the same kind of job.`);
  }

  /** Where its jobs stand. */
  get queue(): JobQueue {
    return this.#options.queue;
  }

  /** Runs what is due, here and now and from then on, until the queue is stopped. */
  work(): Promise<void> {
    return this.queue.work((job) => this.run(job));
  }

  /** Runs a job and says how it ended; failures are logged with the job, its kind and its tenant. */
  async run(job: DueJob): Promise<JobOutcome> {
    const envelope = jobEnvelopeSchema.safeParse(job.data);
    if (!envelope.success) {
      this.#options.parts.logger.error({ job: job.id }, 'A job without a tenant was set aside.');
      return { kind: 'set-aside', reason: 'It does not say of what kind it is, and in which tenant.' };
    }
    const { type, tenantId, at, payload, cause } = envelope.data;
    try {
      const handler = this.#handlers.get(type);
      if (!handler) throw new Error(`Nothing here does jobs of the kind ${type}.`);
      const due = { job, handler, tenantId, dueAt: new Date(at), payload, cause };
      await unasked(() => this.#record(due, (trace) => this.#do({ ...due, trace })));
      return { kind: 'done' };
    } catch (error) {
      this.#tellFailure(job, { type, tenantId, error });
      return { kind: 'failed', reason: String(error) };
    }
  }

  /** Begins what is done again and again in a tenant; what has begun goes on as it is. */
  async beginRepeating(em: EntityManager, tenantId: TenantId): Promise<void> {
    const now = this.#options.parts.clock.now();
    for (const { type, everyHours } of this.#options.handlers) {
      if (everyHours === null) continue;
      const roundMs = everyHours * HOUR_MS;
      const round = Math.floor(now.getTime() / roundMs) + 1;
      const at = new Date(round * roundMs + offsetMs(tenantId, type.name, roundMs));
      await this.#repeatAt(em, tenantId, type, at);
    }
  }

  /** Nobody waits for a job, so it begins a trace of its own, which is a consequence of whatever wrote it. */
  async #record(
    { job, handler, tenantId, cause }: Omit<Assignment, 'trace'>,
    work: (trace: Span | null) => Promise<void>,
  ): Promise<void> {
    const { tracer, name } = this.#options.parts;
    if (!tracer) return work(null);
    const names = {
      'freehold.subgraph': name,
      'freehold.job': handler.type.name,
      'freehold.request_id': requestIdOf(job),
      'freehold.attempt': job.failures + 1,
      'freehold.tenant': tenantMark(tenantId),
    };
    const span = tracer.begin(`job ${handler.type.name}`, 'consumer', names, { cause });
    return recorded(span, () => work(span.isSampled ? span : null));
  }

  async #do(assignment: Assignment): Promise<void> {
    const { parts, tenantOf } = this.#options;
    const { handler, tenantId, payload, trace } = assignment;
    const clock = notBefore(parts.clock, assignment.dueAt);
    const now = clock.now();
    const tenant = await tenantOf(new Reading(parts.orm, tenantId, true, trace), tenantId, now);
    if (!tenant) throw new TenantUnknown(`Nobody told ${parts.name} of the tenant ${tenantId}.`);
    if (handler.everyHours !== null) await this.#repeat(assignment, handler.everyHours);
    const caller = { kind: 'job', requestId: requestIdOf(assignment.job), tenant, member: null } as const;
    const wake = handler.isQuiet ? () => undefined : parts.wake;
    const ctx = new Context({ ...parts, clock, wake }, caller, { trace });
    try {
      await handler.handle(ctx, payload);
    } finally {
      await ctx.close();
    }
  }

  /** The next one is written before this one is done, so that no failure ends the row; rounds that were missed are left out. */
  async #repeat({ dueAt, handler, tenantId, trace }: Assignment, everyHours: number): Promise<void> {
    const { parts } = this.#options;
    const roundMs = everyHours * HOUR_MS;
    const late = Math.max(0, parts.clock.now().getTime() - dueAt.getTime());
    const at = new Date(dueAt.getTime() + (Math.floor(late / roundMs) + 1) * roundMs);
    await inTransaction(parts.orm, tenantId, (em) => this.#repeatAt(em, tenantId, handler.type, at), trace);
  }

  #repeatAt(em: EntityManager, tenantId: TenantId, type: JobHandler['type'], at: Date): Promise<void> {
    const { parts, queue } = this.#options;
    const wanted = { type, payload: {}, tenantId, now: parts.clock.now(), at, key: 'again' };
    return queue.enqueue(em, { ...wanted, cause: null });
  }

  #tellFailure(
    { id, failures, isLastAttempt }: DueJob,
    {
      type,
      tenantId,
      error,
    }: { readonly type: string; readonly tenantId: TenantId; readonly error: unknown },
  ): void {
    const facts = { err: error, job: id, type, tenant: tenantId, attempt: failures + 1 };
    const { logger } = this.#options.parts;
    if (isLastAttempt) logger.error(facts, 'A job failed for the last time and was set aside.');
    else if (error instanceof TenantUnknown)
      logger.info(facts, 'A job waits until its tenant is known here.');
    else logger.warn(facts, 'A job failed and is tried again.');
  }
}
