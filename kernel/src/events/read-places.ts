import pg from 'pg';
import { OUTBOX_START, type OutboxPlace } from './outbox-reader.ts';

const CURSOR_TABLES = `
  select n.nspname as schema, has_table_privilege(c.oid, 'select') as "isReadable"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relname = 'event_cursor' and c.relkind = 'r'`;

/**
 * The place up to which every consumer has read the outbox of `source`: that of the slowest. The start when nobody has
 * read yet, or when a consumer does not let us see how far it is: then nothing may be taken for read.
 */
export async function placeReadByAll(relay: pg.Pool, source: string): Promise<OutboxPlace> {
  const { rows: tables } = await relay.query<{ schema: string; isReadable: boolean }>(CURSOR_TABLES);
  if (tables.length === 0 || tables.some(({ isReadable }) => !isReadable)) return OUTBOX_START;
  const places = tables
    .map(({ schema }) => `select * from ${pg.escapeIdentifier(schema)}.event_cursor where source = $1`)
    .join(' union all ');
  const { rows } = await relay.query<OutboxPlace>(
    `select transaction_id::text as "transactionId", position::text as position
       from (${places}) cursor order by cursor.transaction_id, cursor.position limit 1`,
    [source],
  );
  return rows[0] ?? OUTBOX_START;
}
