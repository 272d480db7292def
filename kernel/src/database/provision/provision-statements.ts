import pg from 'pg';
import { appRole, jobsSchema, ownerRole, RELAY_GROUP, relayRole } from '../role-names.ts';

const id = pg.escapeIdentifier;
const text = pg.escapeLiteral;

/** How long the serving role may take; longer is cut off. */
const APP_TIMEOUTS = {
  statement_timeout: '5s',
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '10s',
};

/** A role as it is found. */
export interface FoundRole {
  readonly name: string;
  /** Whether it may do more than sign in: superuser, bypass row security, make databases, make roles. */
  readonly isMighty: boolean;
}

/** What the statements of a role need to know. */
export interface RoleWanted {
  readonly name: string;
  readonly verifier: string;
  readonly found: FoundRole | undefined;
}

const LOWLY = 'nosuperuser nobypassrls nocreatedb nocreaterole noreplication';

/** Makes the group of relays. */
export function relayGroupStatements(found: FoundRole | undefined): string[] {
  if (!found) return [`create role ${id(RELAY_GROUP)} nologin`];
  return found.isMighty ? [`alter role ${id(RELAY_GROUP)} nologin ${LOWLY}`] : [];
}

/** Makes a role that signs in and may do nothing yet, or sets its password; takes from it what it should not have. */
export function roleStatements({ name, verifier, found }: RoleWanted): string[] {
  const login = `login password ${text(verifier)}`;
  if (!found) return [`create role ${id(name)} ${login} inherit`];
  return [`alter role ${id(name)} ${login}${found.isMighty ? ` ${LOWLY}` : ''}`];
}

/** Closes the database to everybody who is not named. */
export function databaseStatements(database: string): string[] {
  return [
    'revoke all on schema public from public',
    `revoke connect, temporary on database ${id(database)} from public`,
    'create schema if not exists extensions',
    'create extension if not exists btree_gist with schema extensions',
  ];
}

/** Makes the schema of a subgraph and says what its three roles may do there. */
export function schemaStatements(database: string, schema: string): string[] {
  const [owner, app, relay] = [ownerRole(schema), appRole(schema), relayRole(schema)].map(id);
  const own = id(schema);
  return [
    `create schema if not exists ${own} authorization ${owner}`,
    `revoke all on schema ${own} from public`,
    `grant connect on database ${id(database)} to ${owner}, ${app}, ${relay}`,
    `grant usage on schema extensions to ${owner}, ${app}`,
    `grant usage on schema ${own} to ${app}, ${id(RELAY_GROUP)}`,
    `grant ${id(RELAY_GROUP)} to ${relay}`,
    `alter default privileges for role ${owner} in schema ${own}
       grant select, insert, update, delete on tables to ${app}`,
    `alter default privileges for role ${owner} in schema ${own} grant usage on sequences to ${app}`,
    `alter role ${owner} set search_path = ${own}`,
    `alter role ${app} set search_path = ${own}`,
    ...Object.entries(APP_TIMEOUTS).map(([name, value]) => `alter role ${app} set ${name} = ${text(value)}`),
  ];
}

/** Makes the schema in which the jobs of a subgraph stand: its owner makes the tables, and who serves writes rows. */
export function jobsSchemaStatements(schema: string): string[] {
  const [owner, app] = [ownerRole(schema), appRole(schema)].map(id);
  const jobs = id(jobsSchema(schema));
  const byDefault = `alter default privileges for role ${owner} in schema ${jobs}`;
  return [
    `create schema if not exists ${jobs} authorization ${owner}`,
    `revoke all on schema ${jobs} from public`,
    `grant usage on schema ${jobs} to ${app}`,
    `${byDefault} grant select, insert, update, delete on tables to ${app}`,
  ];
}
