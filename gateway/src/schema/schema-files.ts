import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reasonOf, StartFault } from '@freehold/kernel/config/start-fault';
import { z } from 'zod';
import type { GatewaySchema } from './gateway-schema.ts';

const rolesSchema = z.record(z.string(), z.array(z.string()));
const operationsSchema = z.record(z.string(), z.string());

function pathOf(directory: string | undefined, name: string): string {
  if (directory !== undefined) return join(resolve(directory), name);
  return fileURLToPath(import.meta.resolve(`@freehold/schema/${name}`));
}

/**
 * Reads the supergraph, the API, the roles and the operations of a directory; of what the product was built with
 * unless one is given.
 * @throws {StartFault} when one of them is missing or cannot be read.
 */
export async function readSchemaFiles(directory?: string): Promise<Required<GatewaySchema>> {
  const read = (name: string) => readFile(pathOf(directory, name), 'utf8');
  try {
    const [supergraphSdl, apiSdl, roles, operations] = await Promise.all([
      read('supergraph.graphql'),
      read('api.graphql'),
      read('roles.json'),
      read('operations.json'),
    ]);
    return {
      supergraphSdl,
      apiSdl,
      roles: rolesSchema.parse(JSON.parse(roles)),
      operations: operationsSchema.parse(JSON.parse(operations)),
    };
  } catch (error) {
    throw new StartFault(
      `The composed schema cannot be read (${reasonOf(error)}). Run: npm run schema`,
      error,
    );
  }
}
