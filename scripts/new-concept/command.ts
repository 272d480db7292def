import { Refused } from '../workspace/refused.ts';

/**
 * Runs a command for a person: a refusal is a sentence on stderr and exit code 1, any other error shows its stack.
 * An interruption aborts the signal, so that the command can undo what it has begun.
 */
export async function asCommand(work: (signal: AbortSignal) => Promise<string>): Promise<void> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Refused('Interrupted; nothing was written.'));
  // Terminals and npm may both hand on one Ctrl-C: the second must not end us amid undoing.
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    process.stdout.write(`${await work(interruption.signal)}\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${reasonOf(error)}\n`);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
