import pg from 'pg';
import type { TenantId } from '../caller/caller.ts';
import { idOf, uuidOf } from '../values/id.ts';
import type { DomainEvent } from './domain-event.ts';

const BATCH_SIZE = 200;

/** A place in an outbox, after which to read on. */
export interface OutboxPlace {
  readonly transactionId: string;
  readonly position: string;
}

/** The place before everything. */
export const OUTBOX_START: OutboxPlace = { transactionId: '0', position: '0' };

/** An event with its place in the outbox. */
export interface PlacedEvent<Payload = unknown> extends DomainEvent<Payload> {
  readonly place: OutboxPlace;
  /** The span that told it, in the form of W3C Trace Context; null where that was not kept. */
  readonly cause: string | null;
}

/** What was read: the events in order, where to read on, and whether more is on its way. */
export interface OutboxBatch {
  readonly events: readonly PlacedEvent[];
  readonly place: OutboxPlace;
  /** True when the batch was full, so that more may be there at once. */
  readonly isFull: boolean;
  /** True when later events wait for an older transaction to end. */
  readonly isUnsettled: boolean;
}

interface EventRow {
  id: string;
  tenant_id: string;
  name: string;
  payload: unknown;
  occurred_at: Date;
  transaction_id: string;
  position: string;
  cause: string | null;
}

/** Of an outbox in which there is nothing to be read there is one row, without an event. */
type Row = { is_unsettled: boolean } & (EventRow | { id: null });

const isEvent = (row: Row): row is Row & EventRow => row.id !== null;

function placeOf({
  transaction_id: transactionId,
  position,
}: Pick<EventRow, 'transaction_id' | 'position'>): OutboxPlace {
  return { transactionId, position };
}

function eventOf(row: EventRow): PlacedEvent {
  return {
    id: idOf('evt', row.id),
    name: row.name,
    tenantId: idOf('tnt', row.tenant_id),
    occurredAt: row.occurred_at,
    payload: row.payload,
    place: placeOf(row),
    cause: row.cause,
  };
}

/**
 * Events after a place, in the order of their transactions.
 * An event counts only when no older transaction is still open, else it could be overtaken and lost.
 */
export async function readOutbox(relay: pg.Pool, source: string, after: OutboxPlace): Promise<OutboxBatch> {
  const outbox = `${pg.escapeIdentifier(source)}.outbox`;
  const { rows } = await relay.query<Row>({
    // It is asked after every commit: prepared once for each connection. What is not settled is not read, since while
    // many wait for one row it would be read again and again.
    name: `outbox ${source}`,
    text: `
      select exists (
               select from ${outbox}
                where (transaction_id, position) > ($1::xid8, $2::bigint)
                  and transaction_id >= pg_snapshot_xmin(pg_current_snapshot())) as is_unsettled,
             event.*
        from (values (true)) as always left join lateral (
          select id, tenant_id, name, payload, occurred_at, transaction_id::text, position::text, cause
            from ${outbox}
           where (transaction_id, position) > ($1::xid8, $2::bigint)
             and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
           order by outbox.transaction_id, outbox.position limit ${BATCH_SIZE}) event on true`,
    values: [after.transactionId, after.position],
  });
  const settled = rows.filter(isEvent);
  const last = settled.at(-1);
  return {
    events: settled.map(eventOf),
    place: last ? placeOf(last) : after,
    isFull: settled.length === BATCH_SIZE,
    isUnsettled: rows.some(({ is_unsettled: isUnsettled }) => isUnsettled),
  };
}

/** The place after everything that an outbox holds now. */
export async function outboxEnd(relay: pg.Pool, source: string): Promise<OutboxPlace> {
  const { rows } = await relay.query<{ transaction_id: string; position: string }>(
    `select transaction_id::text, position::text from ${pg.escapeIdentifier(source)}.outbox
      where transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      order by outbox.transaction_id desc, outbox.position desc limit 1`,
  );
  const [last] = rows;
  return last ? { transactionId: last.transaction_id, position: last.position } : OUTBOX_START;
}

/** Which events of an outbox are wanted: of a kind, in one tenant or with null in all, between two places. */
export interface Wanted {
  readonly name: string;
  readonly tenantId: TenantId | null;
  readonly after: OutboxPlace;
  /** The last place that is wanted; it must be settled. */
  readonly until: OutboxPlace;
  readonly max: number;
}

/** Kept events in the order in which they were told; `max` at most. */
export async function readKept(relay: pg.Pool, source: string, wanted: Wanted): Promise<PlacedEvent[]> {
  const { name, tenantId, after, until, max } = wanted;
  const { rows } = await relay.query<EventRow>(
    `select id, tenant_id, name, payload, occurred_at, transaction_id::text, position::text, cause
       from ${pg.escapeIdentifier(source)}.outbox
      where (transaction_id, position) > ($1::xid8, $2::bigint)
        and (transaction_id, position) <= ($3::xid8, $4::bigint)
        and name = $5 and ($6::uuid is null or tenant_id = $6::uuid)
      order by outbox.transaction_id, outbox.position limit $7`,
    [
      ...[after.transactionId, after.position, until.transactionId, until.position],
      ...[name, tenantId === null ? null : uuidOf(tenantId), max],
    ],
  );
  return rows.map(eventOf);
}
