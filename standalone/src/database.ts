import { join } from 'node:path';
import { startEmbeddedCluster } from '@freehold/kernel/database/embedded/embedded-cluster';
import { provisionDatabase } from '@freehold/kernel/database/provision';
import type { StandaloneConfig } from './config.ts';
import { passwordOf, type Secrets } from './secrets.ts';

const DATABASE = 'freehold';
const ADMIN = 'postgres';

/** A database server that answers. */
export interface Database {
  readonly adminUrl: string;
  /** The database that holds the house. */
  readonly name: string;
  /** The administrator's address of the house's database. */
  readonly ownUrl: string;
  /** The address of the house's database for a role such as `booking_app`. */
  urlOf(role: string): string;
  /** Stops it when it is our own. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own under the data directory, or takes the one that DATABASE_URL names.
 * @throws {ClusterFault} with a sentence.
 */
export async function openDatabase(
  config: Pick<StandaloneConfig, 'databaseUrl' | 'dataDirectory'>,
  secrets: Secrets,
  durable = true,
): Promise<Database> {
  const password = (role: string) => passwordOf(secrets.databaseSecret, role);
  if (config.databaseUrl !== null) return describe(config.databaseUrl, password, () => Promise.resolve());
  const directory = join(config.dataDirectory, 'postgres');
  const cluster = await startEmbeddedCluster({ directory, durable, password: password(ADMIN) });
  return describe(cluster.adminUrl, password, () => cluster.stop());
}

/** Makes the roles and schemas of the subgraphs; changes nothing when they are there. */
export async function provision(
  database: Database,
  secrets: Secrets,
  schemas: readonly string[],
): Promise<void> {
  await provisionDatabase({
    adminUrl: database.adminUrl,
    database: database.name,
    schemas,
    passwordOf: (role) => passwordOf(secrets.databaseSecret, role),
  });
}

/** The server's own database `postgres` is nobody's home: an address that names it, or none, means `freehold`. */
function describe(adminUrl: string, password: (role: string) => string, stop: () => Promise<void>): Database {
  const named = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  const name = named === '' || named === ADMIN ? DATABASE : named;
  const own = new URL(adminUrl);
  own.pathname = `/${encodeURIComponent(name)}`;
  return {
    adminUrl,
    name,
    ownUrl: own.href,
    urlOf(role) {
      const url = new URL(own);
      url.username = role;
      url.password = password(role);
      return url.href;
    },
    stop,
  };
}
