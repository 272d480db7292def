import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { CallerTenant, TenantId } from '../caller/caller.ts';
import { inTransaction } from '../database/transaction.ts';
import type { JobTiming, JobType } from '../jobs/job-type.ts';
import { consequence } from '../tracing/consequence.ts';
import { failureCode, recorded } from '../tracing/recorded.ts';
import { tenantMark } from '../tracing/tenant-mark.ts';
import type { Span, Tracer } from '../tracing/tracer.ts';
import type { Clock } from '../values/clock.ts';
import type { Bus } from './bus.ts';
import type { DomainEvent, EventType } from './domain-event.ts';
import { OutboxFollower } from './follow.ts';
import { EventCursor, InboxEvent } from './inbox.ts';
import { OUTBOX_START, type OutboxPlace, type PlacedEvent } from './outbox-reader.ts';
import { unasked } from './unasked.ts';

const ATTEMPTS_MAX = 5;
const RETRY_MS = 200;

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

/**
 * Begins, for a tenant, what a subgraph does again and again; what has begun goes on as it is. False while too little is
 * known of the tenant to act for it.
 */
export type BeginRepeating = (em: EntityManager, tenantId: TenantId) => Promise<boolean>;

/** Applies one event inside the transaction that also notes it as applied. */
export type EventHandler = (
  em: EntityManager,
  event: DomainEvent,
  surroundings: Surroundings,
) => Promise<void>;

/** A concept's reaction to an event of another subgraph, or of its own. */
export interface Listener {
  readonly eventName: string;
  readonly handle: EventHandler;
}

/** Names a reaction; the payload is checked against its kind before it is handed on. */
export function on<Payload>(
  type: EventType<Payload>,
  handle: (em: EntityManager, event: DomainEvent<Payload>, surroundings: Surroundings) => Promise<void>,
): Listener {
  return {
    eventName: type.name,
    handle: (em, event, surroundings) =>
      handle(em, { ...event, payload: type.payload.parse(event.payload) }, surroundings),
  };
}

/** The subgraphs whose events are listened to. */
export function sourcesOf(listeners: readonly Listener[]): string[] {
  return [...new Set(listeners.map(({ eventName }) => eventName.slice(0, eventName.indexOf('.'))))];
}

/** What a consumer needs. `afterApplied` is called when events were applied, to wake who reads this subgraph's outbox. */
export interface ConsumerOptions {
  readonly surroundings: Surroundings;
  readonly beginRepeating: BeginRepeating;
  /** The tenants for which it has begun, as far as this process knows; shared by the consumers of a subgraph. */
  readonly begun: Set<TenantId>;
  readonly orm: MikroORM;
  readonly relay: pg.Pool;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Where batches are traced to; null where nothing is. */
  readonly tracer: Tracer | null;
  /** Who listens, and to whom. */
  readonly subgraph: string;
  readonly source: string;
  readonly listeners: readonly Listener[];
  readonly afterApplied: () => void;
}

/**
 * Follows the outbox of `source` and applies each event exactly once, in order.
 * An event that fails five times is set aside in the inbox with its reason, so that it does not stop other tenants.
 */
export async function startConsumer(options: ConsumerOptions): Promise<OutboxFollower> {
  const { orm, relay, bus, logger, source } = options;
  const cursor = await orm.em.fork().findOne(EventCursor, { source });
  return new OutboxFollower({
    relay,
    bus,
    logger,
    source,
    from: cursor ?? OUTBOX_START,
    onBatch: (events, place) => unasked(() => applyBatch(options, events, place)),
  });
}

async function applyBatch(
  options: ConsumerOptions,
  events: readonly PlacedEvent[],
  place: OutboxPlace,
): Promise<void> {
  const names = new Set(options.listeners.map((listener) => listener.eventName));
  const wanted = events.filter((event) => names.has(event.name));
  if (wanted.length > 0)
    await recordBatch(options, wanted.length, (trace) => applyAll(options, wanted, trace));
  await options.orm.em.fork().upsert(EventCursor, { source: options.source, ...place });
  if (wanted.length > 0) options.afterApplied();
}

/** A batch begins a trace of its own: it may hold what many have asked for, to which its parts are linked. */
async function recordBatch(
  { tracer, subgraph, source }: ConsumerOptions,
  size: number,
  work: (trace: Span | null) => Promise<void>,
): Promise<void> {
  if (!tracer) return work(null);
  const parties = { 'freehold.subgraph': subgraph, 'freehold.source': source };
  const names = { ...parties, 'messaging.batch.message_count': size };
  const span = tracer.begin(`apply events of ${source}`, 'consumer', names);
  return recorded(span, () => work(span.isSampled ? span : null));
}

async function applyAll(
  options: ConsumerOptions,
  events: readonly PlacedEvent[],
  batch: Span | null,
): Promise<void> {
  const { tracer } = options;
  for (const event of events)
    await (tracer ? applyRecorded(options, event, { tracer, batch }) : applyOrSetAside(options, event, null));
}

/** What a kept request has told is kept, though the batch be not. */
async function applyRecorded(
  options: ConsumerOptions,
  event: PlacedEvent,
  { tracer, batch }: { readonly tracer: Tracer; readonly batch: Span | null },
): Promise<void> {
  const { name, tenantId, cause } = event;
  const span = consequence(
    { tracer, within: batch },
    {
      name: `apply ${name}`,
      kind: 'consumer',
      attributes: { 'freehold.tenant': tenantMark(tenantId) },
      cause,
    },
  );
  if (!span) return applyOrSetAside(options, event, null);
  return recorded(span, () => applyOrSetAside(options, event, span.isSampled ? span : null));
}

async function applyOrSetAside(
  options: ConsumerOptions,
  event: DomainEvent,
  trace: Span | null,
): Promise<void> {
  const failure = await tryToApply(options, event, { attempt: 1, trace });
  if (failure === null) return;
  trace?.fail(failureCode(failure));
  options.logger.error({ err: failure, event: event.id, name: event.name }, 'An event was set aside.');
  const note = (em: EntityManager) => noteApplied(em, event, options.clock, String(failure));
  await inTransaction(options.orm, event.tenantId, note, trace);
}

async function tryToApply(
  options: ConsumerOptions,
  event: DomainEvent,
  { attempt, trace }: { readonly attempt: number; readonly trace: Span | null },
): Promise<unknown> {
  try {
    await applyOnce(options, event, trace);
    return null;
  } catch (error) {
    if (attempt === ATTEMPTS_MAX) return error;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS * attempt));
    return tryToApply(options, event, { attempt: attempt + 1, trace });
  }
}

/** With the first event of a tenant that a process applies begins what is repeated, in tenants of before as in new ones. */
async function applyOnce(options: ConsumerOptions, event: DomainEvent, trace: Span | null): Promise<void> {
  const { orm, listeners, clock, surroundings, begun } = options;
  const { tenantId } = event;
  const apply = async (em: EntityManager) => {
    if (!(await noteApplied(em, event, clock, null))) return false;
    for (const listener of listeners.filter(({ eventName }) => eventName === event.name))
      await listener.handle(em, event, surroundings);
    return !begun.has(tenantId) && options.beginRepeating(em, tenantId);
  };
  if (await inTransaction(orm, tenantId, apply, trace)) begun.add(tenantId);
}

async function noteApplied(em: EntityManager, event: DomainEvent, clock: Clock, failure: string | null) {
  const row = { tenantId: event.tenantId, id: event.id, appliedAt: clock.now(), failure };
  const { affectedRows } = await em
    .createQueryBuilder(InboxEvent)
    .insert(row)
    .onConflict()
    .ignore()
    .execute('run');
  return affectedRows > 0;
}
