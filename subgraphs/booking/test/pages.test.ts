import { findPage, type PageArgs } from '@freehold/kernel/database/page';
import { Reading } from '@freehold/kernel/database/prepared/reading';
import { newTenant } from '@freehold/kernel/testing/callers';
import { ask } from '@freehold/kernel/testing/test-subgraph';
import { uuidOf } from '@freehold/kernel/values/id';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Booking } from '../src/booking/booking.entity.ts';
import { bookingsPage } from '../src/booking/booking.page.ts';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { selectionOf } from './booking-selections.ts';
import { gym, LIST, openPages, type PageScene, SELECTION } from './page-scene.ts';

const orderBy = [{ bookedAt: 'desc' as const }, { id: 'desc' as const }];
const { owner } = newTenant(bookingSubgraph, { id: gym });

let pages: PageScene;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(() => pages.close());

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

describe('a prepared page', () => {
  it('says the same as the road of entities, cursors included, wherever it begins and ends', async () => {
    const step = fc.record({ count: fc.integer({ min: 1, max: 100 }), isBackward: fc.boolean() });
    const walks = fc.array(step, { minLength: 1, maxLength: 4 });
    const walk = (steps: readonly { count: number; isBackward: boolean }[]) =>
      pages.reading(gym, (asked) =>
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

  it.each([{ first: 0 }, { first: 101 }, {}, { first: 1, last: 1 }, { first: 1, after: 'nonsense' }])(
    'refuses %j',
    async (args) => {
      const page = pages.reading(gym, (asked) => bookingsPage(asked, { ...LIST, tenantId: gym }, args));
      await expect(page).rejects.toMatchObject({ code: 'INVALID' });
    },
  );

  it('reads what the selection needs, and throws for anything else rather than to say that it is empty', async () => {
    const { edges } = await pages.reading(gym, (asked) =>
      bookingsPage(asked, { ...LIST, tenantId: gym, selection: SELECTION }, { first: 1 }),
    );
    expect(edges[0]?.node).toBeInstanceOf(Booking);
    expect(edges[0]?.node.customerId).toMatch(/^mbr_/);
    expect(() => edges[0]?.node.seats).toThrow('was not read');
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
          const listed = await ask<Listed>(pages.test.subgraph, owner, page, { representations, first });
          const nodes = listed._entities.flatMap(({ bookings }) => bookings.edges.map(({ node }) => node));
          const keys = nodes.map(({ id }) => ({ __typename: 'Booking', id }));
          const single = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Booking { id ${selection} } } }`;
          const { _entities } = await ask<{ _entities: unknown[] }>(pages.test.subgraph, owner, single, {
            keys,
          });
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
      pages.test.statements.splice(0);
      const answer = await ask<Week>(pages.test.subgraph, owner, week, { from, to });
      return { rows: answer.sessions.edges.length, sent: pages.test.statements.length };
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

  it('refuses a second question of a reading for one, and the ORM too', async () => {
    const one = new Reading(pages.test.subgraph.parts.orm, gym, true);
    await bookingsPage(one, { ...LIST, tenantId: gym }, { first: 1 });
    await expect(bookingsPage(one, { ...LIST, tenantId: gym }, { first: 1 })).rejects.toThrow('one question');
    await expect(one.entityManager()).rejects.toThrow('one question');
    expect(one.isBroken).toBe(true);
  });

  it('and the ORM see one moment, and the ORM nothing after it', async () => {
    const asked = new Reading(pages.test.subgraph.parts.orm, gym);
    const count = 'select count(*)::int as count from booking.resource';
    const [[before]] = [await asked.ask(count, [])];
    await pages.admin.em.execute(`insert into booking.resource (tenant_id, id, name, kind, capacity, created_at)
      values ('${uuidOf(gym)}', gen_random_uuid(), 'Late', 'ROOM', 1, now())`);
    const em = await asked.entityManager();
    expect(await em.execute(count)).toEqual([{ count: Number(before?.[0]) }]);
    await asked.close();
    await expect(em.execute(count)).rejects.toThrow('has ended');
  });
});
