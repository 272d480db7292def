import { provisionDatabase } from '@freehold/kernel/database/provision/provision';
import { ownerRole } from '@freehold/kernel/database/role-names';
import { migrateSubgraph, namesWithJobs } from '@freehold/kernel/subgraph/running/migrate-subgraph';
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
    withJobs: namesWithJobs(SUBGRAPHS),
    passwordOf: (role) => database.passwordOf(role),
  });
  await Promise.all(
    SUBGRAPHS.map((definition) => migrateSubgraph(definition, database.urlOf(ownerRole(definition.name)))),
  );
}
