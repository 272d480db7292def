import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerTenant, TenantId } from '../../caller/caller.ts';
import type { JobTiming, JobType } from '../../jobs/job-type.ts';
import type { Clock } from '../../values/clock.ts';
import type { DomainEvent, EventId, EventType } from '../domain-event.ts';
import { eventOf } from '../outbox.ts';

/** What a reaction may know beside the event, and may have done later. */
export interface Surroundings {
  /** What editions say to the subgraph that reacts, by edition. */
  readonly faces: Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  /** The tenant as the subgraph was last told; null when it never heard of it, or keeps no such copy. */
  tenantOf(em: EntityManager, tenantId: TenantId): Promise<CallerTenant | null>;
  /** Writes a job of the event's tenant into the transaction that applies the event. */
  enqueue<Payload>(
    em: EntityManager,
    tenantId: TenantId,
    job: JobTiming & { readonly type: JobType<Payload>; readonly payload: Payload },
  ): Promise<void>;
}

/** What a subgraph tells because of an event that it applies. */
export interface Told {
  readonly event: DomainEvent;
  readonly because: EventId;
}

/**
 * An event because of another: in its tenant, at its time.
 * @throws {z.ZodError} when the payload has not the shape of its kind.
 */
export function because<Payload>(
  { id, tenantId, occurredAt }: DomainEvent,
  type: EventType<Payload>,
  payload: Payload,
): Told {
  return { event: eventOf(tenantId, occurredAt, type, payload), because: id };
}

/**
 * Applies events of one tenant inside the transaction that also notes them as applied, and answers what is to be told
 * because of them.
 */
export type EventHandler = (
  em: EntityManager,
  events: readonly DomainEvent[],
  surroundings: Surroundings,
) => Promise<readonly Told[]>;

/** A concept's reaction to events of another subgraph, or of its own. */
export interface Listener {
  readonly eventName: string;
  /** Whether it is handed all events of its kind that share a transaction at once; else it is handed each. */
  readonly takesAll: boolean;
  readonly handle: EventHandler;
}

/** Names a reaction to each event of a kind, in order; the payload is checked against its kind before it is handed on. */
export function on<Payload>(
  type: EventType<Payload>,
  handle: (em: EntityManager, event: DomainEvent<Payload>, surroundings: Surroundings) => Promise<void>,
): Listener {
  const each = onAll(type, async (em, events, surroundings) => {
    for (const event of events) await handle(em, event, surroundings);
    return [];
  });
  return { ...each, takesAll: false };
}

/**
 * Names a reaction to all events of a kind that share a transaction: one statement may then apply them all. They are in
 * their order; what happened of other kinds may be applied before them or after them. Payloads are checked as by
 * {@link on}.
 */
export function onAll<Payload>(
  type: EventType<Payload>,
  handle: (
    em: EntityManager,
    events: readonly DomainEvent<Payload>[],
    surroundings: Surroundings,
  ) => Promise<readonly Told[]>,
): Listener {
  const parsed = (event: DomainEvent) => ({ ...event, payload: type.payload.parse(event.payload) });
  return {
    eventName: type.name,
    takesAll: true,
    handle: async (em, events, surroundings) => handle(em, events.map(parsed), surroundings),
  };
}

/** The subgraphs whose events are listened to. */
export function sourcesOf(listeners: readonly Listener[]): string[] {
  return [...new Set(listeners.map(({ eventName }) => eventName.slice(0, eventName.indexOf('.'))))];
}
