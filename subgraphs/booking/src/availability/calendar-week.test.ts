import { openOrm } from '@freehold/kernel/database/orm';
import { inTransaction } from '@freehold/kernel/database/transaction';
import { entitiesOf } from '@freehold/kernel/subgraph/entities';
import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faces, givenSession } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const SESSIONS = 20_000;
const OTHER_TENANTS = 20;
const SESSIONS_OF_OTHERS = 1_000;
const OFFERINGS_OF_OTHERS = 250;

const newGym = () => newTenant(bookingSubgraph, { limits: { classes: null, bookings: null } });
const gym = newGym();
const week = { from: '2026-11-30T00:00:00Z', to: '2026-12-07T00:00:00Z' };
const WEEK = `query ($from: DateTime!, $to: DateTime!) {
  sessions(from: $from, to: $to, first: 100) { edges { node { id } } pageInfo { hasNextPage } } }`;

let test: TestSubgraph;
let admin: MikroORM;

const openAt = (url: string) => openOrm({ url, schema: 'booking', entities: entitiesOf(bookingSubgraph) });

/** Repeats the one session of a tenant every half hour, as often as is said. */
async function repeatSession(tenantId: string, times: number): Promise<void> {
  await admin.em.fork().execute(
    `insert into booking.session
       select (jsonb_populate_record(session, jsonb_build_object(
                 'id', gen_random_uuid(),
                 'starts_at', starts_at + turn * interval '30 minutes',
                 'ends_at', ends_at + turn * interval '30 minutes'))).*
         from booking.session cross join generate_series(1, ?::int) turn
        where tenant_id = ?`,
    [times, uuidOf(tenantId)],
  );
}

/** Repeats the one row of a tenant in a table, as often as is said. */
async function repeatRow(table: 'resource' | 'offering', tenantId: string, times: number): Promise<void> {
  await admin.em.fork().execute(
    `insert into booking.${table}
       select (jsonb_populate_record(${table}, jsonb_build_object('id', gen_random_uuid()))).*
         from booking.${table} cross join generate_series(1, ?::int)
        where tenant_id = ?`,
    [times, uuidOf(tenantId)],
  );
}

beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
  admin = await openAt(test.database.adminUrl);
  const others = Array.from({ length: OTHER_TENANTS }, newGym);
  for (const { owner } of [gym, ...others]) await givenSession(test.subgraph, owner);
  await repeatSession(gym.tenant.id, SESSIONS);
  for (const { tenant } of others) {
    await repeatSession(tenant.id, SESSIONS_OF_OTHERS);
    await repeatRow('resource', tenant.id, OFFERINGS_OF_OTHERS);
    await repeatRow('offering', tenant.id, OFFERINGS_OF_OTHERS);
  }
  await admin.em.fork().execute('analyze');
});
afterAll(async () => {
  await admin.close();
  await test.close();
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The statement that was sent, with its values in it. */
function withValues(logged: string): string {
  const sql = logged.replace(/^\[query\] /, '').replace(/ \[took .*$/, '');
  const values = [
    ['tenant_id = $1', uuidOf(gym.tenant.id)],
    ['"starts_at" >= $2', week.from],
    ['"starts_at" < $3', week.to],
    ['"is_on_demand" = $4', 'false'],
  ] as const;
  const bound = values.reduce(
    (text, [place, value]) => text.replace(place, place.replace(/\$\d/, `'${value}'`)),
    sql,
  );
  if (bound.includes('$')) throw new Error(`A value of this statement is not known: ${bound}`);
  return bound;
}

/** How PostgreSQL answers a statement to the role that serves, within the rows of the tenant. */
async function explain(sql: string): Promise<Plan> {
  const app = await openAt(test.database.url('booking_app'));
  const rows = await inTransaction(app, gym.tenant.id, (em) =>
    em.execute<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(`explain (analyze, format json) ${sql}`),
  );
  await app.close();
  const [row] = rows;
  if (!row) throw new Error('There is no plan.');
  return row['QUERY PLAN'][0].Plan;
}

describe('the calendar week of a tenant with many sessions', () => {
  it('is read from the index of its days, neither sorted nor searched through', async () => {
    test.statements.splice(0);
    const { sessions } = await ask(test.subgraph, gym.anonymous, WEEK, week);
    expect(sessions).toMatchObject({ pageInfo: { hasNextPage: true } });
    const [logged = '', ...more] = test.statements.filter((sql) => sql.includes('from "booking"."session"'));
    expect(more).toEqual([]);
    const nodes = nodesOf(await explain(withValues(logged)));
    const [session, ...others] = nodes.filter((node) => node['Relation Name'] === 'session');
    expect(others).toEqual([]);
    expect(session).toMatchObject({
      'Node Type': 'Index Scan',
      'Index Name': 'session_tenant_id_starts_at_id_index',
      'Index Cond': expect.stringMatching(/tenant_id = .+starts_at >= .+starts_at < /),
      'Actual Rows': 101,
    });
    expect(nodes.map((node) => node['Node Type']).filter((type) => /Sort|Seq Scan/.test(type))).toEqual([]);
  });
});
