import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { reasonOf, StartFault } from '@freehold/kernel/config/start-fault';
import { z } from 'zod';

const rolesSchema = z.record(z.string(), z.array(z.string()));

/** What was composed when the product was built. */
export interface SchemaFiles {
  readonly supergraphSdl: string;
  /** The actions that each role allows. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
}

/**
 * Reads the supergraph and the roles.
 * @throws {StartFault} when they were not composed.
 */
export async function readSchemaFiles(): Promise<SchemaFiles> {
  const { resolve } = createRequire(import.meta.url);
  const read = (name: string) => readFile(resolve(`@freehold/schema/${name}`), 'utf8');
  try {
    const [supergraphSdl, roles] = await Promise.all([read('supergraph.graphql'), read('roles.json')]);
    return { supergraphSdl, roles: rolesSchema.parse(JSON.parse(roles)) };
  } catch (error) {
    throw new StartFault(
      `The composed schema cannot be read (${reasonOf(error)}). Run: npm run schema`,
      error,
    );
  }
}
