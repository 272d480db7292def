import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCluster } from '@freehold/kernel/database/embedded/embedded-cluster';
import { provisionDatabase } from '@freehold/kernel/database/provision/provision';
import { ownerRole } from '@freehold/kernel/database/role-names';

const DATABASE = 'draft';

/** Runs `work` on an empty database with one schema, as the owner of that schema; the database is gone afterwards. */
export async function onThrowAwayDatabase<T>(
  schema: string,
  work: (ownerUrl: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'freehold-draft-'));
  const password = randomBytes(16).toString('hex');
  try {
    const cluster = await startEmbeddedCluster({ directory, durable: false, password });
    try {
      await provisionDatabase({
        adminUrl: cluster.adminUrl,
        database: DATABASE,
        schemas: [schema],
        passwordOf: () => password,
      });
      return await work(cluster.url(DATABASE, ownerRole(schema), password));
    } finally {
      await cluster.stop();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
