import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutboxEvent, writeEvents } from '../../events/outbox.ts';
import { createForeignOutbox } from '../../testing/foreign-outbox.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { newId } from '../../values/id.ts';
import { openOrm } from '../orm.ts';
import { inTransaction, tenantUuidOf } from '../transaction.ts';
import { askPrepared, findPrepared } from './ask-prepared.ts';

const [gym, other] = [newId('tnt'), newId('tnt')];
const NAMES = 'select name from outbox where name <> $1 order by position';

let orm: MikroORM;
let ownerUrl: string;
beforeAll(async () => {
  const database = await createTestDatabase(['booking']);
  ownerUrl = database.url('booking_owner');
  await createForeignOutbox(ownerUrl, 'booking');
  orm = await openOrm({ url: database.url('booking_app'), schema: 'booking', entities: [OutboxEvent] });
  for (const tenantId of [gym, other])
    await inTransaction(orm, tenantId, (em) =>
      writeEvents(
        em,
        ['first', 'second', 'third'].map((name) => {
          const id = newId('evt');
          return { tenantId, id, name, occurredAt: new Date('2026-11-23T09:00:00Z'), payload: { tenantId } };
        }),
      ),
    );
});
afterAll(() => orm.close());

describe('a statement that is prepared', () => {
  it('sees what the tenant who asks has, though it does not name the tenant', async () => {
    const rows = await inTransaction(orm, gym, (em) => askPrepared(em, NAMES, ['none']));
    expect(rows).toEqual([{ name: 'first' }, { name: 'second' }, { name: 'third' }]);
    expect(await inTransaction(orm, null, (em) => askPrepared(em, NAMES, ['none']))).toEqual([]);
  });

  it('is parsed once for a connection', async () => {
    const prepared = 'select statement from pg_prepared_statements where statement = $1';
    const found = await inTransaction(orm, gym, async (em) => {
      for (const name of ['first', 'second']) await askPrepared(em, NAMES, [name]);
      return askPrepared(em, prepared, [NAMES]);
    });
    expect(found).toEqual([{ statement: NAMES }]);
  });

  it('answers entities as a find does, as they stand now, also those that were loaded before', async () => {
    const statement = (columns: string) =>
      `update outbox set payload = $2 where tenant_id = $3 and name = $1 returning ${columns}`;
    await inTransaction(orm, gym, async (em) => {
      const loaded = await em.findOneOrFail(OutboxEvent, { name: 'second' });
      const before = { ...loaded };
      const values = ['second', { seen: true }, tenantUuidOf(em)];
      const [found] = await findPrepared(em, OutboxEvent, { statement, values });
      expect(found).toBe(loaded);
      expect({ ...found }).toEqual({ ...before, payload: { seen: true } });
    });
  });

  it('of an entity goes on being asked when a migration adds a column', async () => {
    const statement = (columns: string) => `select ${columns} from outbox where name = $1`;
    const ask = () =>
      inTransaction(orm, gym, (em) => findPrepared(em, OutboxEvent, { statement, values: ['first'] }));
    const [before] = await ask();
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    await owner.query('alter table outbox add column more text').finally(() => owner.end());
    expect({ ...(await ask())[0] }).toEqual({ ...before });
  });

  it('names a tenant, and nobody where there is none', async () => {
    const uuid = await inTransaction(orm, gym, async (em) => tenantUuidOf(em));
    expect(uuid).toMatch(/^[0-9a-f-]{36}$/);
    await expect(inTransaction(orm, null, async (em) => tenantUuidOf(em))).rejects.toThrow('No tenant');
  });
});
