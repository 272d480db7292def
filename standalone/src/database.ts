import { join } from 'node:path';
import { keepEmbeddedCluster } from '@freehold/kernel/database/embedded/kept-cluster';
import type { Logger } from 'pino';
import type { StandaloneConfig } from './config.ts';
import { passwordOf, type Secrets } from './secrets.ts';

const DATABASE = 'freehold';
const ADMIN = 'postgres';

/** A database server that answers. */
export interface Database {
  readonly adminUrl: string;
  /** The database that holds the house. */
  readonly name: string;
  /** False when it may lose what it has confirmed; only in tests. */
  readonly isDurable: boolean;
  /** The address of the house's database for a role such as `booking_app`. */
  urlOf(role: string): string;
  /** The password of a role. */
  passwordOf(role: string): string;
  /** Stops it when it is our own. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own under the data directory, and again when it dies, or takes the one that DATABASE_URL names.
 * @throws {ClusterFault} with a sentence.
 */
export async function openDatabase(
  config: Pick<StandaloneConfig, 'databaseUrl' | 'dataDirectory'>,
  secrets: Secrets,
  { isDurable, logger }: { readonly isDurable: boolean; readonly logger: Logger },
): Promise<Database> {
  const secretOf = (role: string) => passwordOf(secrets.databaseSecret, role);
  if (config.databaseUrl !== null)
    return { ...placesOf(config.databaseUrl, secretOf), isDurable, stop: () => Promise.resolve() };
  const directory = join(config.dataDirectory, 'postgres');
  const options = { directory, durable: isDurable, password: secretOf(ADMIN) };
  const cluster = await keepEmbeddedCluster(options, (fault) =>
    logger.error({ err: fault }, 'The database died, and is started again.'),
  );
  return { ...placesOf(cluster.adminUrl, secretOf), isDurable, stop: () => cluster.stop() };
}

/**
 * The house's database on a server. The server's own database `postgres` is nobody's home:
 * an address that names it, or none, means `freehold`.
 */
export function placesOf(
  adminUrl: string,
  passwordOf: (role: string) => string,
): Omit<Database, 'isDurable' | 'stop'> {
  const named = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  const name = named === '' || named === ADMIN ? DATABASE : named;
  const urlOf = (role: string) => {
    const url = new URL(adminUrl);
    url.pathname = `/${encodeURIComponent(name)}`;
    url.username = role;
    url.password = passwordOf(role);
    return url.href;
  };
  return { adminUrl, name, urlOf, passwordOf };
}
