import pg from 'pg';
import { appRole, ownerRole, RELAY_GROUP, relayRole } from '../role-names.ts';
import { DatabaseRefused } from './database-refused.ts';
import {
  databaseStatements,
  type FoundRole,
  jobsSchemaStatements,
  relayGroupStatements,
  roleStatements,
  schemaStatements,
} from './provision-statements.ts';
import { scramVerifier } from './scram-verifier.ts';

/** Any number, the same for everybody who provisions: one at a time in a cluster. */
const PROVISION_LOCK = 7_305_421_968;
const MAJOR_VERSION_MIN = 16;
const CONNECT_MS_MAX = 10_000;
const UNDEFINED_DATABASE = '3D000';
const SCHEMA_NAME = /^[a-z][a-z0-9_]{0,40}$/;

/** What a house needs of a database server. */
export interface ProvisionOptions {
  /** A role that may make databases and roles; it need not be a superuser. */
  readonly adminUrl: string;
  readonly database: string;
  /** One per subgraph; lower case. */
  readonly schemas: readonly string[];
  /** Those of them whose subgraphs have jobs, which stand in a schema of their own. */
  readonly withJobs?: readonly string[];
  /** The password of a role; the same at every start. */
  readonly passwordOf: (role: string) => string;
}

/**
 * Makes the database, and for each schema S the roles `S_owner` (migrates), `S_app` (serves) and `S_relay`
 * (reads outboxes) with the rights that they need and no others. Safe to repeat, also twice at once;
 * passwords are set anew every time.
 * @throws {DatabaseRefused} with a sentence when the server is too old or the admin may not do it.
 */
export async function provisionDatabase(options: ProvisionOptions): Promise<void> {
  for (const schema of options.schemas)
    if (!SCHEMA_NAME.test(schema)) throw new RangeError(`"${schema}" cannot be the name of a schema.`);
  try {
    await provision(options);
  } catch (error) {
    if (error instanceof DatabaseRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseRefused(
      [`The database "${options.database}" could not be prepared: ${reason}.`],
      error,
    );
  }
}

async function provision(options: ProvisionOptions): Promise<void> {
  const admin = await connectAdmin(options.adminUrl);
  try {
    await admin.query('select pg_advisory_lock($1)', [PROVISION_LOCK]);
    await refuseOldServer(admin);
    await createDatabase(admin, options.database);
    const client = await connect(addressOf(options.adminUrl, options.database));
    try {
      await prepare(client, options);
    } finally {
      await client.end();
    }
  } finally {
    await admin.end();
  }
}

function addressOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MS_MAX });
  // A connection that breaks while it waits is noticed by its next statement.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The address may name the very database that is still to be made. */
async function connectAdmin(adminUrl: string): Promise<pg.Client> {
  return connect(adminUrl).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_DATABASE)
      return connect(addressOf(adminUrl, 'postgres'));
    throw error;
  });
}

async function refuseOldServer(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ major: number; version: string }>(
    `select current_setting('server_version_num')::int / 10000 as major, current_setting('server_version') as version`,
  );
  for (const { major, version } of rows)
    if (major < MAJOR_VERSION_MIN)
      throw new DatabaseRefused([
        `PostgreSQL ${version} is too old: ${MAJOR_VERSION_MIN} or newer is needed.`,
      ]);
}

async function createDatabase(admin: pg.Client, database: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [database]);
  if (rowCount === 0)
    await admin.query(`create database ${pg.escapeIdentifier(database)} template template0 encoding 'UTF8'`);
}

async function prepare(
  client: pg.Client,
  { database, schemas, withJobs = [], passwordOf }: ProvisionOptions,
): Promise<void> {
  const names = schemas.flatMap((schema) => [ownerRole(schema), appRole(schema), relayRole(schema)]);
  const found = await findRoles(client, [...names, RELAY_GROUP]);
  const verifiers = await Promise.all(names.map((name) => scramVerifier(passwordOf(name))));
  await client.query('begin');
  await run(client, [
    ...relayGroupStatements(found.get(RELAY_GROUP)),
    ...names.flatMap((name, index) =>
      roleStatements({ name, verifier: verifiers[index] ?? '', found: found.get(name) }),
    ),
  ]);
  await actForOwners(client, schemas.map(ownerRole));
  await run(client, [
    ...databaseStatements(database),
    ...schemas.flatMap((schema) => schemaStatements(database, schema)),
    ...withJobs.flatMap(jobsSchemaStatements),
  ]);
  await client.query('commit');
}

async function findRoles(client: pg.Client, names: readonly string[]): Promise<Map<string, FoundRole>> {
  const { rows } = await client.query<FoundRole>(
    `select rolname as name, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as "isMighty"
       from pg_roles where rolname = any ($1)`,
    [names],
  );
  return new Map(rows.map((role) => [role.name, role]));
}

/** An admin who is no superuser must become a member of the owners to make schemas and grants in their name. */
async function actForOwners(client: pg.Client, owners: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    `select owner from unnest($1::text[]) owner
      where not (pg_has_role(owner, 'SET') and pg_has_role(owner, 'USAGE'))`,
    [owners],
  );
  await run(
    client,
    rows.map(
      ({ owner }) => `grant ${pg.escapeIdentifier(owner)} to current_user with inherit true, set true`,
    ),
  );
}

async function run(client: pg.Client, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await client.query(statements.join(';\n'));
}
