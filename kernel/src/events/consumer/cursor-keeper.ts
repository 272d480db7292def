import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { askPrepared } from '../../database/prepared/ask-prepared.ts';
import type { OutboxPlace } from '../outbox-reader.ts';
import { unasked } from '../unasked.ts';

/** So much of what was read is read a second time after a crash; the inbox knows what was applied. */
const KEEP_AFTER_MS = 250;

const KEEP = `
  insert into event_cursor (source, transaction_id, position) values ($1, $2::xid8, $3::bigint)
  on conflict (source) do update set transaction_id = excluded.transaction_id, position = excluded.position`;

/** Keeps how far the outbox of `source` was read: four times a second at most, and when it is closed. */
export class CursorKeeper {
  readonly #orm: MikroORM;
  readonly #source: string;
  readonly #logger: Logger;
  #place: OutboxPlace | null = null;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(orm: MikroORM, source: string, logger: Logger) {
    this.#orm = orm;
    this.#source = source;
    this.#logger = logger;
  }

  /** Everything up to a place was applied. */
  keep(place: OutboxPlace): void {
    this.#place = place;
    this.#timer ??= setTimeout(() => this.#write(), KEEP_AFTER_MS);
  }

  /** Writes what was not written yet. */
  close(): Promise<void> {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#write();
    }
    return this.#writing;
  }

  #write(): void {
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#writeLast());
  }

  async #writeLast(): Promise<void> {
    const place = this.#place;
    if (!place) return;
    this.#place = null;
    try {
      const values = [this.#source, place.transactionId, place.position];
      await unasked(() => askPrepared(this.#orm.em.fork(), KEEP, values));
    } catch (error) {
      // It is read again from an older place, or a later one is kept soon.
      this.#logger.warn({ err: error, source: this.#source }, 'The place in an outbox could not be kept.');
    }
  }
}
