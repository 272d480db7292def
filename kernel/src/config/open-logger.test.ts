import { once } from 'node:events';
import { Writable } from 'node:stream';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../testing/test-database.ts';
import { openLogger } from './open-logger.ts';

it('says why a connection broke, and nothing of the connection itself', async () => {
  const lines: string[] = [];
  const write = (line: Buffer, _encoding: string, done: () => void) => {
    lines.push(String(line));
    done();
  };
  const logger = openLogger('test', 'info', new Writable({ write }));
  const { adminUrl } = await createTestDatabase([]);
  const pool = new pg.Pool({ connectionString: adminUrl, max: 2 });
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const [idle] = await Promise.all([
    once(pool, 'error'),
    pool.connect().then(async (first) => {
      const second = await pool.connect();
      first.release();
      await second.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      second.release();
    }),
  ]);
  await pool.end();
  logger.warn({ err: idle[0] }, 'It broke.');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    name: 'test',
    msg: 'It broke.',
    err: { code: '57P01' },
  });
  expect(lines[0]).not.toMatch(/secretKey|connectionParameters|socket/);
});
