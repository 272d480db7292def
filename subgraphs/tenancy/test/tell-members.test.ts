import { openOrm } from '@freehold/kernel/database/orm';
import { inTransaction } from '@freehold/kernel/database/transaction';
import { OutboxEvent } from '@freehold/kernel/events/outbox';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import type { TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Member } from '../src/member/member.entity.ts';
import { Migration20261121170000 } from '../src/migrations/migration-20261121170000.ts';
import { eventsOf, givenGym, startTenancy } from './scene.ts';

let test: TestSubgraph;
let gyms: readonly TestTenant[];
beforeAll(async () => {
  test = await startTenancy();
  gyms = [await givenGym(test, 'oslo', { furtherCustomers: 40 }), await givenGym(test, 'bergen')];
});
afterAll(() => test.close());

/** Does as the owner of the schema what the migration did before there was a tenant. */
async function migrateAgain(): Promise<void> {
  const { orm } = test.subgraph.parts;
  const migration = new Migration20261121170000(orm.em.getDriver(), orm.config);
  await migration.up();
  const owner = await openOrm({
    url: test.database.url('tenancy_owner'),
    schema: 'tenancy',
    entities: [Member],
  });
  for (const sql of migration.getQueries()) await owner.em.fork().execute(String(sql));
  await owner.close();
}

const toldOf = async (gym: TestTenant) =>
  (await eventsOf(test, gym)).filter(({ name }) => name === 'tenancy.member-joined');

describe('the migration that tells of members who are there already', () => {
  it('tells of each member of each tenant exactly what was told of who joined since', async () => {
    const before = await Promise.all(gyms.map(toldOf));
    await migrateAgain();
    const after = await Promise.all(gyms.map(toldOf));
    expect(before.map(({ length }) => length)).toEqual([43, 3]);
    for (const [index, told] of before.entries()) {
      const since = after[index]?.slice(told.length) ?? [];
      expect(since).toHaveLength(told.length);
      expect(since).toEqual(expect.arrayContaining([...told]));
    }
  });

  it('gives each event an id of its own', async () => {
    const [gym] = gyms;
    if (!gym) throw new Error('There is no gym.');
    const ids = await inTransaction(test.subgraph.parts.orm, gym.tenant.id, async (em) =>
      (await em.find(OutboxEvent, {})).map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});
