import { databaseUrl } from '@freehold/kernel/config/database-url';
import { readConfig } from '@freehold/kernel/config/read-config';
import { appRole, ownerRole, relayRole } from '@freehold/kernel/database/role-names';
import { z } from 'zod';
import { placesOf } from './database.ts';
import { prepareDatabase } from './prepare-database.ts';
import { SUBGRAPHS } from './subgraphs.ts';

/** The owners' password is for us alone: whoever signs in as an owner stands above row level security. */
const OWNER_VARIABLE = 'OWNER_DATABASE_PASSWORD';
const PASSWORD_LENGTH_MIN = 16;

/** `BOOKING_DATABASE_PASSWORD` is the password of the roles with which booking serves and reads outboxes. */
const passwordVariable = (subgraph: string) => `${subgraph.toUpperCase()}_DATABASE_PASSWORD`;

const PASSWORD_VARIABLES = [OWNER_VARIABLE, ...SUBGRAPHS.map(({ name }) => passwordVariable(name))];

const schema = z
  .object({
    DATABASE_URL: databaseUrl,
    ...Object.fromEntries(
      PASSWORD_VARIABLES.map((variable) => [variable, z.string().min(PASSWORD_LENGTH_MIN)] as const),
    ),
  })
  .superRefine((given: Readonly<Record<string, unknown>>, context) => {
    const passwords = PASSWORD_VARIABLES.map((variable) => given[variable]);
    for (const [index, variable] of PASSWORD_VARIABLES.entries())
      if (passwords.indexOf(given[variable]) < index)
        context.addIssue({
          code: 'custom',
          path: [variable],
          message: 'must differ from the other passwords',
        });
  });

/**
 * Prepares a database for a house whose parts are started one by one: roles, schemas, tables. Ends when it is done;
 * may be repeated.
 * @throws {ConfigurationFault} when passwords are missing, short, or the same.
 */
export async function prepare(environment?: Readonly<Record<string, string | undefined>>): Promise<void> {
  const given: Readonly<Record<string, unknown>> = readConfig(schema, environment);
  const variables = new Map(
    SUBGRAPHS.flatMap(({ name }) => [
      [ownerRole(name), OWNER_VARIABLE] as const,
      [appRole(name), passwordVariable(name)] as const,
      [relayRole(name), passwordVariable(name)] as const,
    ]),
  );
  const passwordOf = (role: string) => String(given[variables.get(role) ?? OWNER_VARIABLE]);
  await prepareDatabase(placesOf(String(given.DATABASE_URL), passwordOf));
}
