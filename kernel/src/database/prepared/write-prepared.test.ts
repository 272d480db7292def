import { BigIntType, type Ref, ref } from '@mikro-orm/core';
import { ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TenantId } from '../../caller/caller.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { type Id, newId } from '../../values/id.ts';
import { IdType } from '../id-type.ts';
import { schemaDifference } from '../migrate.ts';
import { openOrm } from '../orm.ts';
import { TenantRow, TenantTable } from '../tenant-table.ts';
import { inTransaction } from '../transaction.ts';
import { insertPrepared, updatePrepared } from './write-prepared.ts';

@TenantTable('shelf')
class Shelf extends TenantRow {
  @PrimaryKey({ type: new IdType('shf') })
  id!: Id<'shf'>;
}

@TenantTable('box')
class Box extends TenantRow {
  @PrimaryKey({ type: new IdType('box') })
  id!: Id<'box'>;

  @ManyToOne(() => Shelf, { joinColumns: ['tenant_id', 'shelf_id'], ref: true, updateRule: 'no action' })
  shelf!: Ref<Shelf>;

  @Property({ type: 'bigint', autoincrement: true })
  position?: string;

  @Property({ type: new BigIntType('bigint') })
  worthMinor!: bigint;

  @Property({ type: 'text', nullable: true })
  label!: string | null;

  @Property({ type: 'array', columnType: 'text[]' })
  marks!: string[];

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  packedAt!: Date;
}

const AT = new Date('2026-11-23T09:00:00.123Z');
const [gym, other] = [newId('tnt'), newId('tnt')];
const statements: string[] = [];

let orm: MikroORM;
beforeAll(async () => {
  const database = await createTestDatabase(['booking']);
  const [ownerUrl, schema, entities] = [database.url('booking_owner'), 'booking', [Shelf, Box]];
  const difference = await schemaDifference({
    ownerUrl,
    schema,
    entities,
    folder: new URL('.', import.meta.url),
  });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(difference.replace(/^create schema .*$/m, '')).finally(() => owner.end());
  const onStatement = (sql: string) => statements.push(sql);
  orm = await openOrm({ url: database.url('booking_app'), schema, entities, onStatement });
});
afterAll(() => orm.close());

const writes = () => statements.splice(0).filter((sql) => /\] (insert|update)/.test(sql));

function newShelf(em: EntityManager, tenantId: TenantId = gym): Shelf {
  return em.create(Shelf, { tenantId, id: newId('shf') }, { persist: false });
}

function newBox(em: EntityManager, shelf: Shelf, label: string | null): Box {
  const facts = { worthMinor: 9_007_199_254_740_993n, marks: ['a "b"', 'ø, {c}'], packedAt: AT };
  return em.create(
    Box,
    { tenantId: gym, id: newId('box'), shelf: ref(shelf), label, ...facts },
    { persist: false },
  );
}

/** A shelf with two boxes. */
async function packed(): Promise<[Shelf, Box, Box]> {
  return inTransaction(orm, gym, async (em) => {
    const shelf = newShelf(em);
    await insertPrepared(em, [shelf]);
    const [first, second] = [newBox(em, shelf, 'first'), newBox(em, shelf, null)];
    await insertPrepared(em, [first, second]);
    return [shelf, first, second];
  });
}

const boxesOn = ({ id }: Shelf) =>
  inTransaction(orm, gym, (em) => em.find(Box, { shelf: { id } }, { orderBy: { position: 'asc' } }));

beforeEach(() => {
  statements.splice(0);
});

describe('new entities', () => {
  it('are written with one statement for all of a class, in their order and as they are', async () => {
    const [shelf, ...boxes] = await packed();
    expect(writes()).toHaveLength(2);
    const plain = ({ id, worthMinor, label, marks, packedAt, shelf: { id: shelfId } }: Box) => {
      return { id, worthMinor, label, marks, packedAt, shelfId };
    };
    expect((await boxesOn(shelf)).map(plain)).toEqual(boxes.map(plain));
  });

  it('are known from then on: what is changed of them is written alone, by the ORM too', async () => {
    const [shelf] = await packed();
    await inTransaction(orm, gym, async (em) => {
      const box = newBox(em, shelf, 'third');
      await insertPrepared(em, [box]);
      expect(await em.findOne(Box, { id: box.id })).toBe(box);
      writes();
      await em.flush();
      expect(writes()).toEqual([]);
      box.label = 'changed';
      await em.flush();
      expect(writes()).toEqual([expect.stringContaining('set "label" =')]);
    });
    expect((await boxesOn(shelf)).map(({ label }) => label)).toEqual(['first', null, 'changed']);
  });

  it('of another tenant are refused with the whole transaction', async () => {
    const id = newId('shf');
    const writing = inTransaction(orm, gym, async (em) => {
      await insertPrepared(em, [newShelf(em)]);
      await insertPrepared(em, [em.create(Shelf, { tenantId: other, id }, { persist: false })]);
    });
    await expect(writing).rejects.toThrow('row-level security');
    expect(await inTransaction(orm, other, (em) => em.count(Shelf, { id }))).toBe(0);
  });

  it('are nothing to be asked when there are none', async () => {
    await inTransaction(orm, gym, (em) => insertPrepared(em, []));
    expect(writes()).toEqual([]);
  });
});

describe('what was changed of an entity', () => {
  it('is written alone and once', async () => {
    const [shelf, { id }] = await packed();
    const next = await inTransaction(orm, gym, async (em) => {
      const target = newShelf(em);
      await insertPrepared(em, [target]);
      const box = await em.findOneOrFail(Box, { id });
      writes();
      await updatePrepared(em, box);
      expect(writes()).toEqual([]);
      Object.assign(box, { label: null, worthMinor: 5n, packedAt: new Date(0), shelf: ref(target) });
      await updatePrepared(em, box);
      await updatePrepared(em, box);
      await em.flush();
      expect(writes()).toEqual([expect.not.stringContaining('marks')]);
      return target;
    });
    expect(await boxesOn(shelf)).toHaveLength(1);
    const moved = { id, label: null, worthMinor: 5n, packedAt: new Date(0), marks: ['a "b"', 'ø, {c}'] };
    expect(await boxesOn(next)).toMatchObject([moved]);
  });
});
