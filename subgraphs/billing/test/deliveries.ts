import type { TenantId } from '@freehold/kernel/caller/caller';
import { createMemoryBus } from '@freehold/kernel/events/bus';
import { type OutboxPlace, outboxEnd } from '@freehold/kernel/events/outbox-reader';
import { startSubgraph } from '@freehold/kernel/subgraph/running/start-subgraph';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import pg from 'pg';
import { pino } from 'pino';
import { vi } from 'vitest';
import { billingSubgraph } from '../src/billing.subgraph.ts';
import { faces } from './test-faces.ts';

const PLACE = "select position from event_cursor where source = 'tenancy'";

async function asOwner<Row extends pg.QueryResultRow>(
  test: TestSubgraph,
  tenantId: TenantId | null,
  sql: string,
): Promise<readonly Row[]> {
  const owner = new pg.Client({ connectionString: test.database.url('billing_owner') });
  await owner.connect();
  await owner.query("select set_config('app.tenant_id', $1, false)", [tenantId ? uuidOf(tenantId) : '']);
  const { rows } = await owner.query<Row>(sql);
  await owner.end();
  return rows;
}

// What was told again of entitlements follows in its own time.
const CHANGES = "outbox where name = 'billing.entitlements-changed'";

/** How many rows of a table a tenant has. */
export async function countOf(
  test: TestSubgraph,
  tenantId: TenantId,
  table: 'subscription' | 'outbox' | 'idempotency_key',
): Promise<number> {
  const [row] = await asOwner<{ count: number }>(
    test,
    tenantId,
    `select count(*)::int as count from ${table === 'outbox' ? CHANGES : table}`,
  );
  return row?.count ?? 0;
}

/** Why events of a tenant were set aside. */
export function setAside(test: TestSubgraph, tenantId: TenantId): Promise<readonly { failure: string }[]> {
  return asOwner(test, tenantId, 'select failure from inbox where failure is not null');
}

/** Waits until everything that tenancy has told was delivered, and the place noted. */
async function untilDelivered(test: TestSubgraph): Promise<void> {
  const relay = new pg.Pool({ connectionString: test.database.url('billing_relay'), max: 1 });
  const end = await outboxEnd(relay, 'tenancy');
  await relay.end();
  await vi.waitFor(
    async () => {
      const [cursor] = await asOwner<Pick<OutboxPlace, 'position'>>(test, null, PLACE);
      if (cursor?.position !== end.position) throw new Error('Not everything was delivered yet.');
    },
    { timeout: 45_000, interval: 10 },
  );
}

/** Loses the place in tenancy's outbox, as a crash may, and lets a second process of billing read it from the start. */
export async function deliverAllAgain(test: TestSubgraph): Promise<void> {
  await untilDelivered(test);
  await asOwner(test, null, 'delete from event_cursor');
  const second = await startSubgraph(billingSubgraph, {
    databaseUrl: test.database.url('billing_app'),
    relayUrl: test.database.url('billing_relay'),
    bus: createMemoryBus(),
    clock: test.clock,
    logger: pino({ level: 'silent' }),
    faces,
  });
  await untilDelivered(test);
  await second.close();
}
