import { ConfigurationFault } from '@freehold/kernel/config/read-config';
import { DatabaseRefused } from '@freehold/kernel/database/database-refused';
import { ClusterFault } from '@freehold/kernel/database/embedded/cluster-fault';

/** The house cannot start; the message is a sentence for whoever started it and says what to do. */
export class StartFault extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartFault';
  }
}

/** Whether an error is for the reader of a terminal, who needs its sentence and no stack. */
export function isForTheReader(error: unknown): error is Error {
  return [StartFault, ConfigurationFault, DatabaseRefused, ClusterFault].some(
    (kind) => error instanceof kind,
  );
}

/** What went wrong, in the words of whoever noticed. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
