import type { Logger } from 'pino';
import type { Gateway } from '../gateway.ts';
import { readSchemaFiles } from './schema-files.ts';

/** What is told when the process is told SIGHUP. */
export interface HangupParts {
  readonly gateway: Pick<Gateway, 'load'>;
  /** Where the files of the schema are. Without, SIGHUP ends the process as it ends others. */
  readonly directory: string | undefined;
  readonly logger: Logger;
}

/**
 * Has SIGHUP load the schema of a directory anew, one after the other; the returned function takes it back. What is
 * broken is refused, and the schema before it is served on.
 */
export function loadOnHangup({ gateway, directory, logger }: HangupParts): () => void {
  if (directory === undefined) return () => undefined;
  let last: Promise<void> = Promise.resolve();
  const load = async () => {
    try {
      await gateway.load(await readSchemaFiles(directory));
    } catch (error) {
      logger.error({ err: error, directory }, 'The schema of the directory is not served.');
    }
  };
  const onHangup = () => {
    last = last.then(load);
  };
  process.on('SIGHUP', onHangup);
  return () => process.off('SIGHUP', onHangup);
}
