import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../caller/caller.ts';
import { OutboxEvent, writeEvents } from '../../events/outbox.ts';
import { createForeignOutbox } from '../../testing/foreign-outbox.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { newId } from '../../values/id.ts';
import { openOrm } from '../orm.ts';
import { entityManagerOf, inTransaction } from '../transaction.ts';
import { prepareRows } from './prepared-rows.ts';
import { Reading } from './reading.ts';

const [gym, other] = [newId('tnt'), newId('tnt')];
const NAMES = ['first', 'with "quotes", {braces} and \\', 'third'];
const AT = new Date('2026-11-23T09:00:00.123Z');

const named = prepareRows(OutboxEvent, [
  { property: 'name', is: 'in' },
  { property: 'occurredAt', is: '<=' },
]);
const byId = prepareRows(OutboxEvent, [{ property: 'id', is: '=' }]);

let orm: MikroORM;
beforeAll(async () => {
  const database = await createTestDatabase(['booking']);
  await createForeignOutbox(database.url('booking_owner'), 'booking');
  orm = await openOrm({ url: database.url('booking_app'), schema: 'booking', entities: [OutboxEvent] });
  for (const tenantId of [gym, other])
    await inTransaction(orm, tenantId, (em) =>
      writeEvents(
        em,
        NAMES.map((name, index) => {
          const occurredAt = new Date(AT.getTime() + index * 1_000);
          return { tenantId, id: newId('evt'), name, occurredAt, payload: { name, list: [1, null] } };
        }),
      ),
    );
});
afterAll(() => orm.close());

async function reading<T>(tenantId: TenantId | null, work: (reading: Reading) => Promise<T>): Promise<T> {
  const opened = new Reading(orm, tenantId);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

const plain = (rows: readonly OutboxEvent[]) =>
  rows.map(({ id, name, payload, occurredAt }) => ({ id, name, payload, occurredAt }));

describe('rows that are looked for by a prepared statement', () => {
  it('are those that a find answers, with every property as it reads it', async () => {
    const later = new Date(AT.getTime() + 1_000);
    const found = await reading(gym, (opened) => named(opened, gym, [NAMES, later]));
    const where = { name: { $in: NAMES }, occurredAt: { $lte: later } };
    const expected = await inTransaction(orm, gym, (em) => em.find(OutboxEvent, where));

    expect(expected).toHaveLength(2);
    expect(plain(found)).toEqual(expect.arrayContaining(plain(expected)));
    expect(found).toHaveLength(2);
    expect(found[0]).toBeInstanceOf(OutboxEvent);
  });

  it('are none for an empty list', async () => {
    expect(await reading(gym, (opened) => named(opened, gym, [[], AT]))).toEqual([]);
  });

  it('are never those of another tenant, nor of any when nobody says of which', async () => {
    const [event] = await entityManagerOf(orm, gym).transactional((em) => em.find(OutboxEvent, {}));
    const ask = (tenantId: TenantId | null) =>
      reading(tenantId, (opened) => byId(opened, tenantId, [event?.id]));

    expect(plain(await ask(gym))).toEqual([expect.objectContaining({ id: event?.id })]);
    expect(await ask(other)).toEqual([]);
    expect(await ask(null)).toEqual([]);
    // The statement names the one, the connection says the other: row level security stands behind it.
    expect(await reading(other, (opened) => byId(opened, gym, [event?.id]))).toEqual([]);
  });

  it('cannot be changed', async () => {
    const [row] = await reading(gym, (opened) => named(opened, gym, [['first'], AT]));
    expect(() => Object.assign(row ?? {}, { name: 'second' })).toThrow(TypeError);
  });
});
