import { createHash } from 'node:crypto';
import { idOf, uuidOf } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agendaPage } from '../src/booking/agenda.page.ts';
import { bookingsPage } from '../src/booking/booking.page.ts';
import { sessionsPage } from '../src/session/session.page.ts';
import { gym, LIST, openPages, type PageScene, SELECTION } from './page-scene.ts';

let pages: PageScene;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(() => pages.close());

describe('a prepared page', () => {
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
    pages.test.statements.splice(0);
    await pages.reading<unknown>(gym, (asked) =>
      page(asked, { ...scope, tenantId: gym, selection }, { first: 20 }),
    );
    const statement = pages.test.statements
      .map((text) => text.slice(text.indexOf('select')))
      .find((text) => text.includes(' join '));
    const bounds = scope.where.map(({ value }) => value.toISOString());
    const plan = await pages.reading(gym, (asked) =>
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
    pages.test.statements.splice(0);
    const page = agendaPage({ customerId, time: 'UPCOMING', now });
    const { edges } = await pages.reading(gym, (asked) =>
      page(asked, { ...LIST, tenantId: gym }, { first: 20 }),
    );
    expect(edges.length).toBeGreaterThan(0);
    const statement = pages.test.statements.find((text) => text.includes('join lateral (select starts_at'));
    const sql = `explain (costs off) ${statement?.slice(statement.indexOf('select'))}`;
    const bound = [uuidOf(gym), uuidOf(customerId), now.toISOString()];
    const plan = (await pages.reading(gym, (asked) => asked.ask(sql, bound))).flat().join('\n');
    expect(plan).toContain('booking_tenant_id_customer_id_id_index');
    expect(plan).not.toContain('Seq Scan');
  });
});
