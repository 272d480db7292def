import { setTimeout as delay } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { CallerTenant, TenantId } from '../caller/caller.ts';
import { openOrm } from '../database/orm.ts';
import { defineEvent } from '../events/domain-event.ts';
import { LiveEvents } from '../events/live-events.ts';
import { OutboxEvent } from '../events/outbox.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { defineJob } from '../jobs/job-type.ts';
import { migrateJobs } from '../jobs/migrate-jobs.ts';
import { NO_MESSAGING } from '../messaging/messaging.ts';
import { createForeignOutbox } from '../testing/foreign-outbox.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { systemClock } from '../values/clock.ts';
import { newId, uuidOf } from '../values/id.ts';
import { bareTenant, Context, type SubgraphParts } from './context.ts';
import { inSavepoint } from './in-savepoint.ts';
import { type JobHandler, repeats, runs } from './job-handler.ts';
import { JobRunner } from './job-runner.ts';

const Rung = defineEvent('booking.rung', z.object({ bell: z.string() }));
const RingBell = defineJob('booking.ring-bell', z.object({ bell: z.string() }));
const Tick = defineJob('booking.tick', z.object({}));

let database: TestDatabase;
let orm: MikroORM;
let owner: pg.Client;
const logger: Logger = pino({ level: 'silent' });
const known = new Map<TenantId, CallerTenant>();
const opened: JobQueue[] = [];

beforeAll(async () => {
  database = await createTestDatabase(['booking', 'tenancy'], ['booking']);
  await createForeignOutbox(database.url('booking_owner'), 'booking');
  await migrateJobs(database.url('booking_owner'), 'booking');
  orm = await openOrm({ url: database.url('booking_app'), schema: 'booking', entities: [OutboxEvent] });
  owner = new pg.Client({ connectionString: database.url('booking_owner') });
  await owner.connect();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((queue) => queue.stop()));
  await owner.query('delete from booking_jobs.job');
});
afterAll(async () => {
  await owner.end();
  await orm.close(true);
});

/** Rings once, however often it is asked. */
const ringOnce = runs(RingBell, async (ctx, { bell }) => {
  await ctx.transaction(async ({ em, publish }) => {
    if ((await em.count(OutboxEvent, { name: Rung.name })) === 0) publish(Rung, { bell });
  });
});

async function processWith(...handlers: JobHandler[]) {
  const queue = await JobQueue.open({ url: database.url('booking_app'), subgraph: 'booking', logger });
  opened.push(queue);
  const parts: SubgraphParts = {
    name: 'booking',
    orm,
    clock: systemClock,
    logger,
    live: new LiveEvents(),
    jobs: queue,
    reactions: [],
    conclusions: [],
    messaging: NO_MESSAGING,
    faces: {},
    settings: {},
    wake: () => undefined,
  };
  const tenantOf = (_em: unknown, id: TenantId) => Promise.resolve(known.get(id) ?? null);
  return { parts, queue, runner: new JobRunner({ parts, queue, handlers, tenantOf }) };
}

function newTenant(): CallerTenant {
  const tenant = { ...bareTenant(newId('tnt')), plan: 'test:pro' };
  known.set(tenant.id, tenant);
  return tenant;
}

function ask(parts: SubgraphParts, tenant: CallerTenant): Context {
  return new Context(parts, { kind: 'public', requestId: 'test', tenant, member: null });
}

async function bellsOf(tenant: CallerTenant): Promise<unknown[]> {
  const { rows } = await owner.query(
    `with tenant as materialized (select set_config('app.tenant_id', $1, false))
     select payload ->> 'bell' as bell from tenant, outbox order by 1`,
    [uuidOf(tenant.id)],
  );
  return rows.map(({ bell }) => bell);
}

async function jobs(): Promise<readonly { name: string; state: string; tenant: string; at: string }[]> {
  const { rows } = await owner.query(
    `select name, state, data ->> 'tenantId' as tenant, data ->> 'at' as at from booking_jobs.job order by name, created_on`,
  );
  return rows;
}

describe('jobs', () => {
  it('runs what a transaction has written, in its tenant, with nobody signed in', async () => {
    const callers: unknown[] = [];
    const handler = runs(RingBell, async (ctx, { bell }) => {
      callers.push({ bell, kind: ctx.caller.kind, tenant: ctx.tenant(), member: ctx.caller.member });
    });
    const { parts, runner } = await processWith(handler);
    const tenant = newTenant();
    await ask(parts, tenant).transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }));
    await runner.work();
    await vi.waitFor(() => expect(callers).toHaveLength(1), { timeout: 10_000 });
    expect(callers).toEqual([{ bell: 'east', kind: 'job', tenant, member: null }]);
    await vi.waitFor(async () => expect(await jobs()).toMatchObject([{ state: 'completed' }]));
  });

  it('leaves nothing of a job whose transaction or savepoint is rolled back', async () => {
    const { parts } = await processWith();
    const ctx = ask(parts, newTenant());
    const refused = ctx.transaction(async ({ enqueue }) => {
      await enqueue(RingBell, { bell: 'north' });
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    await ctx.transaction(async (transaction) => {
      await transaction.enqueue(RingBell, { bell: 'south' });
      const attempt = inSavepoint(ctx, transaction, async ({ enqueue }) => {
        await enqueue(RingBell, { bell: 'west' });
        throw new Error('refused');
      });
      await expect(attempt).rejects.toThrow('refused');
    });
    const { rows } = await owner.query("select data -> 'payload' as payload from booking_jobs.job");
    expect(rows).toEqual([{ payload: { bell: 'south' } }]);
  });

  it('refuses a payload that is not of its kind, with the whole transaction', async () => {
    const { parts } = await processWith();
    const wrong = { bell: 1 } as unknown as { bell: string };
    const writing = ask(parts, newTenant()).transaction(({ enqueue }) => enqueue(RingBell, wrong));
    await expect(writing).rejects.toThrow(z.ZodError);
    expect(await jobs()).toEqual([]);
  });

  it('keeps one job for a type, a tenant, a key and an instant, and others beside it', async () => {
    const { parts } = await processWith();
    const [here, there] = [newTenant(), newTenant()];
    const at = new Date('2090-01-01T10:00:00Z');
    const later = new Date('2090-01-01T10:00:00.001Z');
    const write = (tenant: CallerTenant, timing: { at?: Date; key?: string }) =>
      ask(parts, tenant).transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }, timing));
    await write(here, { at, key: 'one' });
    await write(here, { at, key: 'one' });
    expect(await jobs()).toHaveLength(1);
    await write(here, { at: later, key: 'one' });
    await write(here, { at, key: 'two' });
    await write(there, { at, key: 'one' });
    await write(here, { key: 'one' });
    await write(here, { key: 'one' });
    await write(here, { at });
    await write(here, { at });
    expect(await jobs()).toHaveLength(7);
  });

  it('keeps a waiting job from beginning while a transaction counts on it, and writes another beside one that begins', async () => {
    const { parts } = await processWith();
    const tenant = newTenant();
    const claim = `select id from booking_jobs.job where state = 'created' for update skip locked`;
    const write = () =>
      ask(parts, tenant).transaction(async ({ enqueue }) => {
        await enqueue(RingBell, { bell: 'east' }, { key: 'one' });
        return (await owner.query(claim)).rows.length;
      });
    await write();
    expect(await write()).toBe(0);
    await owner.query('begin');
    await owner.query(claim);
    await write();
    await owner.query('rollback');
    expect(await jobs()).toHaveLength(2);
  });

  it('runs each job once with two processes on one database', async () => {
    const rung: string[] = [];
    const handler = runs(RingBell, async (_ctx, { bell }) => {
      rung.push(bell);
      await delay(5);
    });
    const [one, two] = [await processWith(handler), await processWith(handler)];
    const bells = Array.from({ length: 40 }, (_, index) => `bell ${index}`);
    await ask(one.parts, newTenant()).transaction(async ({ enqueue }) => {
      for (const bell of bells) await enqueue(RingBell, { bell });
    });
    await Promise.all([one.runner.work(), two.runner.work()]);
    await vi.waitFor(
      async () => expect((await jobs()).filter(({ state }) => state === 'completed')).toHaveLength(40),
      { timeout: 15_000 },
    );
    expect(rung.sort()).toEqual([...bells].sort());
  });

  it('does nothing twice when the process dies between the effect and its end', async () => {
    const { parts, runner } = await processWith(ringOnce);
    const tenant = newTenant();
    await ask(parts, tenant).transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }));
    const { rows } = await owner.query(
      `update booking_jobs.job set state = 'active', started_on = now() - interval '1 hour',
              heartbeat_on = now() - interval '1 hour' returning id, data`,
    );
    const dead = { id: rows[0].id, data: rows[0].data, failures: 0, isLastAttempt: false };
    expect(await runner.run(dead)).toEqual({ kind: 'done' });
    expect(await bellsOf(tenant)).toEqual(['east']);
    await runner.queue.reviveAbandoned();
    expect(await jobs()).toMatchObject([{ state: 'retry' }]);
    await owner.query('update booking_jobs.job set start_after = now()');
    await runner.work();
    await vi.waitFor(async () => expect(await jobs()).toMatchObject([{ state: 'completed' }]), {
      timeout: 10_000,
    });
    expect(await bellsOf(tenant)).toEqual(['east']);
  });

  it('sets a job without a tenant aside at once, and never runs it', async () => {
    const handle = vi.fn();
    const { runner } = await processWith({ ...ringOnce, handle });
    await owner.query(
      `insert into booking_jobs.job (name, data, retry_limit, dead_letter)
       values ('job', '{"type": "booking.ring-bell", "payload": {"bell": "east"}}', 5, 'set-aside')`,
    );
    await runner.work();
    await vi.waitFor(
      async () => expect(await jobs()).toMatchObject([{ state: 'failed' }, { name: 'set-aside' }]),
      { timeout: 10_000 },
    );
    expect(handle).not.toHaveBeenCalled();
  });

  it('tries a job of a tenant that it never heard of again, and sets it aside after the last attempt', async () => {
    const handle = vi.fn();
    const { parts, runner } = await processWith({ ...ringOnce, handle });
    const errors = vi.spyOn(logger, 'error');
    const stranger = bareTenant(newId('tnt'));
    await ask(parts, stranger).transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }));
    await runner.work();
    await vi.waitFor(async () => expect(await jobs()).toMatchObject([{ state: 'retry' }]), {
      timeout: 10_000,
    });
    expect(errors).not.toHaveBeenCalled();
    await owner.query('update booking_jobs.job set start_after = now(), retry_count = retry_limit - 1');
    await vi.waitFor(
      async () =>
        expect(await jobs()).toMatchObject([
          { name: 'job', state: 'failed' },
          { name: 'set-aside', tenant: stranger.id },
        ]),
      { timeout: 10_000 },
    );
    expect(handle).not.toHaveBeenCalled();
    expect(errors).toHaveBeenCalledWith(
      expect.objectContaining({ type: RingBell.name, tenant: stranger.id, attempt: 6 }),
      'A job failed for the last time and was set aside.',
    );
  });

  it('ends what runs before it stops, and begins nothing more', async () => {
    const steps: string[] = [];
    const handler = runs(RingBell, async () => {
      steps.push('begun');
      await delay(300);
      steps.push('ended');
    });
    const { parts, runner, queue } = await processWith(handler);
    const ctx = ask(parts, newTenant());
    await ctx.transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }));
    await runner.work();
    await vi.waitFor(() => expect(steps).toEqual(['begun']), { timeout: 10_000, interval: 5 });
    await queue.stop();
    expect(steps).toEqual(['begun', 'ended']);
    expect(await jobs()).toMatchObject([{ state: 'completed' }]);
  });

  it('repeats in every tenant at an instant of its own, goes on after a failure, and begins only once', async () => {
    const handler = repeats(Tick, { everyHours: 24 }, () => Promise.reject(new Error('broken')));
    const { parts, runner } = await processWith(handler);
    const tenants = [newTenant(), newTenant()];
    const begin = (tenant: CallerTenant) =>
      ask(parts, tenant).transaction(({ em }) => runner.beginRepeating(em, tenant.id));
    for (const tenant of [...tenants, ...tenants]) await begin(tenant);
    const first = await jobs();
    expect(new Set(first.map(({ at }) => at)).size).toBe(2);
    expect(first).toHaveLength(2);
    const { rows } = await owner.query('select id, data from booking_jobs.job order by created_on limit 1');
    const job = { id: rows[0].id, data: rows[0].data, failures: 0, isLastAttempt: false };
    expect(await runner.run(job)).toMatchObject({ kind: 'failed' });
    expect(await runner.run({ ...job, failures: 1 })).toMatchObject({ kind: 'failed' });
    const instants = (await jobs()).filter(({ tenant }) => tenant === tenants[0]?.id).map(({ at }) => at);
    const [begun = '', next = ''] = instants.sort();
    expect(instants).toHaveLength(2);
    expect(new Date(next).getTime() - new Date(begun).getTime()).toBe(86_400_000);
  });

  it('refuses two handlers of one kind of job', async () => {
    await expect(processWith(ringOnce, ringOnce)).rejects.toThrow('same kind of job');
  });

  it('shows jobs to the role that serves, and their tables to nobody else', async () => {
    const rightsOf = async (role: string) => {
      const { rows } = await owner.query(
        `select has_schema_privilege($1, 'booking_jobs', 'usage') as uses,
                has_schema_privilege($1, 'booking_jobs', 'create') as creates,
                has_table_privilege($1, 'booking_jobs.job', 'select') as reads,
                has_table_privilege($1, 'booking_jobs.job', 'truncate') as empties`,
        [role],
      );
      return rows[0];
    };
    const serves = { uses: true, creates: false, reads: true, empties: false };
    const stranger = { uses: false, creates: false, reads: false, empties: false };
    expect(await rightsOf('booking_app')).toEqual(serves);
    expect(await rightsOf('booking_relay')).toEqual(stranger);
    expect(await rightsOf('tenancy_app')).toEqual(stranger);
  });

  it('makes its tables once, however often and by however many it is told to', async () => {
    const url = database.url('booking_owner');
    await Promise.all([migrateJobs(url, 'booking'), migrateJobs(url, 'booking')]);
    const { rows } = await owner.query('select name from booking_jobs.queue order by 1');
    expect(rows.map(({ name }) => name).filter((name) => !name.startsWith('__'))).toEqual([
      'job',
      'set-aside',
    ]);
  });
});
