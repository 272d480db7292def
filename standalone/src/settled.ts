import { setTimeout as delay } from 'node:timers/promises';
import { appRole, relayRole } from '@freehold/kernel/database/role-names';
import { sourcesOf } from '@freehold/kernel/events/consumer/listener';
import { OUTBOX_START, type OutboxPlace } from '@freehold/kernel/events/outbox-reader';
import pg from 'pg';
import type { Database } from './database.ts';
import { SUBGRAPHS } from './subgraphs.ts';

const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/** A subgraph that follows the outbox of another. */
interface Reading {
  readonly reader: string;
  readonly source: string;
}

const READINGS: readonly Reading[] = SUBGRAPHS.flatMap(({ name, concepts }) =>
  sourcesOf(concepts.flatMap(({ listeners = [] }) => listeners)).map((source) => ({ reader: name, source })),
);

/**
 * Waits until every subgraph has applied the events that the others have written so far, so that what was done
 * shows everywhere; at most half a minute.
 */
export async function waitUntilSettled(database: Database, signal?: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (const reading of READINGS)
    while (!(await isSettled(database, reading)) && performance.now() < giveUpAt)
      await delay(LOOK_AGAIN_MS, null, { signal });
}

async function isSettled(database: Database, { reader, source }: Reading): Promise<boolean> {
  const place = await rowsOf<OutboxPlace>(database.urlOf(appRole(reader)), {
    text: `select transaction_id::text as "transactionId", position::text from event_cursor where source = $1`,
    values: [source],
  });
  const { transactionId, position } = place[0] ?? OUTBOX_START;
  const unread = await rowsOf(database.urlOf(relayRole(source)), {
    text: `select from ${pg.escapeIdentifier(source)}.outbox
            where (transaction_id, position) > ($1::xid8, $2::bigint) limit 1`,
    values: [transactionId, position],
  });
  return unread.length === 0;
}

async function rowsOf<Row extends pg.QueryResultRow>(url: string, query: pg.QueryConfig): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<Row>(query);
    return rows;
  } finally {
    await client.end();
  }
}
