import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

const STEP_MS_MAX = 15_000;

/** What has been started, to be stopped in the reverse order: each part once, also when another one fails. */
export class Teardown {
  readonly #steps: { name: string; stop: () => Promise<unknown> }[] = [];
  readonly #logger: Logger;
  #running: Promise<void> | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Remembers how to stop what was just started. */
  add(name: string, stop: () => Promise<unknown>): void {
    this.#steps.push({ name, stop });
  }

  /** Stops everything. Never throws; a second call waits for the first. */
  run(): Promise<void> {
    this.#running ??= this.#stopAll();
    return this.#running;
  }

  async #stopAll(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      const patience = new AbortController();
      const late = delay(STEP_MS_MAX, 'late', { signal: patience.signal }).catch(() => null);
      const outcome = await Promise.race([this.#stop(step), late]);
      patience.abort();
      if (outcome === 'late')
        this.#logger.error({ part: step.name }, 'A part did not stop in time and is left.');
    }
  }

  async #stop({ name, stop }: { name: string; stop: () => Promise<unknown> }): Promise<void> {
    try {
      await stop();
    } catch (error) {
      this.#logger.error({ err: error, part: name }, 'A part could not be stopped.');
    }
  }
}
