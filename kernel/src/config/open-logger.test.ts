import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { openLogger } from './open-logger.ts';

it('says why a connection broke, and nothing of the connection itself', () => {
  const lines: string[] = [];
  const write = (line: Buffer, _encoding: string, done: () => void) => {
    lines.push(String(line));
    done();
  };
  const logger = openLogger('test', 'info', new Writable({ write }));
  // As a pool of pg tells it.
  const client = { secretKey: 507273011, connectionParameters: { host: '10.0.0.1' } };
  const fault = Object.assign(new Error('terminating connection'), { code: '57P01', client });
  logger.warn({ err: fault }, 'It broke.');
  const err = { type: 'Error', message: 'terminating connection', code: '57P01' };
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'test', msg: 'It broke.', err });
  expect(lines[0]).not.toMatch(/client|secretKey|10\.0\.0\.1/);
});
