/** PostgreSQL could not be started, stopped or reached; the message is a sentence that says what to do. */
export class ClusterFault extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ClusterFault';
  }
}

/** What went wrong, in the words of whoever noticed. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
