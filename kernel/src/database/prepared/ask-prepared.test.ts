import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutboxEvent, writeEvents } from '../../events/outbox.ts';
import { createForeignOutbox } from '../../testing/foreign-outbox.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { newId } from '../../values/id.ts';
import { openOrm } from '../orm.ts';
import { inTransaction, tenantUuidOf } from '../transaction.ts';
import { askPrepared, askTogether, entitiesOf, findPrepared, rowsOf, tellPrepared } from './ask-prepared.ts';

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

const RENAME = 'update outbox set name = $2 where tenant_id = $3 and name = $1';
const renamed = (em: EntityManager, from: string, to: string) => [from, to, tenantUuidOf(em)];

describe('statements that travel together', () => {
  it('are answered in their order, and each sees what those before it did', async () => {
    const statement = (columns: string) => `select ${columns} from outbox where name = $1`;
    const read = () =>
      inTransaction(orm, other, async (em) => {
        const question = { statement, values: ['later'] };
        const [before, , after] = await askTogether(em, [
          rowsOf<{ name: string }>(NAMES, ['none']),
          rowsOf(RENAME, renamed(em, 'first', 'later')),
          entitiesOf(em, OutboxEvent, question),
        ]);
        return [before.map(({ name }) => name), after.map(({ name }) => name)];
      });
    expect(await read()).toEqual([['first', 'second', 'third'], ['later']]);
  });

  it('are sent in their order, too, when they are the first of a transaction and write', async () => {
    const rename = (em: EntityManager, from: string, to: string) => rowsOf(RENAME, renamed(em, from, to));
    const names = await inTransaction(orm, other, async (em) => {
      const both = [rename(em, 'third', 'passing'), rename(em, 'passing', 'last'), rowsOf(NAMES, ['none'])];
      return (await askTogether(em, both)).at(-1);
    });
    expect(names).toContainEqual({ name: 'last' });
  });

  it('are no part of a transaction that is over', async () => {
    const em = await inTransaction(orm, gym, async (asked) => {
      await tellPrepared(asked, RENAME, renamed(asked, 'none', 'none'));
      return asked.fork({ keepTransactionContext: true });
    });
    await expect(tellPrepared(em, RENAME, ['first', 'stolen', tenantUuidOf(em)])).rejects.toThrow(
      'inside a transaction',
    );
    await expect(askTogether(em, [rowsOf(NAMES, ['none'])])).rejects.toThrow('inside a transaction');
  });
});

describe('a statement that nobody waits for', () => {
  const FAULTY = 'select ($1::text)::timestamptz';

  it('is seen by what is asked behind it, and kept with the rest', async () => {
    await inTransaction(orm, gym, async (em) => {
      await tellPrepared(em, RENAME, renamed(em, 'third', 'fourth'));
      expect(await askPrepared(em, NAMES, ['none'])).toContainEqual({ name: 'fourth' });
    });
    expect(await inTransaction(orm, gym, (em) => askPrepared(em, NAMES, ['none']))).toContainEqual({
      name: 'fourth',
    });
  });

  it('refuses the commit with its own error when it fails, and nothing is kept', async () => {
    const failing = inTransaction(orm, gym, async (em) => {
      await askPrepared(em, RENAME, renamed(em, 'fourth', 'fifth'));
      await tellPrepared(em, FAULTY, ['no time']);
    });
    await expect(failing).rejects.toThrow('invalid input syntax');
    expect(await inTransaction(orm, gym, (em) => askPrepared(em, NAMES, ['none']))).toContainEqual({
      name: 'fourth',
    });
  });

  it('refuses what is asked behind it with its own error when it fails', async () => {
    const failing = inTransaction(orm, gym, async (em) => {
      await tellPrepared(em, FAULTY, ['no time']);
      await askPrepared(em, NAMES, ['none']);
    });
    await expect(failing).rejects.toThrow('invalid input syntax');
  });
});
