import type { z } from 'zod';
import type { TenantId } from '../caller/caller.ts';
import type { Id } from '../values/id.ts';

/** The id of an event. */
export type EventId = Id<'evt'>;

/** A kind of event: a name in the past tense, unique over all subgraphs, and the shape of what it tells. */
export interface EventType<Payload = unknown> {
  /** `subgraph.thing-happened` */
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
}

/** Something that happened in a tenant. */
export interface DomainEvent<Payload = unknown> {
  readonly id: EventId;
  readonly name: string;
  readonly tenantId: TenantId;
  readonly occurredAt: Date;
  readonly payload: Payload;
}

/** Names a kind of event. */
export function defineEvent<Payload>(name: string, payload: z.ZodType<Payload>): EventType<Payload> {
  return { name, payload };
}

/** Those of a kind among events, in their order. */
export function eventsOf<Payload>(
  events: readonly DomainEvent[],
  type: EventType<Payload>,
): readonly DomainEvent<Payload>[] {
  return events
    .filter(({ name }) => name === type.name)
    .map((event) => ({ ...event, payload: type.payload.parse(event.payload) }));
}
