import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { CallerTenant } from '../caller/caller.ts';
import { askPrepared } from '../database/prepared/ask-prepared.ts';
import { inSavepoint } from '../subgraph/in-savepoint.ts';
import { askIn, JobScene, RingBell } from '../testing/job-scene.ts';
import { migrateJobs } from './migrate-jobs.ts';

let scene: JobScene;
beforeAll(async () => {
  scene = await JobScene.open();
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

describe('the queue of jobs', () => {
  it('leaves nothing of a job whose transaction or savepoint is rolled back', async () => {
    const { parts } = await scene.process();
    const ctx = askIn(parts, scene.newTenant());
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
    const { rows } = await scene.owner.query("select data -> 'payload' as payload from booking_jobs.job");
    expect(rows).toEqual([{ payload: { bell: 'south' } }]);
  });

  it('refuses a payload that is not of its kind, with the whole transaction', async () => {
    const { parts } = await scene.process();
    const wrong = { bell: 1 } as unknown as { bell: string };
    const writing = askIn(parts, scene.newTenant()).transaction(({ enqueue }) => enqueue(RingBell, wrong));
    await expect(writing).rejects.toThrow(z.ZodError);
    expect(await scene.jobs()).toEqual([]);
  });

  it('keeps one job for a type, a tenant, a key and an instant, and others beside it', async () => {
    const { parts } = await scene.process();
    const [here, there] = [scene.newTenant(), scene.newTenant()];
    const at = new Date('2090-01-01T10:00:00Z');
    const later = new Date('2090-01-01T10:00:00.001Z');
    const write = (tenant: CallerTenant, timing: { at?: Date; key?: string }) =>
      askIn(parts, tenant).transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }, timing));
    await write(here, { at, key: 'one' });
    await write(here, { at, key: 'one' });
    expect(await scene.jobs()).toHaveLength(1);
    await write(here, { at: later, key: 'one' });
    await write(here, { at, key: 'two' });
    await write(there, { at, key: 'one' });
    await write(here, { key: 'one' });
    await write(here, { key: 'one' });
    await write(here, { at });
    await write(here, { at });
    expect(await scene.jobs()).toHaveLength(7);
  });

  it('has a job that gathers begin so much later, and stand for all of its key until then', async () => {
    const { parts } = await scene.process();
    const tenant = scene.newTenant();
    const write = (gatherMs: number) =>
      askIn(parts, tenant).transaction(({ enqueue }) =>
        enqueue(RingBell, { bell: 'east' }, { key: 'one', gatherMs }),
      );
    await write(60_000);
    await write(60_000);
    const { rows } = await scene.owner.query(
      "select extract(epoch from start_after - (data ->> 'at')::timestamptz)::float as late from booking_jobs.job",
    );
    expect(rows).toEqual([{ late: 60 }]);
    await write(0);
    expect(await scene.jobs()).toHaveLength(2);
  });

  it('is written by one statement that nobody waits for, whether it has a key or not', async () => {
    const { parts } = await scene.process();
    const tenant = scene.newTenant();
    for (const timing of [{ key: 'one' }, { key: 'one' }, {}]) {
      const sent = await askIn(parts, tenant).transaction(async ({ em, enqueue }) => {
        const asked = vi.spyOn(em.getKysely(), 'executeQuery');
        const before = scene.statements.length;
        await enqueue(RingBell, { bell: 'east' }, timing);
        expect(asked).not.toHaveBeenCalled();
        return scene.statements.slice(before);
      });
      expect(sent).toHaveLength(1);
    }
    expect(await scene.jobs()).toHaveLength(2);
  });

  it('keeps a waiting job from beginning while a transaction counts on it, and writes another beside one that begins', async () => {
    const { parts } = await scene.process();
    const tenant = scene.newTenant();
    const claim = `select id from booking_jobs.job where state = 'created' for update skip locked`;
    const write = () =>
      askIn(parts, tenant).transaction(async ({ em, enqueue }) => {
        await enqueue(RingBell, { bell: 'east' }, { key: 'one' });
        // What was told has arrived with what is asked.
        await askPrepared(em, 'select 1', []);
        return (await scene.owner.query(claim)).rows.length;
      });
    await write();
    expect(await write()).toBe(0);
    await scene.owner.query('begin');
    await scene.owner.query(claim);
    await write();
    await scene.owner.query('rollback');
    expect(await scene.jobs()).toHaveLength(2);
  });

  it('shows jobs to the role that serves, and their tables to nobody else', async () => {
    const rightsOf = async (role: string) => {
      const { rows } = await scene.owner.query(
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
    const url = scene.database.url('booking_owner');
    await Promise.all([migrateJobs(url, 'booking'), migrateJobs(url, 'booking')]);
    const { rows } = await scene.owner.query('select name from booking_jobs.queue order by 1');
    expect(rows.map(({ name }) => name).filter((name) => !name.startsWith('__'))).toEqual([
      'job',
      'set-aside',
    ]);
  });
});
