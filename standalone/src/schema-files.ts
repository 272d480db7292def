import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { reasonOf, StartFault } from '@freehold/kernel/config/start-fault';
import { z } from 'zod';

const rolesSchema = z.record(z.string(), z.array(z.string()));

const operationsSchema = z.record(z.string(), z.string());

/** What was composed when the product was built. */
export interface SchemaFiles {
  readonly supergraphSdl: string;
  /** The API as members may read it. */
  readonly apiSdl: string;
  /** The actions that each role allows. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** The documents of the web by their SHA-256. */
  readonly operations: Readonly<Record<string, string>>;
}

/**
 * Reads the supergraph, the API, the roles and the operations.
 * @throws {StartFault} when they were not composed.
 */
export async function readSchemaFiles(): Promise<SchemaFiles> {
  const { resolve } = createRequire(import.meta.url);
  const read = (name: string) => readFile(resolve(`@freehold/schema/${name}`), 'utf8');
  try {
    const files = ['supergraph.graphql', 'api.graphql', 'roles.json', 'operations.json'] as const;
    const [supergraphSdl, apiSdl, roles, operations] = await Promise.all(files.map(read));
    return {
      supergraphSdl: z.string().parse(supergraphSdl),
      apiSdl: z.string().parse(apiSdl),
      roles: rolesSchema.parse(JSON.parse(roles ?? '')),
      operations: operationsSchema.parse(JSON.parse(operations ?? '')),
    };
  } catch (error) {
    throw new StartFault(
      `The composed schema cannot be read (${reasonOf(error)}). Run: npm run schema`,
      error,
    );
  }
}
