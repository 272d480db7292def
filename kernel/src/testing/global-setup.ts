import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedCluster } from '../database/embedded/embedded-cluster.ts';

/** Starts one PostgreSQL for a whole test run, and removes it afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'freehold-test-'));
  const cluster = await startEmbeddedCluster({ directory, durable: false, password: 'test' });
  project.provide('adminUrl', cluster.adminUrl);
  return async () => {
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
