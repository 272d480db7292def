import type pg from 'pg';
import type { Bus } from './bus.ts';
import { type OutboxBatch, type OutboxPlace, readOutbox } from './outbox-reader.ts';

/** A look into an outbox that is under way. */
interface Reading {
  readonly after: OutboxPlace;
  readonly batch: Promise<OutboxBatch>;
}

/**
 * Looks into outboxes that are under way in a process. Whoever follows the same outbox and stands at the same place
 * shares one look: subgraphs in one house, and what a subgraph hears of itself.
 */
export class OutboxReadings {
  readonly #underWay = new Map<string, Reading>();

  /** Events of `source` after a place, as {@link readOutbox} answers them; no look that began before the last wake-up. */
  read(relay: pg.Pool, source: string, after: OutboxPlace): Promise<OutboxBatch> {
    const known = this.#underWay.get(source);
    if (known && isSame(known.after, after)) return known.batch;
    const reading = { after, batch: readOutbox(relay, source, after) };
    this.#underWay.set(source, reading);
    const end = () => {
      if (this.#underWay.get(source) === reading) this.#underWay.delete(source);
    };
    reading.batch.then(end, end);
    return reading.batch;
  }

  /** A look that is under way may have missed what this wake-up is about. */
  wake(source: string): void {
    this.#underWay.delete(source);
  }
}

function isSame(left: OutboxPlace, right: OutboxPlace): boolean {
  return left.transactionId === right.transactionId && left.position === right.position;
}

const readings = new WeakMap<Bus, OutboxReadings>();

/** What those share who are woken by one bus: they follow the outboxes of one database. */
export function readingsOf(bus: Bus): OutboxReadings {
  const known = readings.get(bus) ?? new OutboxReadings();
  readings.set(bus, known);
  return known;
}
