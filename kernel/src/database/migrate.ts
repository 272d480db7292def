import { fileURLToPath } from 'node:url';
import type { EntityClass } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { connectionOptions } from './connection.ts';
import { jobsSchema, RELAY_GROUP } from './role-names.ts';

/** Whose tables are brought up to date: as the owner of the schema, never as the role that serves. */
export interface MigrationOptions {
  readonly ownerUrl: string;
  readonly schema: string;
  readonly entities: readonly EntityClass<object>[];
  /** Folder of the migrations; one file each, append-only. */
  readonly folder: URL;
}

function openAsOwner({ ownerUrl, schema, entities, folder }: MigrationOptions): Promise<MikroORM> {
  return MikroORM.init({
    ...connectionOptions(ownerUrl),
    schema,
    entities: [...entities],
    extensions: [Migrator],
    migrations: {
      path: fileURLToPath(folder),
      tableName: 'migration',
      glob: '!(*.d).{ts,js}',
      snapshot: false,
      transactional: true,
      allOrNothing: true,
      emit: 'ts',
      fileName: (timestamp) => `migration-${timestamp}`,
    },
    // Jobs have tables of their own, which are not entities.
    schemaGenerator: { ignoreSchema: [jobsSchema(schema)] },
    pool: { min: 0, max: 1 },
    logger: () => undefined,
  });
}

/** Does `work` while no other process migrates the same schema; the lock goes with its connection. */
async function alone<T>({ ownerUrl, schema }: MigrationOptions, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('freehold.migrate'), hashtext($1))", [schema]);
    return await work();
  } finally {
    await client.end();
  }
}

/** Applies the migrations that were not applied yet; how many there were. Two processes may do it at once. */
export function migrate(options: MigrationOptions): Promise<number> {
  return alone(options, async () => {
    const orm = await openAsOwner(options);
    try {
      const applied = await orm.migrator.up();
      // How far a subgraph has read is no secret to relays: what all have read may go.
      await orm.em.execute(`grant select on ${options.schema}.event_cursor to ${RELAY_GROUP}`);
      return applied.length;
    } finally {
      await orm.close(true);
    }
  });
}

/** Writes a migration with the difference between the tables and the entities; its path, or null without a difference. */
export async function createMigration(options: MigrationOptions): Promise<string | null> {
  const orm = await openAsOwner(options);
  try {
    const { diff, fileName } = await orm.migrator.create();
    return diff.up.length > 0 ? fileName : null;
  } finally {
    await orm.close(true);
  }
}

/** The SQL that would make the tables equal to the entities; empty when they are. */
export async function schemaDifference(options: MigrationOptions): Promise<string> {
  const orm = await openAsOwner(options);
  try {
    return (await orm.schema.getUpdateSchemaSQL({ wrap: false })).trim();
  } finally {
    await orm.close(true);
  }
}
