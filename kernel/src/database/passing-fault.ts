import { z } from 'zod';

/** PostgreSQL's codes of what may go well when it is tried again, and has left nothing behind. */
const PASSING = new Set([
  '40001', // serialization failure
  '40P01', // deadlock detected
  '53300', // too many connections
  '55P03', // a lock was not to be had in time
  '57014', // cancelled: it took too long
  '57P03', // the server is starting, and takes nobody yet
]);

/** Codes of PostgreSQL and of the system that say that the connection is gone. */
const LOST = new Set([
  '57P01', // the server is being shut down,
  '57P02', // or has crashed
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT', // its socket is not there
  'EPIPE',
]);

const coded = z.object({ code: z.string() });

/** What the pool says when no connection was free in time, or none was made; neither has a code. */
const NO_CONNECTION = new Set([
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
]);

/** What the driver says when the server has gone; neither has a code. */
const GONE = new Set([
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
]);

function isOneOf(codes: ReadonlySet<string>, error: unknown): boolean {
  const { data } = coded.safeParse(error);
  return data !== undefined && codes.has(data.code);
}

/** Whether no connection to a database was to be had in time, so that nothing was asked. */
export function isNoConnection(error: unknown): boolean {
  return error instanceof Error && NO_CONNECTION.has(error.message);
}

/** Whether a database gave up on a statement for reasons that pass: locks, time, connections. Nothing was changed. */
export function isPassingFault(error: unknown): boolean {
  return isNoConnection(error) || isOneOf(PASSING, error);
}

/** Whether the connection to a database was lost, or not to be had. If it was lost while committing, all may be done. */
export function isLostConnection(error: unknown): boolean {
  return (error instanceof Error && GONE.has(error.message)) || isOneOf(LOST, error);
}
