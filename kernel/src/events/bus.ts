import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

const CHANNEL = 'freehold_outbox';
const RECONNECT_MS = 1000;

/**
 * Says that an outbox has something new. It carries no events: those are read from the outbox,
 * so a lost wake-up delays an event until the next look, and loses nothing.
 */
export interface Bus {
  /** To be called after a commit that wrote to the outbox of `source`. */
  wake(source: string): void;
  /** Calls back at every wake-up of `source`, until the returned function is called. */
  onWake(source: string, listener: () => void): () => void;
  close(): Promise<void>;
}

class MemoryBus implements Bus {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  wake(source: string): void {
    this.#emitter.emit(source);
  }

  onWake(source: string, listener: () => void): () => void {
    this.#emitter.on(source, listener);
    return () => this.#emitter.off(source, listener);
  }

  close(): Promise<void> {
    this.#emitter.removeAllListeners();
    return Promise.resolve();
  }
}

/** The bus of a house in one process. */
export function createMemoryBus(): Bus {
  return new MemoryBus();
}

class PostgresBus extends MemoryBus {
  readonly #url: string;
  readonly #logger: Logger;
  /** What other processes are still to be told; it waits while a wake-up is under way or PostgreSQL is away. */
  readonly #pending = new Set<string>();
  #isSending = false;
  #client: pg.Client | null = null;
  #isClosed = false;

  constructor(url: string, logger: Logger) {
    super();
    this.#url = url;
    this.#logger = logger;
  }

  override wake(source: string): void {
    super.wake(source);
    this.#pending.add(source);
    this.#sendSoon();
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    await super.close();
    await this.#client?.end();
  }

  async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url });
    client.on('error', () => this.#onLost(client));
    client.on('end', () => this.#onLost(client));
    client.on('notification', ({ payload }) => {
      if (payload) super.wake(payload);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.#isClosed) return client.end();
    this.#client = client;
    this.#sendSoon();
  }

  /** Everything said in one turn of the event loop goes together. */
  #sendSoon(): void {
    if (this.#isSending || this.#pending.size === 0) return;
    this.#isSending = true;
    setImmediate(() => void this.#send());
  }

  /** One statement at a time; what is said meanwhile goes together with the next. */
  async #send(): Promise<void> {
    while (this.#client && !this.#isClosed && this.#pending.size > 0) {
      const sources = [...this.#pending];
      this.#pending.clear();
      await this.#client
        .query('select pg_notify($1, source) from unnest($2::text[]) source', [CHANNEL, sources])
        .catch((error: unknown) => this.#logger.warn({ err: error }, 'A wake-up of other processes failed.'));
    }
    this.#isSending = false;
  }

  #onLost(client: pg.Client): void {
    if (this.#isClosed || this.#client !== client) return;
    this.#client = null;
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    while (!this.#isClosed) {
      await delay(RECONNECT_MS, null, { ref: false });
      if (this.#isClosed) return;
      try {
        return await this.connect();
      } catch (error) {
        this.#logger.warn({ err: error }, 'The bus could not reach PostgreSQL and tries again.');
      }
    }
  }
}

/** The bus of a house in several processes: LISTEN and NOTIFY of PostgreSQL. */
export async function createPostgresBus(url: string, logger: Logger): Promise<Bus> {
  const bus = new PostgresBus(url, logger);
  await bus.connect();
  return bus;
}
