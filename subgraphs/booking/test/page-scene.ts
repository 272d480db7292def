import type { TenantId } from '@freehold/kernel/caller/caller';
import { openOrm } from '@freehold/kernel/database/orm';
import { Reading } from '@freehold/kernel/database/prepared/reading';
import { entitiesOf } from '@freehold/kernel/subgraph/entities';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import type { MikroORM } from '@mikro-orm/postgresql';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { faces } from './scene.ts';

/** Two tenants with as many rows. */
export const [gym, other]: readonly [TenantId, TenantId] = [newId('tnt'), newId('tnt')];
/** All bookings of a tenant. */
export const LIST = { name: 'bookings', where: [] };
/** What a list of bookings shows. */
export const SELECTION = {
  customer: {},
  session: { startsAt: {}, offering: { name: {} }, resource: { name: {} } },
};

/** 4,000 bookings of two tenants, many made at the same instant, and as many sessions. */
const ROWS = `
  create temporary table whose as select id::uuid, number from unnest($1::text[]) with ordinality as t (id, number);
  insert into resource (tenant_id, id, name, kind, capacity, created_at)
         select id, md5('r' || number)::uuid, 'Kari ' || number, 'PERSON', 30, now() from whose;
  insert into offering (tenant_id, id, name, description, kind, duration_minutes, capacity, price_minor, currency, resource_id, created_at)
         select id, md5('o' || number)::uuid, 'Yoga ' || number, 'It calms.', 'CLASS', 60, 30, 15000, 'NOK', md5('r' || number)::uuid, now() from whose;
  insert into session (tenant_id, id, offering_id, resource_id, starts_at, ends_at, capacity, seats_taken, scheduled_at)
         select id, md5('s' || number || s)::uuid, md5('o' || number)::uuid, md5('r' || number)::uuid,
         timestamptz '2026-11-23' + s * interval '1 hour', timestamptz '2026-11-23 01:00' + s * interval '1 hour', 30, 0, timestamptz '2026-11-01' from whose, generate_series(1, 2000) s;
  insert into booking (tenant_id, id, session_id, customer_id, seats, status, price_minor, currency, booked_at)
         select id, md5('b' || number || b)::uuid, md5('s' || number || 1 + b % 40)::uuid, md5('c' || b % 90)::uuid, 1, 'CONFIRMED', 15000, 'NOK',
         timestamptz '2026-11-01' + (b / 7) * interval '61.5 seconds' from whose, generate_series(1, 2000) b;
  analyze resource, offering, session, booking`;

/** Pages of these rows, by the role that serves or by one that no policy holds. */
export interface PageScene {
  readonly test: TestSubgraph;
  /** Of the owner, whom row level security does not hold. */
  readonly admin: MikroORM;
  /** Asks in a transaction of one tenant; of the role that serves unless told otherwise. */
  readonly reading: <T>(
    tenantId: TenantId,
    work: (reading: Reading) => Promise<T>,
    orm?: MikroORM,
  ) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Starts the subgraph with the rows. */
export async function openPages(): Promise<PageScene> {
  const test = await startTestSubgraph(bookingSubgraph, { faces });
  const { adminUrl: url } = test.database;
  const admin = await openOrm({ url, schema: 'booking', entities: entitiesOf(bookingSubgraph) });
  const whose = `array['${uuidOf(gym)}', '${uuidOf(other)}']`;
  const rows = ROWS.replace('$1::text[]', whose);
  await admin.em.execute(`set search_path = booking; ${rows}; reset search_path`);
  return {
    test,
    admin,
    reading: async (tenantId, work, orm = test.subgraph.parts.orm) => {
      const transaction = new Reading(orm, tenantId);
      try {
        return await work(transaction);
      } finally {
        await transaction.close();
      }
    },
    close: async () => {
      await admin.close(true);
      await test.close();
    },
  };
}
