import type { EntityClass } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { connectionOptions } from './connection.ts';
import { HouseClient } from './prepared/house-client.ts';

const POOL_SIZE = 10;
/** Who waits longer for a connection is told so: behind a pool that is exhausted work would only pile up. */
const PATIENCE_MS = 1_800;

/** What an ORM is opened with. `schema` is the subgraph's own database schema. */
export interface OrmOptions {
  readonly url: string;
  readonly schema: string;
  readonly entities: readonly EntityClass<object>[];
  /** Called with every SQL statement that is sent; for logs and for tests that count. */
  readonly onStatement?: ((sql: string) => void) | undefined;
  /** How long an operation waits for a connection, in milliseconds; 1,800 unless given. */
  readonly patienceMs?: number | undefined;
  /** Connections at most; 10 unless given. */
  readonly poolSize?: number | undefined;
}

/** Opens the ORM of one subgraph. Each transaction begins by saying which tenant asks. */
export async function openOrm({
  url,
  schema,
  entities,
  onStatement,
  patienceMs = PATIENCE_MS,
  poolSize = POOL_SIZE,
}: OrmOptions): Promise<MikroORM> {
  return MikroORM.init({
    ...connectionOptions(url),
    schema,
    entities: [...entities],
    sessionContext: 'transaction',
    timezone: 'UTC',
    forceUndefined: false,
    // A foreign key holds the tenant, so a row's neighbours are its tenant's. To join them anyhow costs time,
    // and a row that is locked would lock them, too.
    autoJoinRefsForFilters: false,
    pool: { min: 0, max: poolSize },
    driverOptions: { Client: HouseClient, pipeline: true, connectionTimeoutMillis: patienceMs },
    ...(onStatement ? { debug: ['query'], logger: onStatement, colors: false } : {}),
  });
}
