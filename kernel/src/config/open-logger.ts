import { type DestinationStream, type Logger, pino } from 'pino';

/** What libraries hang onto their errors and nobody wants to read: a pool's whole connection, with the key that cancels it. */
const NOT_TOLD = ['err.client'];

/** The log of a process: one line of JSON for each event, to standard output unless told otherwise. */
export function openLogger(name: string, level: string, to?: DestinationStream): Logger {
  const options = { name, level, redact: { paths: NOT_TOLD, remove: true } };
  return to ? pino(options, to) : pino(options);
}
