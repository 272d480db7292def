import { parse } from 'pg-connection-string';

/** Where a database is and as whom to sign in, as MikroORM and pg both take it. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly dbName: string;
}

/**
 * The parts of a `postgresql://` address; a socket directory is written percent-encoded in the place of the host.
 * @throws {RangeError} when host, user or database is missing.
 */
export function connectionOptions(url: string): ConnectionOptions {
  const { host, port, user, password, database } = parse(url);
  if (!host || !user || !database)
    throw new RangeError('A database address needs a host, a user and a database.');
  return { host, port: Number(port || 5432), user, password: password ?? '', dbName: database };
}
