import { createHash } from 'node:crypto';
import type { TenantId } from '@freehold/kernel/caller/caller';
import { openOrm } from '@freehold/kernel/database/orm';
import { findPage, type PageArgs } from '@freehold/kernel/database/page';
import { Reading } from '@freehold/kernel/database/prepared/reading';
import { entitiesOf } from '@freehold/kernel/subgraph/entities';
import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { idOf, newId, uuidOf } from '@freehold/kernel/values/id';
import type { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agendaPage } from '../src/booking/agenda.page.ts';
import { Booking } from '../src/booking/booking.entity.ts';
import { bookingsPage } from '../src/booking/booking.page.ts';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { sessionsPage } from '../src/session/session.page.ts';
import { selectionOf } from './booking-selections.ts';
import { faces } from './scene.ts';

const [gym, other] = [newId('tnt'), newId('tnt')];
const LIST = { name: 'bookings', where: [] };
const SELECTION = { customer: {}, session: { startsAt: {}, offering: { name: {} }, resource: { name: {} } } };
const orderBy = [{ bookedAt: 'desc' as const }, { id: 'desc' as const }];

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

let test: TestSubgraph;
let admin: MikroORM;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
  admin = await openOrm({
    url: test.database.adminUrl,
    schema: 'booking',
    entities: entitiesOf(bookingSubgraph),
  });
  const whose = `array['${uuidOf(gym)}', '${uuidOf(other)}']`;
  await admin.em.execute(
    `set search_path = booking; ${ROWS.replace('$1::text[]', whose)}; reset search_path`,
  );
});
afterAll(async () => {
  await admin.close(true);
  await test.close();
});

async function reading<T>(
  tenantId: TenantId,
  work: (reading: Reading) => Promise<T>,
  orm = test.subgraph.parts.orm,
): Promise<T> {
  const transaction = new Reading(orm, tenantId);
  try {
    return await work(transaction);
  } finally {
    await transaction.close();
  }
}

const factsOf = ({ id, customerId, seats, status, priceMinor, currency, bookedAt, session }: Booking) => ({
  id,
  customerId,
  seats,
  status,
  priceMinor,
  currency,
  bookedAt,
  session: session.id,
});

/** A page on both roads, cursors included. */
async function bothRoads(asked: Reading, args: PageArgs) {
  const em = await asked.entityManager();
  const theirs = await findPage(em, Booking, { name: 'bookings', where: {}, tenantId: gym, orderBy }, args);
  const ours = await bookingsPage(asked, { ...LIST, tenantId: gym }, args);
  return [ours, theirs].map(({ edges, ...rest }) => ({
    ...rest,
    edges: edges.map(({ node, cursor }) => ({ cursor, node: factsOf(node) })),
  }));
}

interface Listed {
  readonly _entities: { bookings: { edges: { node: { id: string } }[] } }[];
}
interface Week {
  readonly sessions: { edges: unknown[] };
}

const PAGE = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Tenant { bookings(first: 5) { edges { node { id } } } } } }`;
const { owner } = newTenant(bookingSubgraph, { id: gym });

describe('a prepared page', () => {
  it('says the same as the road of entities, cursors included, wherever it begins and ends', async () => {
    const step = fc.record({ count: fc.integer({ min: 1, max: 100 }), isBackward: fc.boolean() });
    const walks = fc.array(step, { minLength: 1, maxLength: 4 });
    const walk = (steps: readonly { count: number; isBackward: boolean }[]) =>
      reading(gym, (asked) =>
        steps.reduce<Promise<string | undefined>>(async (before, { count, isBackward }) => {
          const cursor = await before;
          const args = isBackward ? { last: count, before: cursor } : { first: count, after: cursor };
          const [ours, theirs] = await bothRoads(asked, args);
          expect(ours).toEqual(theirs);
          return ours?.edges.at(-1)?.cursor ?? cursor;
        }, Promise.resolve(undefined)),
      );
    await fc.assert(
      fc.asyncProperty(walks, async (steps) => {
        await walk(steps);
      }),
      { numRuns: 25 },
    );
  });

  it('shows nothing of another tenant when only row level security stands', async () => {
    const foreign = await reading(gym, (asked) =>
      bookingsPage(asked, { ...LIST, tenantId: other }, { first: 20 }),
    );
    expect(foreign.edges).toEqual([]);
  });

  it('shows nothing of another tenant when only the condition in the statement stands', async () => {
    const { edges } = await reading(
      gym,
      (asked) => bookingsPage(asked, { ...LIST, tenantId: gym, selection: SELECTION }, { first: 100 }),
      admin,
    );
    const own = await reading(gym, (asked) =>
      bookingsPage(asked, { ...LIST, tenantId: gym, selection: SELECTION }, { first: 100 }),
    );
    expect(edges).toHaveLength(100);
    expect(edges.map(({ node }) => node.id)).toEqual(own.edges.map(({ node }) => node.id));
  });

  it.each([{ first: 0 }, { first: 101 }, {}, { first: 1, last: 1 }, { first: 1, after: 'nonsense' }])(
    'refuses %j',
    async (args) => {
      const page = reading(gym, (asked) => bookingsPage(asked, { ...LIST, tenantId: gym }, args));
      await expect(page).rejects.toMatchObject({ code: 'INVALID' });
    },
  );

  it('reads what the selection needs, and throws for anything else rather than to say that it is empty', async () => {
    const { edges } = await reading(gym, (asked) =>
      bookingsPage(asked, { ...LIST, tenantId: gym, selection: SELECTION }, { first: 1 }),
    );
    expect(edges[0]?.node).toBeInstanceOf(Booking);
    expect(edges[0]?.node.customerId).toMatch(/^mbr_/);
    expect(() => edges[0]?.node.seats).toThrow('was not read');
  });

  it.each([
    ['bookings', bookingsPage, LIST, SELECTION, 'booking_tenant_id_booked_at_id_index'],
    [
      'a week of sessions',
      sessionsPage,
      {
        name: 'sessions',
        where: [
          { property: 'startsAt', is: '>=' as const, value: new Date('2026-11-23') },
          { property: 'startsAt', is: '<' as const, value: new Date('2026-11-30') },
        ],
      },
      { startsAt: {}, offering: { name: {} } },
      'session_tenant_id_starts_at_id_index',
    ],
  ])('of %s comes from its index and is not sorted', async (_what, page, scope, selection, index) => {
    test.statements.splice(0);
    await reading<unknown>(gym, (asked) =>
      page(asked, { ...scope, tenantId: gym, selection }, { first: 20 }),
    );
    const statement = test.statements
      .map((text) => text.slice(text.indexOf('select')))
      .find((text) => text.includes(' join '));
    const bounds = scope.where.map(({ value }) => value.toISOString());
    const plan = await reading(gym, (asked) =>
      asked.ask(`explain (costs off) ${statement}`, [uuidOf(gym), ...bounds]),
    );
    const text = plan.flat().join('\n');
    expect(text).toContain(index);
    expect(text).not.toContain('Sort');
  });

  it("of a customer's bookings by time come from the customer's index, whatever others have booked", async () => {
    const customerId = idOf(
      'mbr',
      createHash('md5')
        .update('c1')
        .digest('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    );
    const now = new Date('2026-11-24');
    test.statements.splice(0);
    const page = agendaPage({ customerId, time: 'UPCOMING', now });
    const { edges } = await reading(gym, (asked) => page(asked, { ...LIST, tenantId: gym }, { first: 20 }));
    expect(edges.length).toBeGreaterThan(0);
    const statement = test.statements.find((text) => text.includes('join lateral (select starts_at'));
    const sql = `explain (costs off) ${statement?.slice(statement.indexOf('select'))}`;
    const bound = [uuidOf(gym), uuidOf(customerId), now.toISOString()];
    const plan = (await reading(gym, (asked) => asked.ask(sql, bound))).flat().join('\n');
    expect(plan).toContain('booking_tenant_id_customer_id_id_index');
    expect(plan).not.toContain('Seq Scan');
  });

  it('answers each selection as the same bookings do when they are asked for one by one', async () => {
    await fc.assert(
      fc.asyncProperty(
        selectionOf('Booking', 4),
        fc.integer({ min: 1, max: 12 }),
        async (selection, first) => {
          const representations = [{ __typename: 'Tenant', id: gym }];
          const page = `query ($representations: [_Any!]!, $first: Int!) { _entities(representations: $representations) {
          ... on Tenant { bookings(first: $first) { edges { node { id ${selection} } } } } } }`;
          const listed = await ask<Listed>(test.subgraph, owner, page, { representations, first });
          const nodes = listed._entities.flatMap(({ bookings }) => bookings.edges.map(({ node }) => node));
          const keys = nodes.map(({ id }) => ({ __typename: 'Booking', id }));
          const single = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Booking { id ${selection} } } }`;
          const { _entities } = await ask<{ _entities: unknown[] }>(test.subgraph, owner, single, { keys });
          expect(nodes).toHaveLength(first);
          expect(nodes).toEqual(_entities);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('begins anew in one transaction when it asks more than it did before', async () => {
    const week = `query ($from: DateTime!, $to: DateTime!) {
      sessions(from: $from, to: $to, first: 3) { edges { node { startsAt seatsLeft offering { name } } } } }`;
    const asked = async (from: string, to: string) => {
      test.statements.splice(0);
      const answer = await ask<Week>(test.subgraph, owner, week, { from, to });
      return { rows: answer.sessions.edges.length, sent: test.statements.length };
    };
    const [empty, full] = [
      ['2026-12-01T00:30:00Z', '2026-12-01T00:31:00Z'],
      ['2026-11-24T00:00:00Z', '2026-11-30T00:00:00Z'],
    ] as const;
    expect(await asked(...empty)).toEqual({ rows: 0, sent: 4 });
    expect(await asked(...empty)).toEqual({ rows: 0, sent: 2 });
    // The two of the first attempt; begin, set_config, the page, the holds that have expired, rollback
    expect(await asked(...full)).toEqual({ rows: 3, sent: 7 });
    expect(await asked(...full)).toEqual({ rows: 3, sent: 5 });
    expect(await asked(...empty)).toEqual({ rows: 0, sent: 4 });
  });

  it('of nobody in particular is refused, and none is read', async () => {
    const asked = new Reading(test.subgraph.parts.orm, null);
    const { edges } = await bookingsPage(asked, { ...LIST, tenantId: gym }, { first: 20 });
    await asked.close();
    expect(edges).toEqual([]);
    const one = new Reading(test.subgraph.parts.orm, null, true);
    expect((await bookingsPage(one, { ...LIST, tenantId: gym }, { first: 20 })).edges).toEqual([]);
    const nobody = { ...owner, tenant: null };
    const representations = [{ __typename: 'Tenant', id: gym }];
    const answer = await test.subgraph.execute({
      query: PAGE,
      variables: { representations },
      caller: nobody,
    });
    expect(answer.data).toEqual({ _entities: [null] });
  });

  it('shows nothing of another tenant, also when it asks one question', async () => {
    const one = new Reading(test.subgraph.parts.orm, gym, true);
    const { edges } = await bookingsPage(
      one,
      { ...LIST, tenantId: other, selection: SELECTION },
      { first: 20 },
    );
    expect(edges).toEqual([]);
  });

  it('refuses a second question of a reading for one, and the ORM too', async () => {
    const one = new Reading(test.subgraph.parts.orm, gym, true);
    await bookingsPage(one, { ...LIST, tenantId: gym }, { first: 1 });
    await expect(bookingsPage(one, { ...LIST, tenantId: gym }, { first: 1 })).rejects.toThrow('one question');
    await expect(one.entityManager()).rejects.toThrow('one question');
    expect(one.isBroken).toBe(true);
  });

  it('and the ORM see one moment, and the ORM nothing after it', async () => {
    const asked = new Reading(test.subgraph.parts.orm, gym);
    const count = 'select count(*)::int as count from booking.resource';
    const [[before]] = [await asked.ask(count, [])];
    await admin.em.execute(`insert into booking.resource (tenant_id, id, name, kind, capacity, created_at)
      values ('${uuidOf(gym)}', gen_random_uuid(), 'Late', 'ROOM', 1, now())`);
    const em = await asked.entityManager();
    expect(await em.execute(count)).toEqual([{ count: Number(before?.[0]) }]);
    await asked.close();
    await expect(em.execute(count)).rejects.toThrow('has ended');
  });
});
