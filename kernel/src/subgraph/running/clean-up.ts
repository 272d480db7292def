import type { EntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { z } from 'zod';
import { placeReadByAll } from '../../events/read-places.ts';
import { defineJob } from '../../jobs/job-type.ts';
import type { Context } from '../context.ts';
import { type JobHandler, repeats } from '../job-handler.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;
const ROWS_MAX = 5000;

/** Takes away, every day, what nobody asks for any more: events that all have applied, and answers to old keys. */
const CleanUp = defineJob('kernel.clean-up', z.object({}));

const OLD_ROWS = {
  outbox: 'occurred_at < ? and (transaction_id, position) <= (?::xid8, ?::bigint)',
  // What was set aside stays, until somebody has looked at it.
  inbox: 'applied_at < ? and failure is null',
  idempotency_key: 'created_at < ?',
} as const;

/** What takes old rows of a tenant away, so many at a time; it is given what {@link cleanUpOf} says is old. */
export function removalFrom(table: keyof typeof OLD_ROWS): string {
  return `delete from ${table} where ctid = any (array (
    select ctid from ${table} where ${OLD_ROWS[table]} limit ${ROWS_MAX}))`;
}

async function remove(ctx: Context, table: keyof typeof OLD_ROWS, values: readonly string[]): Promise<void> {
  const sql = removalFrom(table);
  const removed = await ctx.transaction(({ em }) => affectedBy(em, sql, values));
  if (removed === ROWS_MAX) await remove(ctx, table, values);
}

async function affectedBy(em: EntityManager, sql: string, values: readonly string[]): Promise<number> {
  const { affectedRows } = await em
    .getConnection()
    .execute<{ affectedRows: number }>(sql, [...values], 'run', em.getTransactionContext());
  return affectedRows;
}

/**
 * The daily clean-up of a tenant: events that are older than 30 days and that every consumer has applied, notes of
 * events that this subgraph applied before that, and idempotency keys of before. In steps of 5,000 rows, so that no
 * step takes long. Row level security leaves other tenants out.
 */
export function cleanUpOf(subgraph: string, relay: pg.Pool): JobHandler {
  return repeats(CleanUp, { everyHours: 24 }, async (ctx) => {
    const before = new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS).toISOString();
    const { transactionId, position } = await placeReadByAll(relay, subgraph);
    await remove(ctx, 'outbox', [before, transactionId, position]);
    await remove(ctx, 'inbox', [before]);
    await remove(ctx, 'idempotency_key', [before]);
  });
}
