import { randomBytes } from 'node:crypto';
import { readConfig } from '@freehold/kernel/config/read-config';
import { appRole, relayRole } from '@freehold/kernel/database/role-names';
import { z } from 'zod';
import { databaseUrl } from './config.ts';
import { placesOf } from './database.ts';
import { prepareDatabase } from './prepare-database.ts';
import { SUBGRAPHS } from './subgraphs.ts';

const OWNER_PASSWORD_BYTES = 24;

/** `BOOKING_DATABASE_PASSWORD` is the password of the roles with which booking serves and reads outboxes. */
const passwordVariable = (subgraph: string) => `${subgraph.toUpperCase()}_DATABASE_PASSWORD`;

/**
 * Prepares a database for a house whose parts are started one by one: roles, schemas, tables. Ends when it is done.
 * Owners get a new password each time, which nobody learns: they are needed here alone.
 */
export async function prepare(environment?: Readonly<Record<string, string | undefined>>): Promise<void> {
  const passwords = SUBGRAPHS.map(({ name }) => [passwordVariable(name), z.string().min(16)] as const);
  const schema = z.object({ DATABASE_URL: databaseUrl, ...Object.fromEntries(passwords) });
  const given: Readonly<Record<string, unknown>> = readConfig(schema, environment);
  const known = new Map(
    SUBGRAPHS.flatMap(({ name }) => {
      const password = String(given[passwordVariable(name)]);
      return [appRole(name), relayRole(name)].map((role) => [role, password] as const);
    }),
  );
  const passwordOf = (role: string) => {
    const password = known.get(role) ?? randomBytes(OWNER_PASSWORD_BYTES).toString('hex');
    known.set(role, password);
    return password;
  };
  await prepareDatabase(placesOf(String(given.DATABASE_URL), passwordOf));
}
