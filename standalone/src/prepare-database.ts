import { migrate } from '@freehold/kernel/database/migrate';
import { provisionDatabase } from '@freehold/kernel/database/provision';
import { ownerRole } from '@freehold/kernel/database/role-names';
import { entitiesOf } from '@freehold/kernel/subgraph/entities';
import { SUBGRAPHS } from './subgraphs.ts';

/** Whose database is brought up to date. */
export interface DatabaseToPrepare {
  /** An administrator's address. */
  readonly adminUrl: string;
  /** The database that holds the house; made when it is missing. */
  readonly name: string;
  /** The address of that database for a role such as `booking_owner`. */
  urlOf(role: string): string;
  /** The password that a role is to have. */
  passwordOf(role: string): string;
}

/**
 * Makes the roles and schemas of all subgraphs and brings their tables up to date; changes nothing when they are.
 * @throws {DatabaseRefused} when the server is too old or does not let us.
 */
export async function prepareDatabase(database: DatabaseToPrepare): Promise<void> {
  await provisionDatabase({
    adminUrl: database.adminUrl,
    database: database.name,
    schemas: SUBGRAPHS.map(({ name }) => name),
    passwordOf: (role) => database.passwordOf(role),
  });
  await Promise.all(
    SUBGRAPHS.map((definition) =>
      migrate({
        ownerUrl: database.urlOf(ownerRole(definition.name)),
        schema: definition.name,
        entities: entitiesOf(definition),
        folder: definition.migrations,
      }),
    ),
  );
}
