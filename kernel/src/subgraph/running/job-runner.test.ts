import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { CallerTenant } from '../../caller/caller.ts';
import { bareTenant } from '../../caller/caller.ts';
import { NotFound } from '../../errors/refusals.ts';
import { defineJob } from '../../jobs/job-type.ts';
import { askIn, JobScene, RingBell, ringOnce } from '../../testing/job-scene.ts';
import { RecordingTracer } from '../../testing/recording-tracer.ts';
import { newId } from '../../values/id.ts';
import { Context } from '../context.ts';
import { repeats, runs } from '../job-handler.ts';
import { JobRunner } from './job-runner.ts';

const CAUSE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const Tick = defineJob('booking.tick', z.object({}));

let scene: JobScene;
beforeAll(async () => {
  scene = await JobScene.open();
});
afterEach(() => scene.clear());
afterAll(() => scene.close());

describe('a job', () => {
  it('runs what a transaction has written, in its tenant, with nobody signed in', async () => {
    const callers: unknown[] = [];
    const handler = runs(RingBell, async (ctx, { bell }) => {
      callers.push({ bell, kind: ctx.caller.kind, tenant: ctx.tenant(), member: ctx.caller.member });
    });
    const { parts, runner } = await scene.process(handler);
    const tenant = scene.newTenant();
    await askIn(parts, tenant).transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }));
    await runner.work();
    await vi.waitFor(() => expect(callers).toHaveLength(1), { timeout: 45_000 });
    expect(callers).toEqual([{ bell: 'east', kind: 'job', tenant, member: null }]);
    await vi.waitFor(async () => expect(await scene.jobs()).toMatchObject([{ state: 'completed' }]));
  });

  it('runs each job once with two processes on one database', async () => {
    const rung: string[] = [];
    const handler = runs(RingBell, async (_ctx, { bell }) => {
      rung.push(bell);
      await delay(5);
    });
    const [one, two] = [await scene.process(handler), await scene.process(handler)];
    const bells = Array.from({ length: 40 }, (_, index) => `bell ${index}`);
    await askIn(one.parts, scene.newTenant()).transaction(async ({ enqueue }) => {
      for (const bell of bells) await enqueue(RingBell, { bell });
    });
    await Promise.all([one.runner.work(), two.runner.work()]);
    await vi.waitFor(
      async () => expect((await scene.jobs()).filter(({ state }) => state === 'completed')).toHaveLength(40),
      { timeout: 45_000 },
    );
    expect(rung.sort()).toEqual([...bells].sort());
  });

  it('does nothing twice when the process dies between the effect and its end', async () => {
    const { parts, runner } = await scene.process(ringOnce);
    const tenant = scene.newTenant();
    await askIn(parts, tenant).transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }));
    const { rows } = await scene.owner.query(
      `update booking_jobs.job set state = 'active', started_on = now() - interval '1 hour',
              heartbeat_on = now() - interval '1 hour' returning id, data`,
    );
    const dead = { id: rows[0].id, data: rows[0].data, failures: 0, isLastAttempt: false };
    expect(await runner.run(dead)).toEqual({ kind: 'done' });
    expect(await scene.bellsOf(tenant)).toEqual(['east']);
    await runner.queue.reviveAbandoned();
    expect(await scene.jobs()).toMatchObject([{ state: 'retry' }]);
    await scene.owner.query('update booking_jobs.job set start_after = now()');
    await runner.work();
    await vi.waitFor(async () => expect(await scene.jobs()).toMatchObject([{ state: 'completed' }]), {
      timeout: 45_000,
    });
    expect(await scene.bellsOf(tenant)).toEqual(['east']);
  });

  it('sets a job without a tenant aside at once, and never runs it', async () => {
    const handle = vi.fn();
    const { runner } = await scene.process({ ...ringOnce, handle });
    await scene.owner.query(
      `insert into booking_jobs.job (name, data, retry_limit, dead_letter)
       values ('job', '{"type": "booking.ring-bell", "payload": {"bell": "east"}}', 5, 'set-aside')`,
    );
    await runner.work();
    await vi.waitFor(
      async () => expect(await scene.jobs()).toMatchObject([{ state: 'failed' }, { name: 'set-aside' }]),
      { timeout: 45_000 },
    );
    expect(handle).not.toHaveBeenCalled();
  });

  it('tries a job of a tenant that it never heard of again, and sets it aside after the last attempt', async () => {
    const handle = vi.fn();
    const { parts, runner } = await scene.process({ ...ringOnce, handle });
    const errors = vi.spyOn(scene.logger, 'error');
    const warnings = vi.spyOn(scene.logger, 'warn');
    const stranger = bareTenant(newId('tnt'));
    await askIn(parts, stranger).transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }));
    await runner.work();
    await vi.waitFor(async () => expect(await scene.jobs()).toMatchObject([{ state: 'retry' }]), {
      timeout: 45_000,
    });
    // It may only be early: nobody is to worry before the end.
    expect([errors, warnings].map(({ mock }) => mock.calls)).toEqual([[], []]);
    await scene.owner.query('update booking_jobs.job set start_after = now(), retry_count = retry_limit - 1');
    await vi.waitFor(
      async () =>
        expect(await scene.jobs()).toMatchObject([
          { name: 'job', state: 'failed' },
          { name: 'set-aside', tenant: stranger.id },
        ]),
      { timeout: 45_000 },
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
    const { parts, runner } = await scene.process(handler);
    const ctx = askIn(parts, scene.newTenant());
    await ctx.transaction(({ enqueue }) => enqueue(RingBell, { bell: 'east' }));
    await runner.work();
    await vi.waitFor(() => expect(steps).toEqual(['begun']), { timeout: 45_000, interval: 5 });
    await runner.queue.stop();
    expect(steps).toEqual(['begun', 'ended']);
    expect(await scene.jobs()).toMatchObject([{ state: 'completed' }]);
  });

  it('repeats in every tenant at an instant of its own, goes on after a failure, and begins only once', async () => {
    const handler = repeats(Tick, { everyHours: 24 }, () => Promise.reject(new Error('broken')));
    const { parts, runner } = await scene.process(handler);
    const tenants = [scene.newTenant(), scene.newTenant()];
    const begin = (tenant: CallerTenant) =>
      askIn(parts, tenant).transaction(({ em }) => runner.beginRepeating(em, tenant.id));
    for (const tenant of [...tenants, ...tenants]) await begin(tenant);
    const first = await scene.jobs();
    expect(new Set(first.map(({ at }) => at)).size).toBe(2);
    expect(first).toHaveLength(2);
    const { rows } = await scene.owner.query(
      'select id, data from booking_jobs.job order by created_on limit 1',
    );
    const job = { id: rows[0].id, data: rows[0].data, failures: 0, isLastAttempt: false };
    expect(await runner.run(job)).toMatchObject({ kind: 'failed' });
    expect(await runner.run({ ...job, failures: 1 })).toMatchObject({ kind: 'failed' });
    const instants = (await scene.jobs())
      .filter(({ tenant }) => tenant === tenants[0]?.id)
      .map(({ at }) => at);
    const [begun = '', next = ''] = instants.sort();
    expect(instants).toHaveLength(2);
    expect(new Date(next).getTime() - new Date(begun).getTime()).toBe(86_400_000);
  });

  it.each([
    ['a refusal by its code', () => new NotFound('bell'), 'NOT_FOUND'],
    ['a fault as INTERNAL', () => new Error('Kari Nordmann has no bell.'), 'INTERNAL'],
  ])('is a trace of its own, which tells %s and not in its words', async (_, failure, code) => {
    const tracer = new RecordingTracer();
    const handler = runs(RingBell, (ctx) => ctx.transaction(() => Promise.reject(failure())));
    const { parts, runner } = await scene.process();
    const tenant = scene.newTenant();
    const traced = new JobRunner({
      ...{ parts: { ...parts, tracer }, queue: runner.queue, handlers: [handler] },
      tenantOf: () => Promise.resolve(tenant),
    });
    const at = new Date().toISOString();
    const data = { type: RingBell.name, tenantId: tenant.id, at, payload: { bell: 'of Kari' } };
    expect(await traced.run({ id: '7', data, failures: 2, isLastAttempt: false })).toMatchObject({
      kind: 'failed',
    });
    expect(tracer.spans.map(({ name, code: told, isEnded }) => [name, told, isEnded])).toEqual([
      ['job booking.ring-bell', code, true],
      ['transaction', code, true],
      ['connection', null, true],
    ]);
    expect(tracer.spans[0]?.attributes).toMatchObject({
      'freehold.attempt': 3,
      'freehold.request_id': 'job-7',
    });
    expect(tracer.told()).not.toMatch(/kari|tnt_/i);
  });

  it.each([
    ['a consequence of what wrote it', CAUSE, { cause: CAUSE }],
    ['a consequence of nothing, where it says what is no cause', 'Kari', { cause: null }],
    ['a consequence of nothing, where a version of before wrote it', undefined, { cause: null }],
  ])('is %s', async (_, cause, origin) => {
    const tracer = new RecordingTracer();
    const { parts, runner } = await scene.process();
    const tenant = scene.newTenant();
    const traced = new JobRunner({
      ...{ parts: { ...parts, tracer }, queue: runner.queue, handlers: [ringOnce] },
      tenantOf: () => Promise.resolve(tenant),
    });
    const at = new Date().toISOString();
    const data = { type: RingBell.name, tenantId: tenant.id, at, payload: { bell: 'north' }, cause };
    const job = { id: '7', data, failures: 0, isLastAttempt: false };
    expect(await traced.run(job)).toEqual({ kind: 'done' });
    expect(tracer.spans[0]?.origin).toEqual(origin);
  });

  it('says who wrote it, unless it is done again and again', async () => {
    const tracer = new RecordingTracer();
    const again = repeats(Tick, { everyHours: 24 }, () => Promise.resolve());
    const { parts, runner } = await scene.process(again, ringOnce);
    const tenant = scene.newTenant();
    const trace = tracer.begin('operation', 'server');
    const caller = { kind: 'public', requestId: 'test', tenant, member: null } as const;
    const ctx = new Context(parts, caller, { trace });
    await ctx.transaction(async ({ em, enqueue }) => {
      await runner.beginRepeating(em, tenant.id);
      await enqueue(RingBell, { bell: 'north' });
    });
    await ctx.close();
    const { rows } = await scene.owner.query(
      "select data ->> 'type' as type, data ->> 'cause' as cause from booking_jobs.job order by 1",
    );
    expect(rows).toEqual([
      { type: 'booking.ring-bell', cause: trace.traceparent },
      { type: 'booking.tick', cause: null },
    ]);
  });

  it.each([
    ['wakes the readers of the outbox by what it commits', {}, 1],
    ['wakes nobody when it is quiet', { isQuiet: true }, 0],
  ])('%s', async (_, options, woken) => {
    const handler = runs(RingBell, (ctx) => ctx.transaction(() => Promise.resolve()), options);
    const { parts, runner } = await scene.process();
    const tenant = scene.newTenant();
    const wake = vi.fn();
    const waking = new JobRunner({
      ...{ parts: { ...parts, wake }, queue: runner.queue, handlers: [handler] },
      tenantOf: () => Promise.resolve(tenant),
    });
    const at = new Date().toISOString();
    const data = { type: RingBell.name, tenantId: tenant.id, at, payload: { bell: 'north' } };
    const job = { id: '7', data, failures: 0, isLastAttempt: false };
    expect(await waking.run(job)).toEqual({ kind: 'done' });
    expect(wake).toHaveBeenCalledTimes(woken);
  });

  it('refuses two handlers of one kind of job', async () => {
    await expect(scene.process(ringOnce, ringOnce)).rejects.toThrow('same kind of job');
  });
});
