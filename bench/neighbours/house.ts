import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const MAIN = join(import.meta.dirname, '../../standalone/dist/main.js');
const START_MS_MAX = 120_000;
const POLL_MS = 50;

/** A house as it was built, counting requests, in a process of its own. */
export interface House {
  readonly port: number;
  close(): Promise<void>;
}

async function untilLoaded(child: ChildProcess, output: () => string): Promise<void> {
  const patience = AbortSignal.timeout(START_MS_MAX);
  while (!output().includes('Ctrl-C')) {
    if (patience.aborted || child.exitCode !== null)
      throw new Error(`The house does not answer:\n${output()}`);
    await delay(POLL_MS);
  }
}

/** Starts a house with the demo of the fitness centres on a port of 127.0.0.1. */
export async function openHouse(port: number, requestsPerMinute: number): Promise<House> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH,
      HOME,
      PORT: String(port),
      DATA_DIR: dataDirectory,
      EDITIONS: 'fitness',
      RATE_LIMIT_PER_MINUTE: String(requestsPerMinute),
      // The load comes from one machine; each of its members says an address of its own.
      TRUSTED_PROXIES: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  await untilLoaded(child, () => printed.join(''));
  return {
    port,
    close: async () => {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
