import { isForTheReader } from './start-fault.ts';

/** A terminal's Ctrl-C reaches us twice when npm passes it on as well; that is still one wish. */
const SAME_WISH_MS = 1000;

/** Something that runs until it is closed. */
export interface Running {
  close(): Promise<void>;
}

/**
 * The life of a process: starts, runs until Ctrl-C or SIGTERM, closes, exits with 0.
 * A second signal does not wait for the closing. A start that fails exits with 1, with a sentence where there is one.
 */
export async function runProcess(start: (signal: AbortSignal) => Promise<Running>): Promise<void> {
  const wish = new AbortController();
  const stopped = new Promise<void>((resolve) => wish.signal.addEventListener('abort', () => resolve()));
  watchSignals(wish);
  try {
    const running = await start(wish.signal);
    await stopped;
    await running.close();
    process.exit(0);
  } catch (error) {
    if (wish.signal.aborted) process.exit(0);
    process.stderr.write(`\n${describe(error)}\n\n`);
    process.exit(1);
  }
}

function watchSignals(wish: AbortController): void {
  let firstAt: number | null = null;
  const onSignal = () => {
    const now = performance.now();
    firstAt ??= now;
    if (now - firstAt > SAME_WISH_MS) process.exit(130);
    wish.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

function describe(error: unknown): string {
  if (isForTheReader(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
