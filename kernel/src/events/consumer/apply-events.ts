import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { TenantId } from '../../caller/caller.ts';
import { noteCause } from '../../database/traced/cause.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Span } from '../../tracing/tracer.ts';
import type { Clock } from '../../values/clock.ts';
import type { DomainEvent } from '../domain-event.ts';
import { noteApplied } from '../inbox.ts';
import { tellCaused } from '../outbox.ts';
import type { EventSpans } from './event-spans.ts';
import type { Listener, Surroundings, Told } from './listener.ts';

/**
 * Begins, for a tenant, what a subgraph does again and again; what has begun goes on as it is. False while too little is
 * known of the tenant to act for it.
 */
export type BeginRepeating = (em: EntityManager, tenantId: TenantId) => Promise<boolean>;

/** With what events are applied. */
export interface Applying {
  readonly orm: MikroORM;
  readonly clock: Clock;
  readonly listeners: readonly Listener[];
  readonly surroundings: Surroundings;
  readonly beginRepeating: BeginRepeating;
  /** The tenants for which it has begun, as far as this process knows; shared by the consumers of a subgraph. */
  readonly begun: Set<TenantId>;
}

/** Events of one tenant that share a transaction, in their order, and where it is traced. */
export interface Share {
  readonly tenantId: TenantId;
  readonly events: readonly DomainEvent[];
  readonly spans: EventSpans;
  /** What the transaction is a part of; null where nothing is traced. */
  readonly trace: Span | null;
}

/**
 * Applies events in one transaction, those that were applied before left out: all of them, or none.
 * With the first event of a tenant that a process applies begins what is repeated, in tenants of before as in new ones.
 */
export async function applyTogether(applying: Applying, share: Share): Promise<void> {
  const { orm, clock, begun } = applying;
  const { tenantId, events, trace } = share;
  const apply = async (em: EntityManager) => {
    const applied = await noteApplied(em, events, clock.now());
    const fresh = events.filter(({ id }) => applied.has(id));
    if (fresh.length === 0) return false;
    await handleEach(em, applying, { ...share, events: fresh });
    await handleAll(em, applying, { ...share, events: fresh });
    return !begun.has(tenantId) && applying.beginRepeating(em, tenantId);
  };
  if (await inTransaction(orm, tenantId, apply, trace)) begun.add(tenantId);
}

/** Reactions to each event: in the order of the events, each as if it had the transaction for itself. */
async function handleEach(
  em: EntityManager,
  { listeners, surroundings }: Applying,
  { events, spans }: Share,
): Promise<void> {
  const each = listeners.filter(({ takesAll }) => !takesAll);
  for (const event of events) {
    const reacting = each.filter(({ eventName }) => eventName === event.name);
    if (reacting.length === 0) continue;
    noteCause(em, spans.of(event.id));
    for (const { handle } of reacting) await handle(em, [event], surroundings);
    await em.flush();
    em.clear();
  }
}

/** Reactions to all events of a kind, and at last what they tell. */
async function handleAll(
  em: EntityManager,
  { listeners, surroundings }: Applying,
  { events, spans, trace }: Share,
): Promise<void> {
  const told: Told[] = [];
  noteCause(em, trace);
  for (const { eventName, handle } of listeners.filter(({ takesAll }) => takesAll)) {
    const wanted = events.filter(({ name }) => name === eventName);
    if (wanted.length > 0) told.push(...(await handle(em, wanted, surroundings)));
  }
  await tellCaused(
    em,
    told.map(({ event, because }) => ({ event, cause: spans.of(because)?.traceparent ?? null })),
  );
}
