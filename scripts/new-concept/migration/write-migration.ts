import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createMigration,
  type MigrationOptions,
  migrate,
  schemaDifference,
} from '@freehold/kernel/database/migrate';
import { entitiesOf } from '@freehold/kernel/subgraph/entities';
import { systemClock } from '@freehold/kernel/values/clock';
import { Refused } from '../../workspace/refused.ts';
import { format } from '../../workspace/run.ts';
import { takeSnapshot } from '../../workspace/snapshot.ts';
import { definitionOf } from '../naming/taken.ts';
import { isEmptyMigration, nextTimestamp, tidyMigration } from './migration-text.ts';
import { onThrowAwayDatabase } from './throw-away-database.ts';

/** Which migration is to be written. */
export interface MigrationWanted {
  readonly subgraph: string;
  /** A few words in kebab-case for the file's name. */
  readonly name?: string | undefined;
  readonly signal: AbortSignal;
}

/** Writes the draft in the form of this house; its path, or null when nothing is left of it. */
async function finish(
  folder: string,
  draft: string,
  { name, signal }: MigrationWanted,
): Promise<string | null> {
  const text = await readFile(join(folder, draft), 'utf8');
  await rm(join(folder, draft));
  const timestamp = nextTimestamp(systemClock.now(), await readdir(folder));
  const tidy = tidyMigration(text, timestamp);
  if (isEmptyMigration(tidy)) return null;
  const path = join(folder, `migration-${[timestamp, ...(name ? [name] : [])].join('-')}.ts`);
  await writeFile(path, tidy);
  await format([path], signal);
  return path;
}

async function write(options: MigrationOptions, wanted: MigrationWanted): Promise<string | null> {
  const folder = fileURLToPath(options.folder);
  await migrate(options);
  const draft = await createMigration(options);
  const path = draft === null ? null : await finish(folder, draft, wanted);
  if (path === null) return null;
  wanted.signal.throwIfAborted();
  await migrate(options);
  const difference = await schemaDifference(options);
  if (difference !== '')
    throw new Refused(`The migration does not lead to the entities; this is left over:\n${difference}`);
  return path;
}

/**
 * Writes the migration that leads from a subgraph's migrations to its entities, proven on a database of its own;
 * its path, or null when they are equal. When it fails, nothing was written.
 * @throws {Refused} when the subgraph cannot be loaded, or no migration leads to its entities.
 */
export async function writeMigration(wanted: MigrationWanted): Promise<string | null> {
  const definition = await definitionOf(wanted.subgraph);
  const folder = fileURLToPath(definition.migrations);
  const snapshot = await takeSnapshot([folder]);
  try {
    await mkdir(folder, { recursive: true });
    const path = await onThrowAwayDatabase(definition.name, (ownerUrl) =>
      write(
        {
          ownerUrl,
          schema: definition.name,
          entities: entitiesOf(definition),
          folder: definition.migrations,
        },
        wanted,
      ),
    );
    if (path === null) await snapshot.restore();
    return path;
  } catch (error) {
    await snapshot.restore();
    throw error;
  }
}
