import type { Logger } from 'pino';

const EVERY_MS = 10_000;

/** Says the same at most every ten seconds, with how often it has been so since. */
export class Seldom {
  readonly #message: string;
  #times = 0;
  #saidAtMs = Number.NEGATIVE_INFINITY;

  constructor(message: string) {
    this.#message = message;
  }

  warn(logger: Logger, told: () => Readonly<Record<string, unknown>>): void {
    this.#times += 1;
    const now = performance.now();
    if (now - this.#saidAtMs < EVERY_MS) return;
    logger.warn({ ...told(), times: this.#times }, this.#message);
    this.#saidAtMs = now;
    this.#times = 0;
  }
}
