import type { TenantId } from '@freehold/kernel/caller/caller';
import { openOrm } from '@freehold/kernel/database/orm';
import { findPage, type PageArgs } from '@freehold/kernel/database/page';
import { Reading } from '@freehold/kernel/database/reading';
import { entitiesOf } from '@freehold/kernel/subgraph/entities';
import { startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import type { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Booking } from '../src/booking/booking.entity.ts';
import { bookingsPage } from '../src/booking/booking.page.ts';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { sessionsPage } from '../src/session/session.page.ts';
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
});
