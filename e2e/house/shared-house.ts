import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startHouse } from './built-house.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The port of the house that all journeys share. */
    port: number;
    /** Where that house keeps its data. */
    dataDirectory: string;
  }
}

/** Starts one house with the demos that the journeys visit; returns what stops it and removes its data. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'freehold-e2e-'));
  const house = await startHouse({ dataDirectory, environment: { EDITIONS: 'fitness,clinic,fence' } });
  project.provide('port', house.port);
  project.provide('dataDirectory', dataDirectory);
  return async () => {
    await house.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
}
