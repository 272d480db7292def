import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readStandaloneConfig } from '../src/config.ts';
import { startStandalone } from '../src/standalone.ts';
import type { RunningHouse } from '../src/start-house.ts';

/** A whole house in a directory of its own. */
export interface TestHouse {
  readonly house: RunningHouse;
  /** What it keeps, in `data`, and its page. */
  readonly directory: string;
  /** Stops it and takes its directory away. */
  close(): Promise<void>;
}

/** Starts a house of an edition on a free port, silent and in a hurry unless the options say otherwise. */
export async function openTestHouse(
  edition: string,
  options: Parameters<typeof startStandalone>[1] = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<TestHouse> {
  const directory = await mkdtemp(join(tmpdir(), 'freehold-house-'));
  await writeFile(join(directory, 'index.html'), '<title>Freehold</title>');
  const given = { PORT: '0', DATA_DIR: join(directory, 'data'), EDITIONS: edition, ...environment };
  const usual = { isDurable: false, web: directory, logger: pino({ level: 'silent' }) };
  const house = await startStandalone(await readStandaloneConfig(given), { ...usual, ...options });
  return {
    house,
    directory,
    close: async () => {
      await house.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
