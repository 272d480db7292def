import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readStandaloneConfig } from '../src/config.ts';
import { openHouse } from '../src/house.ts';
import { type RunningHouse, type StartOverrides, startHouse } from '../src/start-house.ts';

/** A whole house in a directory of its own. */
export interface TestHouse {
  readonly house: RunningHouse;
  /** What it keeps, in `data`, and its page. */
  readonly directory: string;
  /** Stops it and takes its directory away. */
  close(): Promise<void>;
}

/** How a test's house differs from the product. */
interface Differently {
  /** What the environment says beside the usual. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly build?: Parameters<typeof startHouse>[2];
}

/** Starts a house of editions on a free port, silent and in a hurry unless the options say otherwise. */
export async function openTestHouse(
  editions: string,
  options: StartOverrides = {},
  { environment = {}, build = openHouse }: Differently = {},
): Promise<TestHouse> {
  const directory = await mkdtemp(join(tmpdir(), 'freehold-house-'));
  await writeFile(join(directory, 'index.html'), '<title>Freehold</title>');
  const given = { PORT: '0', DATA_DIR: join(directory, 'data'), EDITIONS: editions, ...environment };
  const usual = { isDurable: false, web: directory, logger: pino({ level: 'silent' }) };
  const house = await startHouse(await readStandaloneConfig(given), { ...usual, ...options }, build);
  return {
    house,
    directory,
    close: async () => {
      await house.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
