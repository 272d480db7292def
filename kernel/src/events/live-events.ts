import { EventEmitter } from 'node:events';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { TenantId } from '../caller/caller.ts';
import type { Bus } from './bus.ts';
import type { EventType } from './domain-event.ts';
import { OutboxFollower } from './follow.ts';
import { LiveStream } from './live-stream.ts';
import { OUTBOX_START, type OutboxPlace, outboxEnd, type PlacedEvent, readKept } from './outbox-reader.ts';

/** What live events need; `source` is the subgraph whose outbox is followed. */
export interface LiveEventsOptions {
  readonly relay: pg.Pool;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly source: string;
}

/** Events of this subgraph as they are committed, for subscriptions: from now on, or from a place that was reached before. */
export class LiveEvents {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #streams = new Set<{ end(): void }>();
  #options: LiveEventsOptions | null = null;
  #follower: OutboxFollower | null = null;
  /** Everything up to here has been emitted. */
  #place: OutboxPlace = OUTBOX_START;

  /** Begins to follow at the outbox's end. */
  async start(options: LiveEventsOptions): Promise<void> {
    this.#options = options;
    this.#place = await outboxEnd(options.relay, options.source);
    this.#follower = new OutboxFollower({
      ...options,
      from: this.#place,
      onBatch: (events, place) => {
        for (const event of events) this.#emitter.emit(event.name, event);
        this.#place = place;
        return Promise.resolve();
      },
    });
  }

  /**
   * Events of a kind in one tenant, or with null in all of them. With a place, first what was told after it: nothing
   * is missing and nothing comes twice. The stream's `opened` says where it begins, or rejects with
   * {@link CursorExpired}.
   */
  of<Payload>(
    type: EventType<Payload>,
    tenantId: TenantId | null,
    after: OutboxPlace | null = null,
  ): LiveStream<Payload> {
    const stream = new LiveStream<Payload>({
      from: this.#place,
      after,
      readKept: (wanted) => this.#readKept({ ...wanted, name: type.name, tenantId }),
      parse: (event) => ({ ...event, payload: type.payload.parse(event.payload) }),
      onEnd: () => {
        this.#emitter.off(type.name, listener);
        this.#streams.delete(stream);
      },
    });
    const listener = (event: PlacedEvent) => {
      if (tenantId === null || event.tenantId === tenantId) stream.tell(event);
    };
    this.#emitter.on(type.name, listener);
    this.#streams.add(stream);
    return stream;
  }

  /** Ends all streams. */
  async stop(): Promise<void> {
    await this.#follower?.stop();
    for (const stream of this.#streams) stream.end();
  }

  #readKept(wanted: Parameters<typeof readKept>[2]): Promise<PlacedEvent[]> {
    if (!this.#options) return Promise.resolve([]);
    return readKept(this.#options.relay, this.#options.source, wanted);
  }
}
