import type pg from 'pg';
import type { Logger } from 'pino';
import type { Bus } from './bus.ts';
import type { OutboxBatch, OutboxPlace, PlacedEvent } from './outbox-reader.ts';
import { type OutboxReadings, readingsOf } from './outbox-readings.ts';

const LOOK_AGAIN_MS = 1000;
const UNSETTLED_MS = 5;
const FAILED_MS = 1000;

/** What following an outbox needs. `onBatch` is given events in order and is waited for. */
export interface Following {
  readonly relay: pg.Pool;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly source: string;
  readonly from: OutboxPlace;
  readonly onBatch: (events: readonly PlacedEvent[], place: OutboxPlace) => Promise<void>;
}

/** Reads an outbox on and on, woken by the bus and at least once a second, until it is stopped. */
export class OutboxFollower {
  readonly #following: Following;
  readonly #readings: OutboxReadings;
  #place: OutboxPlace;
  #isStopped = false;
  #isWoken = false;
  #rouse: () => void = () => undefined;
  readonly #stopListening: () => void;
  readonly #running: Promise<void>;

  constructor(following: Following) {
    this.#following = following;
    this.#readings = readingsOf(following.bus);
    this.#place = following.from;
    this.#stopListening = following.bus.onWake(following.source, () => this.#wake());
    this.#running = this.#run();
  }

  /** Stops after the batch at hand. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopListening();
    this.#wake();
    await this.#running;
  }

  #wake(): void {
    this.#isWoken = true;
    // All who follow are woken in one turn of the loop, before any of them looks.
    this.#readings.wake(this.#following.source);
    this.#rouse();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.#isWoken = false;
      const pauseMs = await this.#step().catch((error: unknown) => {
        this.#following.logger.error(
          { err: error, source: this.#following.source },
          'Reading an outbox failed.',
        );
        return FAILED_MS;
      });
      await this.#pause(pauseMs);
    }
  }

  async #step(): Promise<number> {
    const { relay, source, onBatch } = this.#following;
    const batch = await this.#readings.read(relay, source, this.#place);
    if (batch.events.length > 0) await onBatch(batch.events, batch.place);
    this.#place = batch.place;
    return pauseAfter(batch);
  }

  #pause(milliseconds: number): Promise<void> {
    if (milliseconds === 0 || this.#isWoken || this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function pauseAfter(batch: OutboxBatch): number {
  if (batch.isFull) return 0;
  return batch.isUnsettled ? UNSETTLED_MS : LOOK_AGAIN_MS;
}
