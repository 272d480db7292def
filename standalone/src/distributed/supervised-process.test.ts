import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartFault } from '@freehold/kernel/config/start-fault';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SupervisedProcess } from './supervised-process.ts';

const SERVER = `
  import { createServer } from 'node:http';
  createServer((_, response) => response.end(String(process.pid))).listen(process.env.PORT, '127.0.0.1');
  process.on('SIGTERM', () => process.exit(0));`;
const logger = pino({ level: 'silent' });

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

describe('a supervised process', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'freehold-process-'));
    await writeFile(join(directory, 'server.mjs'), SERVER);
    await writeFile(join(directory, 'broken.mjs'), 'process.exit(1);');
  });
  afterAll(() => rm(directory, { recursive: true }));

  const start = async (script: string) => {
    const port = await freePort();
    const healthUrl = `http://127.0.0.1:${port}/`;
    const environment = { PORT: String(port) };
    const supervised = new SupervisedProcess(
      { name: script, script: join(directory, script), environment, healthUrl },
      logger,
    );
    const pidThatAnswers = () =>
      fetch(healthUrl).then(
        (answer) => answer.text(),
        () => null,
      );
    return { supervised, pidThatAnswers };
  };

  it('is started again when it dies, and not when it is stopped', async () => {
    const { supervised, pidThatAnswers } = await start('server.mjs');
    await supervised.ready();
    const first = supervised.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await expect.poll(pidThatAnswers).not.toBeOneOf([null, String(first)]);
    await supervised.stop();
    expect(await pidThatAnswers()).toBeNull();
  });

  it('is a fault when it ends before it was ever ready', async () => {
    const { supervised } = await start('broken.mjs');
    await expect(supervised.ready()).rejects.toThrow(StartFault);
    await supervised.stop();
  });
});
