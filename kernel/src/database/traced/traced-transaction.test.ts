import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OutboxEvent } from '../../events/outbox.ts';
import { createForeignOutbox } from '../../testing/foreign-outbox.ts';
import { RecordingTracer } from '../../testing/recording-tracer.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { newId } from '../../values/id.ts';
import { openOrm } from '../orm.ts';
import { askPrepared, tellPrepared } from '../prepared/ask-prepared.ts';
import { Reading } from '../prepared/reading.ts';
import { inTransaction } from '../transaction.ts';

const gym = newId('tnt');
const NAMES = 'select name from outbox where name <> $1 order by position';
const KARI = `Kari's "friend" from Ås <kari@example.com>`;

let database: TestDatabase;
let orm: MikroORM;
beforeAll(async () => {
  database = await createTestDatabase(['booking']);
  await createForeignOutbox(database.url('booking_owner'), 'booking');
  orm = await openOrm({ url: database.url('booking_app'), schema: 'booking', entities: [OutboxEvent] });
});
afterAll(() => orm.close(true));

let tracer: RecordingTracer;
beforeEach(() => {
  tracer = new RecordingTracer();
});
const begin = () => tracer.begin('operation', 'server');
const row = (name: string) => {
  const id = newId('evt');
  return { tenantId: gym, id, name, occurredAt: new Date('2026-11-23T09:00:00Z'), payload: { email: name } };
};

describe('a traced transaction', () => {
  it('has as its parts the wait for a connection, each statement of both ways to the database, and its end', async () => {
    await inTransaction(
      orm,
      gym,
      async (em) => {
        await em.insertMany(OutboxEvent, [row('first')]);
        await em.find(OutboxEvent, { name: 'first' });
        await tellPrepared(em, 'update outbox set name = $1 where name = $2', ['second', 'first']);
        await askPrepared(em, NAMES, ['none']);
      },
      begin(),
    );
    expect(tracer.paths()).toEqual([
      'operation',
      'operation > transaction',
      ...[
        'connection',
        'BEGIN',
        'INSERT outbox',
        'SELECT outbox',
        'UPDATE outbox',
        'SELECT outbox',
        'COMMIT',
      ].map((name) => `operation > transaction > ${name}`),
    ]);
    const [, ...ended] = tracer.spans;
    expect(ended.filter(({ isEnded, code }) => !isEnded || code !== null)).toEqual([]);
  });

  it('says of a statement what the conventions for databases say, and nothing else', async () => {
    await inTransaction(orm, gym, (em) => askPrepared(em, NAMES, ['none']), begin());
    const statement = tracer.spans.find(({ name }) => name === 'SELECT outbox');
    expect(statement).toMatchObject({
      kind: 'client',
      attributes: {
        'db.system.name': 'postgresql',
        'db.operation.name': 'SELECT',
        'db.query.summary': 'SELECT outbox',
      },
    });
  });

  it('holds no value, neither one that was bound nor one that was written into a text nor one that a refusal names', async () => {
    await inTransaction(
      orm,
      gym,
      async (em) => {
        await em.insertMany(OutboxEvent, [row(KARI)]);
        await em.find(OutboxEvent, { name: KARI });
        await askPrepared(em, NAMES, [KARI]);
      },
      begin(),
    );
    const twice = row(KARI);
    const refused = inTransaction(orm, gym, (em) => em.insertMany(OutboxEvent, [twice, twice]), begin());
    await expect(refused).rejects.toThrow();
    expect(tracer.spans).toHaveLength(13);
    expect(tracer.spans.at(-1)).toMatchObject({ name: 'INSERT outbox', code: '23505' });
    expect(tracer.told()).not.toMatch(/kari|example|friend|Ås|tnt_|app\.tenant/i);
  });

  it('tells what PostgreSQL refused by its code, and that the transaction failed by it', async () => {
    const failed = inTransaction(
      orm,
      gym,
      (em) => askPrepared(em, 'select name / 0 from outbox', []),
      begin(),
    );
    await expect(failed).rejects.toThrow();
    expect(
      tracer.spans.map(({ name, code, attributes }) => [name, code, attributes['db.response.status_code']]),
    ).toEqual([
      ['operation', null, undefined],
      ['transaction', '42883', undefined],
      ['connection', null, undefined],
      ['BEGIN', null, undefined],
      ['SELECT outbox', '42883', '42883'],
    ]);
  });

  it('tells a fault of ours as INTERNAL, when nothing was asked, too', async () => {
    const failed = inTransaction(orm, gym, () => Promise.reject(new Error('Kari is not there.')), begin());
    await expect(failed).rejects.toThrow('Kari');
    expect(tracer.spans.map(({ name, code, isEnded }) => [name, code, isEnded])).toEqual([
      ['operation', null, false],
      ['transaction', 'INTERNAL', true],
      ['connection', null, true],
    ]);
  });

  it('has 200 statements as parts at most, and says how many it has left out', async () => {
    const askMany = async (em: EntityManager) => {
      for (let asked = 0; asked < 210; asked += 1) await askPrepared(em, NAMES, ['none']);
    };
    await inTransaction(orm, gym, askMany, begin());
    expect(tracer.spans.filter(({ kind }) => kind === 'client')).toHaveLength(200);
    // Beside them the beginning and the end.
    expect(tracer.spans[1]?.attributes).toEqual({ 'freehold.statements_left_out': 12 });
  });

  it('leaves nothing on the connection for whoever has it next', async () => {
    await inTransaction(orm, gym, (em) => askPrepared(em, NAMES, ['none']), begin());
    const traced = tracer.spans.length;
    await inTransaction(orm, gym, (em) => askPrepared(em, NAMES, ['none']));
    const reading = new Reading(orm, gym);
    await reading.ask(NAMES, ['none']);
    await reading.close();
    await new Reading(orm, gym, true).ask(NAMES, ['none']);
    expect(tracer.spans).toHaveLength(traced);
  });
});

describe('the wait for a connection', () => {
  it('fails what waits for it as UNAVAILABLE when it is in vain', async () => {
    const url = database.url('booking_app');
    const busy = await openOrm({ url, schema: 'booking', entities: [OutboxEvent], patienceMs: 2_000 });
    const others = Array.from({ length: 10 }, () => new Reading(busy, gym));
    await Promise.all(others.map((reading) => reading.ask(NAMES, ['none'])));
    const late = new Reading(busy, gym, false, begin());
    const both = [late.ask(NAMES, ['none']), inTransaction(busy, gym, () => Promise.resolve(), begin())];
    for (const each of await Promise.allSettled(both))
      expect(each).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringContaining('timeout') },
      });
    await Promise.all([late, ...others].map((reading) => reading.close()));
    await busy.close(true);
    expect(tracer.spans.map(({ name, code, isEnded }) => [name, code, isEnded])).toEqual(
      ['reading', 'transaction'].flatMap((name) => [
        ['operation', null, false],
        [name, 'UNAVAILABLE', true],
        ['connection', 'UNAVAILABLE', true],
      ]),
    );
  });
});

describe('a traced reading', () => {
  it('has the wait for a connection and its statements as parts, prepared ones and those of the ORM', async () => {
    const reading = new Reading(orm, gym, false, begin());
    await reading.ask(NAMES, ['none']);
    await (await reading.entityManager()).find(OutboxEvent, { name: KARI });
    await reading.close();
    expect(tracer.paths()).toEqual([
      'operation',
      'operation > reading',
      ...['connection', 'SELECT outbox', 'SELECT outbox'].map((name) => `operation > reading > ${name}`),
    ]);
    expect(tracer.spans.every(({ isEnded, name }) => isEnded || name === 'operation')).toBe(true);
    expect(tracer.told()).not.toMatch(/kari/i);
  });

  it('that asks one question is no part of its own', async () => {
    await new Reading(orm, gym, true, begin()).ask(NAMES, ['none']);
    expect(tracer.paths()).toEqual(['operation', 'operation > connection', 'operation > SELECT outbox']);
  });
});
