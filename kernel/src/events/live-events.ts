import { EventEmitter } from 'node:events';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { TenantId } from '../caller/caller.ts';
import type { Bus } from './bus.ts';
import type { DomainEvent, EventType } from './domain-event.ts';
import { EventStream } from './event-stream.ts';
import { OutboxFollower } from './follow.ts';
import { outboxEnd } from './outbox-reader.ts';

/** What live events need; `source` is the subgraph whose outbox is followed. */
export interface LiveEventsOptions {
  readonly relay: pg.Pool;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly source: string;
}

/** Events of this subgraph as they are committed, for subscriptions. Only what happens while one listens. */
export class LiveEvents {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #streams = new Set<{ end(): void }>();
  #follower: OutboxFollower | null = null;

  /** Begins to follow at the outbox's end. */
  async start(options: LiveEventsOptions): Promise<void> {
    this.#follower = new OutboxFollower({
      ...options,
      from: await outboxEnd(options.relay, options.source),
      onBatch: (events) => {
        for (const event of events) this.#emitter.emit(event.name, event);
        return Promise.resolve();
      },
    });
  }

  /** Events of a kind in one tenant, or with null in all of them. */
  of<Payload>(
    type: EventType<Payload>,
    tenantId: TenantId | null,
  ): AsyncIterableIterator<DomainEvent<Payload>> {
    const stream = new EventStream<DomainEvent<Payload>>(() => {
      this.#emitter.off(type.name, listener);
      this.#streams.delete(stream);
    });
    const listener = (event: DomainEvent) => {
      if (tenantId === null || event.tenantId === tenantId)
        stream.push({ ...event, payload: type.payload.parse(event.payload) });
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
}
