import { failureCode } from '../../tracing/recorded.ts';
import { isLostConnection, isPassingFault } from '../passing-fault.ts';

/** The code of what the database, or work with it, has thrown: `UNAVAILABLE` too, where no connection was to be had. */
export function databaseFailure(error: unknown): string {
  const code = failureCode(error);
  if (code !== 'INTERNAL') return code;
  return isPassingFault(error) || isLostConnection(error) ? 'UNAVAILABLE' : code;
}
