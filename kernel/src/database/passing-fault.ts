import { z } from 'zod';

/** PostgreSQL's codes of what may go well when it is tried again, and has left nothing behind. */
const PASSING = new Set([
  '40001', // serialization failure
  '40P01', // deadlock detected
  '53300', // too many connections
  '55P03', // a lock was not to be had in time
  '57014', // cancelled: it took too long
  '57P01', // the server is being shut down,
  '57P02', // has crashed,
  '57P03', // or is starting
]);

const coded = z.object({ code: z.string() });

/** What the pool says when no connection was free in time; it has no code. */
const NO_CONNECTION = 'timeout exceeded when trying to connect';

/** Whether a database gave up on a statement for reasons that pass: locks, time, connections, or its own end. */
export function isPassingFault(error: unknown): boolean {
  if (error instanceof Error && error.message === NO_CONNECTION) return true;
  const { data } = coded.safeParse(error);
  return data !== undefined && PASSING.has(data.code);
}
