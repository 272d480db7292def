import pg from 'pg';
import { idOf } from '../values/id.ts';
import type { DomainEvent } from './domain-event.ts';

const BATCH_SIZE = 200;

/** A place in an outbox, after which to read on. */
export interface OutboxPlace {
  readonly transactionId: string;
  readonly position: string;
}

/** The place before everything. */
export const OUTBOX_START: OutboxPlace = { transactionId: '0', position: '0' };

/** What was read: the events in order, where to read on, and whether more is on its way. */
export interface OutboxBatch {
  readonly events: readonly DomainEvent[];
  readonly place: OutboxPlace;
  /** True when the batch was full, so that more may be there at once. */
  readonly isFull: boolean;
  /** True when later events wait for an older transaction to end. */
  readonly isUnsettled: boolean;
}

interface Row {
  id: string;
  tenant_id: string;
  name: string;
  payload: unknown;
  occurred_at: Date;
  transaction_id: string;
  position: string;
  is_settled: boolean;
}

/**
 * Events after a place, in the order of their transactions.
 * An event counts only when no older transaction is still open, else it could be overtaken and lost.
 */
export async function readOutbox(relay: pg.Pool, source: string, after: OutboxPlace): Promise<OutboxBatch> {
  const { rows } = await relay.query<Row>(
    `select id, tenant_id, name, payload, occurred_at, transaction_id::text, position::text,
            transaction_id < pg_snapshot_xmin(pg_current_snapshot()) as is_settled
       from ${pg.escapeIdentifier(source)}.outbox
      where (transaction_id, position) > ($1::xid8, $2::bigint)
      order by transaction_id, position limit ${BATCH_SIZE}`,
    [after.transactionId, after.position],
  );
  const settled = rows.slice(0, rows.findIndex((row) => !row.is_settled) >>> 0);
  const last = settled.at(-1);
  return {
    events: settled.map((row) => ({
      id: idOf('evt', row.id),
      name: row.name,
      tenantId: idOf('tnt', row.tenant_id),
      occurredAt: row.occurred_at,
      payload: row.payload,
    })),
    place: last ? { transactionId: last.transaction_id, position: last.position } : after,
    isFull: settled.length === BATCH_SIZE,
    isUnsettled: settled.length < rows.length,
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
