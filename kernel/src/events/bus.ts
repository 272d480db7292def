import { EventEmitter } from 'node:events';
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
  readonly #pending = new Set<string>();
  #client: pg.Client | null = null;
  #closed = false;

  constructor(url: string, logger: Logger) {
    super();
    this.#url = url;
    this.#logger = logger;
  }

  override wake(source: string): void {
    super.wake(source);
    if (this.#pending.size === 0) setImmediate(() => this.#notify());
    this.#pending.add(source);
  }

  override async close(): Promise<void> {
    this.#closed = true;
    await super.close();
    await this.#client?.end();
  }

  async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url });
    client.on('error', () => this.#reconnect(client));
    client.on('notification', ({ payload }) => {
      if (payload) super.wake(payload);
    });
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    this.#client = client;
  }

  #notify(): void {
    const sources = [...this.#pending];
    this.#pending.clear();
    this.#client
      ?.query('select pg_notify($1, source) from unnest($2::text[]) source', [CHANNEL, sources])
      .catch((error: unknown) => this.#logger.warn({ error }, 'A wake-up of other processes failed.'));
  }

  #reconnect(broken: pg.Client): void {
    if (this.#closed || this.#client !== broken) return;
    this.#client = null;
    setTimeout(() => {
      if (this.#closed) return;
      this.connect().catch((error: unknown) => {
        this.#logger.warn({ error }, 'The bus could not reach PostgreSQL and tries again.');
        this.#reconnectLater();
      });
    }, RECONNECT_MS);
  }

  #reconnectLater(): void {
    setTimeout(() => {
      if (!this.#closed) this.connect().catch(() => this.#reconnectLater());
    }, RECONNECT_MS);
  }
}

/** The bus of a house in several processes: LISTEN and NOTIFY of PostgreSQL. */
export async function createPostgresBus(url: string, logger: Logger): Promise<Bus> {
  const bus = new PostgresBus(url, logger);
  await bus.connect();
  return bus;
}
