import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import { z } from 'zod';
import type { CallerTenant, TenantId } from '../caller/caller.ts';
import { bareTenant } from '../caller/caller.ts';
import { openOrm } from '../database/orm.ts';
import { defineEvent } from '../events/domain-event.ts';
import { LiveEvents } from '../events/live-events.ts';
import { OutboxEvent } from '../events/outbox.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { defineJob } from '../jobs/job-type.ts';
import { migrateJobs } from '../jobs/migrate-jobs.ts';
import { NO_MESSAGING } from '../messaging/messaging.ts';
import { Context, type SubgraphParts } from '../subgraph/context.ts';
import { type JobHandler, runs } from '../subgraph/job-handler.ts';
import { JobRunner } from '../subgraph/running/job-runner.ts';
import { systemClock } from '../values/clock.ts';
import { newId, uuidOf } from '../values/id.ts';
import { createForeignOutbox } from './foreign-outbox.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

const Rung = defineEvent('booking.rung', z.object({ bell: z.string() }));
/** A job that rings a bell. */
export const RingBell = defineJob('booking.ring-bell', z.object({ bell: z.string() }));

/** Rings once, however often it is asked. */
export const ringOnce = runs(RingBell, async (ctx, { bell }) => {
  await ctx.transaction(async ({ em, publish }) => {
    if ((await em.count(OutboxEvent, { name: Rung.name })) === 0) publish(Rung, { bell });
  });
});

/** A job as its row says. */
export interface JobRow {
  readonly name: string;
  readonly state: string;
  readonly tenant: string;
  readonly at: string;
}

/** Processes of one subgraph that do jobs, on a database with nothing but an outbox. */
export class JobScene {
  readonly database: TestDatabase;
  /** Signs in as who owns the tables. */
  readonly owner: pg.Client;
  readonly logger: Logger = pino({ level: 'silent' });
  /** What its processes have sent. */
  readonly statements: readonly string[];
  readonly #orm: MikroORM;
  readonly #known = new Map<TenantId, CallerTenant>();
  readonly #opened: JobQueue[] = [];

  private constructor(
    { orm, statements }: { readonly orm: MikroORM; readonly statements: readonly string[] },
    database: TestDatabase,
    owner: pg.Client,
  ) {
    this.database = database;
    this.statements = statements;
    this.#orm = orm;
    this.owner = owner;
  }

  static async open(): Promise<JobScene> {
    const database = await createTestDatabase(['booking', 'tenancy'], ['booking']);
    const ownerUrl = database.url('booking_owner');
    await createForeignOutbox(ownerUrl, 'booking');
    await migrateJobs(ownerUrl, 'booking');
    const url = database.url('booking_app');
    const statements: string[] = [];
    const onStatement = (sql: string) => void statements.push(sql);
    const orm = await openOrm({ url, schema: 'booking', entities: [OutboxEvent], onStatement });
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    return new JobScene({ orm, statements }, database, owner);
  }

  /** A process that does some kinds of jobs, when it is told to work. */
  async process(...handlers: JobHandler[]): Promise<{ parts: SubgraphParts; runner: JobRunner }> {
    const { logger } = this;
    const queue = await JobQueue.open({ url: this.database.url('booking_app'), subgraph: 'booking', logger });
    this.#opened.push(queue);
    const parts = { name: 'booking', orm: this.#orm, clock: systemClock, logger, live: new LiveEvents() };
    const nothing = {
      reactions: [],
      conclusions: [],
      messaging: NO_MESSAGING,
      objects: null,
      faces: {},
      settings: {},
    };
    const rest = { ...nothing, jobs: queue, wake: () => undefined, tracer: null };
    const all = { ...parts, ...rest };
    const tenantOf = (_em: unknown, id: TenantId) => Promise.resolve(this.#known.get(id) ?? null);
    return { parts: all, runner: new JobRunner({ parts: all, queue, handlers, tenantOf }) };
  }

  /** A tenant that the subgraph was told of. */
  newTenant(): CallerTenant {
    const tenant = { ...bareTenant(newId('tnt')), plan: 'test:pro' };
    this.#known.set(tenant.id, tenant);
    return tenant;
  }

  /** The bells that have rung in a tenant. */
  async bellsOf(tenant: CallerTenant): Promise<unknown[]> {
    await this.owner.query("select set_config('app.tenant_id', $1, false)", [uuidOf(tenant.id)]);
    const { rows } = await this.owner.query("select payload ->> 'bell' as bell from outbox order by 1");
    return rows.map(({ bell }) => bell);
  }

  /** Every job, those that were set aside last. */
  async jobs(): Promise<readonly JobRow[]> {
    const { rows } = await this.owner.query<JobRow>(
      `select name, state, data ->> 'tenantId' as tenant, data ->> 'at' as at
         from booking_jobs.job order by name, created_on`,
    );
    return rows;
  }

  /** Stops all processes and forgets all jobs. */
  async clear(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((queue) => queue.stop()));
    await this.owner.query('delete from booking_jobs.job');
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.#orm.close(true);
  }
}

/** What somebody without a sign-in does in a tenant. */
export function askIn(parts: SubgraphParts, tenant: CallerTenant): Context {
  return new Context(parts, { kind: 'public', requestId: 'test', tenant, member: null });
}
