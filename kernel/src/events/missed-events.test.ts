import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TenantId } from '../caller/caller.ts';
import { createForeignOutbox } from '../testing/foreign-outbox.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { idOf, newId, uuidOf } from '../values/id.ts';
import { createMemoryBus } from './bus.ts';
import { defineEvent } from './domain-event.ts';
import { LiveEvents } from './live-events.ts';
import { type OutboxPlace, readKept } from './outbox-reader.ts';

const EVENTS = 100_000;
const TENANTS = 1_000;
const KINDS = 5;
/** Pages of 8 kB that may be looked at for one reader, of some 5,000 in all. */
const PAGES_MAX = 300;
const Moved = defineEvent('shop.moved-2', z.object({ n: z.number() }));

const placeAt = (number: number): OutboxPlace => ({ transactionId: String(number), position: '0' });

/** A connection that notes what it is asked. */
class NotingPool extends pg.Pool {
  readonly asked: { text: string; values: unknown[] }[] = [];

  // biome-ignore lint/suspicious/noExplicitAny: the signature has a dozen shapes.
  override query(...args: any[]): any {
    const [text, values = []] = args;
    this.asked.push(typeof text === 'string' ? { text, values } : text);
    return Reflect.apply(super.query, this, args);
  }
}

/** What PostgreSQL did for a statement. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
}

function nodesOf(plan: Plan): string[] {
  return [plan['Node Type'], ...(plan.Plans ?? []).flatMap(nodesOf)];
}

describe('an outbox of 100,000 events of 1,000 tenants', () => {
  let database: TestDatabase;
  let relay: NotingPool;
  let owner: pg.Pool;
  let tenant: TenantId;
  beforeAll(async () => {
    database = await createTestDatabase(['shop']);
    await createForeignOutbox(database.url('shop_owner'), 'shop');
    owner = new pg.Pool({ connectionString: database.url('shop_owner'), max: 1 });
    relay = new NotingPool({ connectionString: database.url('shop_relay') });
    const tenantOf = `lpad(to_hex(n % ${TENANTS}), 32, '0')::uuid`;
    await owner.query('alter table outbox no force row level security');
    await owner.query(`
      insert into outbox (tenant_id, id, name, payload, occurred_at, transaction_id)
      select ${tenantOf}, gen_random_uuid(), 'shop.moved-' || n / ${TENANTS} % ${KINDS},
             jsonb_build_object('n', n, 'text', repeat('x', 200)), now() - make_interval(secs => ${EVENTS} - n),
             n::text::xid8
        from generate_series(1, ${EVENTS}) n`);
    await owner.query('alter table outbox force row level security');
    await owner.query('analyze outbox');
    tenant = idOf('tnt', '00000000-0000-0000-0000-000000000007');
  }, 60_000);
  afterAll(() => Promise.all([relay.end(), owner.end()]));

  it.each([
    ['the last 200', EVENTS - 200],
    ['the last tenth', EVENTS - EVENTS / 10],
    ['everything', 0],
  ])('is read by one who has missed %s without what the others were told', async (_, after) => {
    relay.asked.length = 0;
    const wanted = { after: placeAt(after), until: placeAt(EVENTS + 1), max: 501 };
    const kept = await readKept(relay, 'shop', { ...wanted, name: Moved.name, tenantId: tenant });
    expect(kept.map(({ payload }) => Object(payload).n)).toEqual(
      Array.from({ length: EVENTS / TENANTS }, (__, index) => index * TENANTS + 7).filter(
        (n) => n > after && Math.floor(n / TENANTS) % KINDS === 2,
      ),
    );
    const [asked] = relay.asked;
    const { rows } = await relay.query(
      `explain (analyze, buffers, timing off, format json) ${asked?.text}`,
      asked?.values,
    );
    const plan: Plan = rows[0]['QUERY PLAN'][0].Plan;
    expect(nodesOf(plan)).not.toContain('Seq Scan');
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(PAGES_MAX);
  });

  it('is asked once by a reader who comes back, however much it has missed', async () => {
    const other = newId('tnt');
    await owner.query("select set_config('app.tenant_id', $1, false)", [uuidOf(other)]);
    await owner.query(
      `insert into outbox (tenant_id, id, name, payload, occurred_at)
       select $1, gen_random_uuid(), $2, jsonb_build_object('n', n), now() from generate_series(1, 400) n`,
      [uuidOf(other), Moved.name],
    );
    const live = new LiveEvents();
    await live.start({ relay, bus: createMemoryBus(), source: 'shop', logger: pino({ level: 'silent' }) });
    relay.asked.length = 0;
    const stream = live.of(Moved, other, placeAt(0));
    await stream.opened;
    const heard = await Array.fromAsync({ length: 400 }, async () => (await stream.next()).value.payload.n);
    const asked = relay.asked.filter(({ values }) => values.includes(Moved.name));
    await stream.return();
    await live.stop();
    expect(heard).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
    expect(asked).toHaveLength(1);
  });
});
