import type { TenantId } from '@freehold/kernel/caller/caller';
import { createMemoryBus } from '@freehold/kernel/events/bus';
import { defineEvent } from '@freehold/kernel/events/domain-event';
import { LiveEvents } from '@freehold/kernel/events/live-events';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { pino } from 'pino';
import { z } from 'zod';

const SOURCE = 'shop';
const SeatsMoved = defineEvent('shop.seats-moved', z.object({ seatsTaken: z.number() }));

/**
 * Events that are written to an outbox on PostgreSQL and read from there once they are committed, as the kernel does
 * for every subgraph. The returned function commits one.
 */
export async function committedSeats(
  databaseUrl: string,
  tenantId: TenantId,
  onSeats: (seatsTaken: number) => void,
): Promise<(seatsTaken: number) => Promise<void>> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  await pool.query(`
    create schema ${SOURCE};
    create table ${SOURCE}.outbox (
      tenant_id uuid not null, id uuid not null, position bigserial, name text not null, payload jsonb not null,
      transaction_id xid8 not null default pg_current_xact_id(), occurred_at timestamptz not null,
      cause text,
      primary key (tenant_id, id));
    create index on ${SOURCE}.outbox (transaction_id, position)`);
  const bus = createMemoryBus();
  const live = new LiveEvents();
  await live.start({ relay: pool, bus, source: SOURCE, logger: pino({ level: 'silent' }) });
  const follow = async () => {
    for await (const { payload } of live.of(SeatsMoved, tenantId)) onSeats(payload.seatsTaken);
  };
  void follow();
  return async (seatsTaken) => {
    await pool.query(
      `insert into ${SOURCE}.outbox (tenant_id, id, name, payload, occurred_at) values ($1, $2, $3, $4, now())`,
      [uuidOf(tenantId), uuidOf(newId('evt')), SeatsMoved.name, JSON.stringify({ seatsTaken })],
    );
    bus.wake(SOURCE);
  };
}
