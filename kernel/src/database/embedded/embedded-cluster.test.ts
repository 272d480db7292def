import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ClusterFault } from './cluster-fault.ts';
import { type EmbeddedCluster, startEmbeddedCluster } from './embedded-cluster.ts';
import { keepEmbeddedCluster } from './kept-cluster.ts';
import { findPostmaster, isAlive } from './postmaster.ts';

const password = 'a:secret/with?signs';
const isRoot = process.getuid?.() === 0;
let parent: string;
let directory: string;
const started: EmbeddedCluster[] = [];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'cluster-'));
  await chmod(parent, 0o755);
  directory = join(parent, 'data');
});

afterEach(async () => {
  for (const cluster of started.splice(0).reverse()) await cluster.stop();
  await rm(parent, { recursive: true, force: true });
});

async function start(durable = false): Promise<EmbeddedCluster> {
  const cluster = await startEmbeddedCluster({ directory, durable, password });
  started.push(cluster);
  return cluster;
}

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(sql);
    return rows as T[];
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(join(directory, 'db', 'postmaster.pid'), 'utf8'), 10);
}

/** A process of its own that starts a cluster and keeps it until it is killed. */
async function startKeeper(): Promise<{ pid: number; kill(): Promise<void> }> {
  const module = new URL('./embedded-cluster.ts', import.meta.url).href;
  const script = `
    const { startEmbeddedCluster } = await import(${JSON.stringify(module)});
    await startEmbeddedCluster(${JSON.stringify({ directory, durable: true, password })});
    process.stdout.write('ready');
    setInterval(() => undefined, 1000);`;
  const flags = ['-C', 'source', '--import', '@oxc-node/core/register', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    pid: child.pid ?? 0,
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

describe('an embedded cluster', () => {
  test('answers by its socket to the password alone and stops cleanly', async () => {
    const cluster = await start();
    const [row] = await ask<{ version: string; tcp: string }>(
      cluster.adminUrl,
      `select current_setting('server_version') as version, current_setting('listen_addresses') as tcp`,
    );
    expect(row?.version).toMatch(/^18\./);
    expect(row?.tcp).toBe('');
    await expect(ask(cluster.url('postgres', 'postgres', 'wrong'), 'select 1')).rejects.toThrow(/password/);
    const pid = await serverPid();
    await cluster.stop();
    await cluster.stop();
    expect(await isAlive(pid)).toBe(false);
  });

  test('knows the upper case of every letter and keeps UTC', async () => {
    const { adminUrl } = await start();
    const rows = await ask(adminUrl, `select lower('TROMSØ') as lower, current_setting('TimeZone') as zone`);
    expect(rows).toEqual([{ lower: 'tromsø', zone: 'UTC' }]);
  });

  test('is durable unless it is told otherwise', async () => {
    const sql = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`;
    const careful = await start(true);
    expect(await ask(careful.adminUrl, sql)).toEqual([{ fsync: 'on', commit: 'on' }]);
    await careful.stop();
    const careless = await start(false);
    expect(await ask(careless.adminUrl, sql)).toEqual([{ fsync: 'off', commit: 'off' }]);
  });

  test('is joined by a second start, which leaves it running', async () => {
    const first = await start();
    const pid = await serverPid();
    const second = await start();
    expect(await serverPid()).toBe(pid);
    await second.stop();
    expect(await ask(first.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('is one server when two start at once', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(first?.adminUrl).toBe(second?.adminUrl);
    expect(await ask(first?.adminUrl ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('keeps what was committed when its keeper is killed, and starts again', async () => {
    const keeper = await startKeeper();
    const reader = await start();
    await ask(reader.adminUrl, 'create table kept as select 42 as answer');
    const pid = await serverPid();
    await keeper.kill();
    const again = await start();
    expect(await ask(again.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await again.stop();
    expect(await isAlive(pid)).toBe(false);
    expect(await findPostmaster(join(directory, 'db'), '')).toBeNull();
  });

  test('recovers when the server itself is killed', async () => {
    const cluster = await start(true);
    await ask(cluster.adminUrl, 'create table kept as select 42 as answer');
    process.kill(await serverPid(), 'SIGKILL');
    const again = await start(true);
    expect(await ask(again.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('is started again when the server is killed while it is kept, and then stops', async () => {
    const losses: unknown[] = [];
    const kept = await keepEmbeddedCluster({ directory, durable: true, password }, (fault) => {
      losses.push(fault);
    });
    started.push(kept);
    await ask(kept.adminUrl, 'create table kept (n int); insert into kept values (7)');
    const killed = await serverPid();
    process.kill(killed, 'SIGKILL');
    const rows = () => ask(kept.adminUrl, 'select n from kept').catch(() => null);
    await expect.poll(rows).toEqual([{ n: 7 }]);
    expect(losses).toEqual([null]);
    const second = await serverPid();
    expect(second).not.toBe(killed);
    await kept.stop();
    expect(await isAlive(second)).toBe(false);
  });

  test('starts over a lock file whose process number is another program’s by now', async () => {
    const cluster = await start();
    await cluster.stop();
    const lock = `${process.pid}\n${directory}/db\n0\n5432\n${directory}/socket\n\n0 0\nready\n`;
    await writeFile(join(directory, 'db', 'postmaster.pid'), lock);
    await writeFile(join(directory, 'socket', '.s.PGSQL.5432.lock'), lock);
    expect(await ask((await start()).adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('finds a short place for its socket when the directory’s path is long', async () => {
    directory = join(parent, 'deep'.repeat(30), 'data');
    const cluster = await start();
    expect(Buffer.byteLength(decodeURIComponent(cluster.adminUrl))).toBeLessThan(180);
    const [row] = await ask<{ place: string }>(
      cluster.adminUrl,
      `select current_setting('unix_socket_directories') as place`,
    );
    expect((await stat(row?.place ?? '')).mode & 0o777).toBe(0o700);
    await cluster.stop();
    await rm(row?.place ?? '', { recursive: true });
  });

  test.runIf(isRoot)('runs as nobody, also below a directory that nobody may enter', async () => {
    await chmod(parent, 0o700);
    const cluster = await start();
    expect((await stat(join(directory, 'db'))).uid).toBe(65_534);
    await ask(cluster.adminUrl, 'create table kept as select 42 as answer');
    await cluster.stop();
    await chmod(parent, 0o755);
    const again = await start();
    expect(await ask(again.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('says in a sentence that the secrets are not those of the data', async () => {
    const cluster = await start();
    await cluster.stop();
    const other = startEmbeddedCluster({ directory, durable: false, password: 'other' });
    await expect(other).rejects.toThrow(ClusterFault);
    await expect(other).rejects.toThrow(/made with other secrets/);
    expect(await findPostmaster(join(directory, 'db'), '')).toBeNull();
  });

  test('says in PostgreSQL’s words why data cannot be used', async () => {
    const cluster = await start();
    await cluster.stop();
    await writeFile(join(directory, 'db', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/did not start.*initialized by PostgreSQL version 17/);
  });

  test('says in a sentence that its directory cannot be made', async () => {
    await mkdir(parent, { recursive: true });
    await writeFile(join(parent, 'file'), '');
    directory = join(parent, 'file', 'data');
    await expect(start()).rejects.toThrow(/directory .* cannot be made/);
  });
});
