import type { EntityClass } from '@mikro-orm/core';
import { IdempotencyKey } from '../database/idempotency.ts';
import { EventCursor, InboxEvent } from '../events/inbox.ts';
import { OutboxEvent } from '../events/outbox.ts';
import { UsageCounter } from '../metering/usage-counter.ts';
import type { SubgraphDefinition } from './concept.ts';

/** The tables of a subgraph: what the kernel gives to each, then those of its concepts. */
export function entitiesOf({ concepts, uses }: SubgraphDefinition): EntityClass<object>[] {
  return [
    OutboxEvent,
    InboxEvent,
    EventCursor,
    IdempotencyKey,
    ...(uses.metering ? [UsageCounter] : []),
    ...concepts.flatMap((concept) => concept.entities ?? []),
  ];
}
