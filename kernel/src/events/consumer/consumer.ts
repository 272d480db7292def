import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { TenantId } from '../../caller/caller.ts';
import { inTransaction } from '../../database/transaction.ts';
import { recorded } from '../../tracing/recorded.ts';
import type { Span, Tracer } from '../../tracing/tracer.ts';
import type { Bus } from '../bus.ts';
import { OutboxFollower } from '../follow.ts';
import { EventCursor, noteSetAside } from '../inbox.ts';
import { OUTBOX_START, type PlacedEvent } from '../outbox-reader.ts';
import { unasked } from '../unasked.ts';
import { type Applying, applyTogether, type Share } from './apply-events.ts';
import { CursorKeeper } from './cursor-keeper.ts';
import { EventSpans } from './event-spans.ts';

const ATTEMPTS_MAX = 5;
const RETRY_MS = 200;
/** Events that share a transaction, at most: while it is open, nobody hears of what others commit after it began. */
const TOGETHER_MAX = 50;

/** What a consumer needs. `afterApplied` is called when events were applied, to wake who reads this subgraph's outbox. */
export interface ConsumerOptions extends Applying {
  readonly relay: pg.Pool;
  readonly bus: Bus;
  readonly logger: Logger;
  /** Where batches are traced to; null where nothing is. */
  readonly tracer: Tracer | null;
  /** Who listens, and to whom. */
  readonly subgraph: string;
  readonly source: string;
  readonly afterApplied: () => void;
}

/** A consumer at work. */
export interface Consumer {
  /** Stops after the batch at hand. */
  stop(): Promise<void>;
}

/** Events of one tenant that were read together, in their order; 50 at most. */
type TenantEvents = readonly [PlacedEvent, ...PlacedEvent[]];

/**
 * Follows the outbox of `source` and applies each event exactly once, those of a tenant in order; of tenants whose events
 * were read together one comes after the other. Events of a tenant that were read together share a transaction, 50 at
 * most, and are applied one by one where that fails.
 * An event that fails five times is set aside in the inbox with its reason, so that it does not stop other tenants.
 */
export async function startConsumer(options: ConsumerOptions): Promise<Consumer> {
  const { orm, relay, bus, logger, source } = options;
  const from = (await orm.em.fork().findOne(EventCursor, { source })) ?? OUTBOX_START;
  const cursor = new CursorKeeper(orm, source, logger);
  const follower = new OutboxFollower({
    relay,
    bus,
    logger,
    source,
    from,
    onBatch: async (events, place) => {
      await unasked(() => applyBatch(options, events));
      cursor.keep(place);
    },
  });
  return {
    stop: async () => {
      await follower.stop();
      await cursor.close();
    },
  };
}

async function applyBatch(options: ConsumerOptions, events: readonly PlacedEvent[]): Promise<void> {
  const names = new Set(options.listeners.map((listener) => listener.eventName));
  const wanted = events.filter((event) => names.has(event.name));
  if (wanted.length === 0) return;
  await recordBatch(options, wanted.length, async (batch) => {
    for (const together of sharesOf(wanted)) await applyShare(options, together, batch);
  });
  options.afterApplied();
}

/** Those of each tenant, in their order, as many as may share a transaction. */
function sharesOf(events: readonly PlacedEvent[]): readonly TenantEvents[] {
  const shares: [PlacedEvent, ...PlacedEvent[]][] = [];
  const last = new Map<TenantId, PlacedEvent[]>();
  for (const event of events) {
    const known = last.get(event.tenantId);
    if (known && known.length < TOGETHER_MAX) {
      known.push(event);
      continue;
    }
    const share: [PlacedEvent] = [event];
    last.set(event.tenantId, share);
    shares.push(share);
  }
  return shares;
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

async function applyShare(options: ConsumerOptions, events: TenantEvents, batch: Span | null): Promise<void> {
  const spans = new EventSpans(options.tracer, events, batch);
  const share = { tenantId: events[0].tenantId, events, spans, trace: batch };
  try {
    if (events.length > 1 && (await areApplied(options, share))) return;
    for (const event of events) await applyOrSetAside(options, event, spans);
  } finally {
    spans.endAll();
  }
}

/** Whether events could be applied in one transaction. It is tried once: most of what fails is one event's fault. */
async function areApplied(options: ConsumerOptions, share: Share): Promise<boolean> {
  try {
    await applyTogether(options, share);
    return true;
  } catch (error) {
    const facts = { err: error, source: options.source, events: share.events.length };
    options.logger.warn(facts, 'Events could not be applied together, and are applied one by one.');
    return false;
  }
}

async function applyOrSetAside(
  options: ConsumerOptions,
  event: PlacedEvent,
  spans: EventSpans,
): Promise<void> {
  const { orm, clock, logger } = options;
  const { id, name, tenantId } = event;
  const failure = await tryToApply(options, event, spans);
  if (failure !== null) {
    logger.error({ err: failure, event: id, name }, 'An event was set aside.');
    const note = { reason: String(failure), at: clock.now() };
    await inTransaction(orm, tenantId, (em) => noteSetAside(em, event, note), spans.of(id));
  }
  spans.end(id, failure);
}

async function tryToApply(
  options: ConsumerOptions,
  event: PlacedEvent,
  spans: EventSpans,
  attempt = 1,
): Promise<unknown> {
  const { id, tenantId } = event;
  try {
    await applyTogether(options, { tenantId, events: [event], spans, trace: spans.of(id) });
    return null;
  } catch (error) {
    if (attempt === ATTEMPTS_MAX) return error;
    await delay(RETRY_MS * attempt);
    return tryToApply(options, event, spans, attempt + 1);
  }
}
