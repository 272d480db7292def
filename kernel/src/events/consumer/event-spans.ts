import { consequence } from '../../tracing/consequence.ts';
import { failureCode } from '../../tracing/recorded.ts';
import { tenantMark } from '../../tracing/tenant-mark.ts';
import type { Span, Tracer } from '../../tracing/tracer.ts';
import type { EventId } from '../domain-event.ts';
import type { PlacedEvent } from '../outbox-reader.ts';

/** The spans of events that are applied: each links to what told its event. What a kept request has told is kept, though the batch be not. */
export class EventSpans {
  readonly #open = new Map<EventId, Span>();

  /** @param batch the span of the batch; null where that is not kept. */
  constructor(tracer: Tracer | null, events: readonly PlacedEvent[], batch: Span | null) {
    if (!tracer) return;
    for (const { id, name, tenantId, cause } of events) {
      const attributes = { 'freehold.tenant': tenantMark(tenantId) };
      const named = { name: `apply ${name}`, kind: 'consumer' as const, attributes, cause };
      const span = consequence({ tracer, within: batch }, named);
      if (span) this.#open.set(id, span);
    }
  }

  /** The span of an event that is being applied; null where none is kept. */
  of(id: EventId): Span | null {
    const span = this.#open.get(id);
    return span?.isSampled ? span : null;
  }

  /** That an event was applied, or set aside for a reason. */
  end(id: EventId, failure: unknown = null): void {
    const span = this.#open.get(id);
    if (failure !== null) span?.fail(failureCode(failure));
    span?.end();
    this.#open.delete(id);
  }

  /** That nothing more is tried. */
  endAll(): void {
    for (const id of this.#open.keys()) this.end(id);
  }
}
