import type { TenantId } from '../caller/caller.ts';
import type { EventType } from '../events/domain-event.ts';
import type { LiveEvents } from '../events/live-events.ts';
import type { LiveStream } from '../events/live-stream.ts';
import type { OutboxPlace } from '../events/outbox-reader.ts';

/** How a subscription is opened: where its events begin, and whether anybody looked at who listens. */
export class Opening {
  readonly #live: LiveEvents;
  /** Where it continues; null for now. */
  readonly #after: OutboxPlace | null;
  #opened: Promise<OutboxPlace> | null = null;
  #isPersonal = false;
  #isSealed = false;

  constructor(live: LiveEvents, after: OutboxPlace | null) {
    this.#live = live;
    this.#after = after;
  }

  /** Whether anybody has looked at who the member is. */
  get isPersonal(): boolean {
    return this.#isPersonal;
  }

  /** Somebody looks at who the member is. @throws {Error} once the subscription is open. */
  look(): void {
    if (this.#isSealed) throw new Error('Who listens is to be looked at when a subscription is opened.');
    this.#isPersonal = true;
  }

  /** Events of a kind in one tenant, or with null in all of them. */
  hear<Payload>(type: EventType<Payload>, tenantId: TenantId | null): LiveStream<Payload> {
    const stream = this.#live.of(type, tenantId, this.#after);
    this.#opened = stream.opened;
    return stream;
  }

  /** Where the events begin; from then on nobody may look. @throws {CursorExpired} */
  async seal(): Promise<OutboxPlace | null> {
    const place = await this.#opened;
    this.#isSealed = true;
    return place;
  }
}
