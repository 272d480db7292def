import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../testing/test-database.ts';
import { HouseClient } from './house-client.ts';

const READ = 'start transaction isolation level repeatable read read only';
const WHO = "select set_config('app.tenant_id', 'somebody', true)";
const SAID = "select current_setting('app.tenant_id', true) as who, pg_current_xact_id_if_assigned() as id";

let client: HouseClient;
let ask: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;
beforeAll(async () => {
  const { adminUrl } = await createTestDatabase([]);
  // As the pool of the ORM makes it.
  client = new HouseClient(Object.assign({ connectionString: adminUrl }, { pipeline: true }));
  await client.connect();
  await client.query('create table note (text text)');
  ask = (text, values) => client.query(text, values);
});
afterAll(() => client.end());

const notes = async () => (await ask('select text from note order by text')).rows.map(({ text }) => text);

describe('the connection under the ORM', () => {
  it('asks the first question inside the transaction and as whoever was named', async () => {
    await ask(READ);
    await ask(WHO);
    expect((await ask(SAID)).rows).toEqual([{ who: 'somebody', id: null }]);
    expect((await ask('show transaction_read_only')).rows).toEqual([{ transaction_read_only: 'on' }]);
    await ask('rollback');
  });

  it('forgets who asked before the next one asks, though nobody waited for the rollback', async () => {
    await ask(READ);
    await ask(WHO);
    await ask('select 1');
    const [, next] = await Promise.all([ask('rollback'), ask(SAID)]);
    expect(next.rows).toEqual([{ who: '', id: null }]);
  });

  it('keeps what a transaction wrote, and drops what was rolled back', async () => {
    await ask('begin');
    await ask(WHO);
    await ask('insert into note values ($1)', ['kept']);
    await ask('commit');
    await ask('begin');
    await ask('insert into note values ($1)', ['dropped']);
    await ask('rollback');
    expect(await notes()).toEqual(['kept']);
  });

  it('forgets what was written before the next one asks, though nobody waited for the rollback', async () => {
    await ask('begin');
    await ask('insert into note values ($1)', ['dropped']);
    const [, next] = await Promise.all([ask('rollback'), ask('select text from note order by text')]);
    expect(next.rows).toEqual([{ text: 'kept' }]);
  });

  it('keeps what stands behind a savepoint, and drops what was written after it when it is asked to', async () => {
    await ask('begin');
    await ask('insert into note values ($1)', ['first']);
    await ask('savepoint attempt');
    await ask('insert into note values ($1)', ['second']);
    await ask('rollback to savepoint attempt');
    await ask('savepoint attempt');
    await ask('insert into note values ($1)', ['third']);
    await ask('release savepoint attempt');
    await ask('commit');
    expect(await notes()).toEqual(['first', 'kept', 'third']);
    await ask("delete from note where text in ('first', 'third')");
  });

  it('refuses to end well what failed, though nobody waited for the statement that did', async () => {
    await ask('begin');
    await ask('insert into note values ($1)', ['lost']);
    await ask('release savepoint that_never_was');
    await expect(ask('commit')).rejects.toThrow('nothing is kept');
    await ask('rollback');
    expect(await notes()).toEqual(['kept']);
  });

  it('begins nothing when nothing is asked', async () => {
    await ask('begin');
    await ask(WHO);
    await ask('commit');
    expect((await ask(SAID)).rows).toEqual([{ who: '', id: null }]);
  });

  it.each([
    ['that reads', `${READ}; select 1 / 0`, 'select text from note'],
    ['that writes', 'begin; select 1 / 0', "insert into note values ('lost')"],
    ['that writes and reads first', 'begin; select 1 / 0', 'select text from note'],
    ['that never was one', 'begin isolation level nonsense', "insert into note values ('lost')"],
    ['that never was one and reads', 'begin isolation level nonsense read only', 'select text from note'],
  ])('fails what travels with an opening %s and fails', async (_what, opening, first) => {
    await ask(opening);
    await expect(ask(first)).rejects.toThrow(/division by zero|syntax error/);
    await ask('rollback');
    expect(await notes()).toEqual(['kept']);
  });

  it('prepares a statement with parameters once', async () => {
    const counted = 'select count(*)::int as count from note where text = $1';
    const answers = await Promise.all(['kept', 'lost'].map((text) => ask(counted, [text])));
    expect(answers.map(({ rows }) => rows[0]?.count)).toEqual([1, 0]);
    const { rows } = await ask(`select name from pg_prepared_statements where statement = '${counted}'`);
    expect(rows).toHaveLength(1);
  });

  it('asks one question as whoever was named, in one transaction, and forgets who it was', async () => {
    const asked = `select current_setting('app.tenant_id', true), pg_current_xact_id_if_assigned() is null, $1::text`;
    const answers = await Promise.all([
      client.askOnce('somebody', { text: asked, values: ['1'] }),
      client.askOnce('another', { text: asked, values: [null] }),
      client.askOnce(null, { text: asked, values: ['3'] }),
    ]);
    expect(answers).toEqual([[['somebody', 't', '1']], [['another', 't', null]], [['', 't', '3']]]);
    expect((await ask(SAID)).rows).toEqual([{ who: '', id: null }]);
  });

  it.each(["'; drop table note; --", '"', '\\', '00000000-0000-0000-0000-000000000000', 'æ 🙈'])(
    'takes %j for a name and for nothing else',
    async (name) => {
      const said = { text: "select current_setting('app.tenant_id', true)", values: [] };
      expect(await client.askOnce(name, said)).toEqual([[name]]);
      client.beginReading(name);
      expect(await client.askPrepared(said.text, [])).toEqual([[name]]);
      client.endReading();
      client.beginReading(name);
      expect((await ask(SAID)).rows).toEqual([{ who: name, id: null }]);
      client.endReading();
      expect(await notes()).toEqual(['kept']);
    },
  );

  it('answers nothing when who asks cannot be said', async () => {
    const question = { text: 'select text from note', values: [] };
    await expect(client.askOnce('\0', question)).rejects.toThrow();
    expect(await client.askOnce('somebody', question)).toEqual([['kept']]);
  });

  it('reads only, while it reads', async () => {
    client.beginReading('somebody');
    await expect(client.askPrepared('delete from note', [])).rejects.toThrow('read-only transaction');
    client.endReading();
    await expect(client.askPrepared('select 1', [])).rejects.toThrow('inside a transaction');
    expect(await notes()).toEqual(['kept']);
  });

  it('prepares again what was forgotten, after one refusal', async () => {
    const question = { text: 'select text from note where text <> $1', values: ['lost'] };
    expect(await client.askOnce('somebody', question)).toEqual([['kept']]);
    await ask('deallocate all');
    await expect(client.askOnce('somebody', question)).rejects.toThrow('does not exist');
    expect(await client.askOnce('somebody', question)).toEqual([['kept']]);
  });
});
