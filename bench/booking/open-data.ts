import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookingSubgraph } from '@freehold/booking/subgraph';
import { databaseUrl } from '@freehold/kernel/config/database-url';
import { readConfig } from '@freehold/kernel/config/read-config';
import { startEmbeddedCluster } from '@freehold/kernel/database/embedded/embedded-cluster';
import { provisionDatabase } from '@freehold/kernel/database/provision/provision';
import { appRole, ownerRole, relayRole } from '@freehold/kernel/database/role-names';
import { migrateSubgraph } from '@freehold/kernel/subgraph/running/migrate-subgraph';
import pg from 'pg';
import { z } from 'zod';
import { type DataSize, loadRows } from './load-rows.ts';
import type { DataAddresses } from './page-rows.ts';

/** A PostgreSQL for one run. */
export interface Server {
  /** A superuser's address. */
  readonly adminUrl: string;
  close(): Promise<void>;
}

/** A database full of bookings, gone when it is closed. */
export interface Data extends DataAddresses {
  close(): Promise<void>;
}

const settingsSchema = z.object({ BENCH_DATABASE_URL: databaseUrl.optional() });

/** The server that `BENCH_DATABASE_URL` names, as a superuser, or one of our own in a new directory. */
export async function openServer(): Promise<Server> {
  const { BENCH_DATABASE_URL: adminUrl } = readConfig(settingsSchema);
  if (adminUrl) return { adminUrl, close: async () => undefined };
  const directory = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
  const cluster = await startEmbeddedCluster({ directory, durable: false, password: 'bench' });
  return {
    adminUrl: cluster.adminUrl,
    close: async () => {
      await cluster.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function addressOf(adminUrl: string, database: string, user?: string, password = ''): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (user) Object.assign(url, { username: user, password });
  return url.toString();
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** A database of its own on the server, migrated as in production and filled; with null, empty. */
export async function openData({ adminUrl }: Server, size: DataSize | null): Promise<Data> {
  const database = `bench_${randomBytes(6).toString('hex')}`;
  const schema = bookingSubgraph.name;
  const schemas = [schema];
  await provisionDatabase({ adminUrl, database, schemas, withJobs: schemas, passwordOf: () => 'bench' });
  const urlOf = (user: string) => addressOf(adminUrl, database, user, 'bench');
  await migrateSubgraph(bookingSubgraph, urlOf(ownerRole(schema)));
  const freeUrl = addressOf(adminUrl, database);
  if (size) await loadRows(freeUrl, size);
  return {
    appUrl: urlOf(appRole(schema)),
    relayUrl: urlOf(relayRole(schema)),
    freeUrl,
    close: () => asAdmin(adminUrl, `drop database ${pg.escapeIdentifier(database)} with (force)`),
  };
}
