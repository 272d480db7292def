import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asking, ask, signedIn } from '../house/api.ts';
import { type BuiltHouse, startHouse } from '../house/built-house.ts';

const QUERY = `{ tenant { name plan { name } usage { used } bookings(first: 1) { edges { node { id } } } } }`;

interface Seen {
  readonly tenant: {
    readonly name: string;
    readonly plan: { readonly name: string } | null;
    readonly usage: readonly { readonly used: number }[] | null;
    readonly bookings: { readonly edges: readonly unknown[] } | null;
  } | null;
}

/** The process of a part of a house that stands as processes of its own. */
function processOf(house: BuiltHouse, part: string): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent]) => Number(parent) === house.process.pid);
  const [pid] = own.find((words) => words.some((word) => word.includes(`/${part}/dist/main.js`))) ?? [];
  if (!pid) throw new Error(`There is no process of ${part}.`);
  return Number(pid);
}

/** The processes of the house's database. */
function serverProcesses(dataDirectory: string): readonly number[] {
  const [first = ''] = readFileSync(join(dataDirectory, 'postgres/db/postmaster.pid'), 'utf8').split('\n');
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  const children = lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, parent]) => (parent === Number(first) ? [pid] : []));
  return [Number(first), ...children];
}

describe('a house whose parts fail', () => {
  let dataDirectory: string;
  let house: BuiltHouse;
  let owner: Asking;
  const look = () => ask<Seen>(owner, QUERY);
  const seesUsage = async () => ((await look()).data?.tenant?.usage ?? []).length > 0;

  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'freehold-e2e-'));
    house = await startHouse({ dataDirectory, environment: { EDITIONS: 'fitness' }, main: 'distributed' });
    owner = await signedIn(house.port, 'fitzone', 'owner');
  });
  afterAll(async () => {
    await house?.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  });

  it('answers within 5 seconds without the fields of a subgraph that stands still, and with them afterwards', async () => {
    const analytics = processOf(house, 'analytics');
    process.kill(analytics, 'SIGSTOP');
    const askedAt = performance.now();
    const { data, errors = [] } = await look().finally(() => process.kill(analytics, 'SIGCONT'));
    expect(performance.now() - askedAt).toBeLessThan(5_000);
    expect(data?.tenant).toMatchObject({ name: 'FitZone Oslo', plan: { name: 'Enterprise' }, usage: null });
    expect(data?.tenant?.bookings?.edges).toHaveLength(1);
    expect(errors.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['tenant', 'usage'], 'UNAVAILABLE'],
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|localhost|analytics:/);
    await expect.poll(seesUsage, { interval: 250 }).toBe(true);
  });

  it('serves what is there while a killed subgraph comes back', async () => {
    process.kill(processOf(house, 'analytics'), 'SIGKILL');
    expect((await look()).data?.tenant).toMatchObject({ name: 'FitZone Oslo' });
    await expect.poll(seesUsage, { interval: 250 }).toBe(true);
  });

  it('answers what is under way when its gateway is told to go', async () => {
    const analytics = processOf(house, 'analytics');
    process.kill(analytics, 'SIGSTOP');
    const asked = look();
    await delay(300);
    process.kill(processOf(house, 'gateway'), 'SIGTERM');
    await delay(300);
    process.kill(analytics, 'SIGCONT');
    const { data, errors } = await asked;
    expect(errors).toBeUndefined();
    expect(data?.tenant?.usage?.length).toBeGreaterThan(0);
    await expect.poll(() => seesUsage().catch(() => false), { interval: 250 }).toBe(true);
  });

  it('says that it is not ready while its database stands still, and is ready afterwards', async () => {
    const readiness = async () => (await fetch(`http://127.0.0.1:${house.port}/readyz`)).json();
    const server = serverProcesses(dataDirectory);
    for (const pid of server) process.kill(pid, 'SIGSTOP');
    try {
      await expect
        .poll(readiness, { interval: 500 })
        .toMatchObject({ missing: ['tenancy', 'booking', 'billing', 'analytics'] });
    } finally {
      for (const pid of server) process.kill(pid, 'SIGCONT');
    }
    await expect.poll(readiness, { interval: 500 }).toEqual({ status: 'ready' });
  });

  it('has a new gateway serve while a subgraph stands still', async () => {
    const analytics = processOf(house, 'analytics');
    process.kill(analytics, 'SIGSTOP');
    try {
      process.kill(processOf(house, 'gateway'), 'SIGKILL');
      const name = async () => (await look().catch(() => null))?.data?.tenant?.name;
      await expect.poll(name, { interval: 250 }).toBe('FitZone Oslo');
    } finally {
      process.kill(analytics, 'SIGCONT');
    }
    await expect.poll(seesUsage, { interval: 250 }).toBe(true);
  });
});
