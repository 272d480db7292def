import { StartFault } from './start-fault.ts';

/** A terminal's Ctrl-C reaches us twice when npm passes it on as well; that is still one wish. */
const SAME_WISH_MS = 1000;
const CLOSING_MS_MAX = 30_000;

/** Something that runs until it is closed. */
export interface Running {
  close(): Promise<void>;
}

/**
 * The life of a process: starts, runs until Ctrl-C, SIGTERM or the end of a parent that keeps a channel to it,
 * closes, exits with 0. A second signal, or thirty seconds, do not wait for the closing.
 * A start that fails exits with 1: with a sentence for a {@link StartFault}, with a stack for everything else.
 * `start` is given a signal that tells it when it is no longer wanted.
 */
export async function runProcess(start: (signal: AbortSignal) => Promise<Running>): Promise<void> {
  const wish = new AbortController();
  const isUnwanted = new Promise<void>((resolve) => wish.signal.addEventListener('abort', () => resolve()));
  watchSignals(wish);
  try {
    const running = await start(wish.signal);
    await isUnwanted;
    await running.close();
    process.exit(0);
  } catch (error) {
    if (error === wish.signal.reason) process.exit(0);
    process.stderr.write(`\n${describe(error)}\n\n`);
    process.exit(1);
  }
}

function watchSignals(wish: AbortController): void {
  let firstAt: number | null = null;
  const stop = () => {
    const now = performance.now();
    if (firstAt !== null && now - firstAt > SAME_WISH_MS) process.exit(130);
    if (firstAt !== null) return;
    firstAt = now;
    setTimeout(() => process.exit(1), CLOSING_MS_MAX).unref();
    wish.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
}

function describe(error: unknown): string {
  if (error instanceof StartFault) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
