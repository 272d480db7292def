import { openOrm } from '@freehold/kernel/database/orm';
import { inTransaction } from '@freehold/kernel/database/transaction';
import { entitiesOf } from '@freehold/kernel/subgraph/entities';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId, uuidOf } from '@freehold/kernel/values/id';
import { MemberJoined } from '@freehold/tenancy/events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newGym } from '../../test/booking-scene.ts';
import { givenKnown, idOf } from '../../test/customer-scene.ts';
import { anyKey } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const MANY = 20_000;
const UPDATE = `mutation ($input: UpdateMyProfileInput!) { updateMyProfile(input: $input) { profile {
  phone locale emailReminders smsReminders pushReminders } } }`;
const PROFILES = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Member {
  id profile { name email phone since } } } }`;
const SEARCH = `query ($search: String, $first: Int, $after: String) {
  customers(search: $search, first: $first, after: $after) {
    edges { node { name email } } pageInfo { hasNextPage endCursor } } }`;
const refer = (...ids: string[]) => ({ ids: ids.map((id) => ({ __typename: 'Member', id })) });

let test: TestSubgraph;
let gym: TestTenant;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph);
});
beforeEach(() => {
  gym = newGym();
});
afterAll(() => test.close());

const update = (caller: TestTenant['customer'], wish: object) =>
  ask(test.subgraph, caller, UPDATE, { input: { ...wish, idempotencyKey: anyKey() } });
const codeOf = async (caller: TestTenant['customer'], wish: object, idempotencyKey = anyKey()) =>
  (await refusalOf(test.subgraph, caller, UPDATE, { input: { ...wish, idempotencyKey } })).code;

interface Found {
  readonly customers: {
    readonly edges: readonly { readonly node: { readonly name: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}
const namesOf = ({ customers }: Found) => customers.edges.map(({ node }) => node.name);
const search = (text: string | null, more: object = {}) =>
  ask<Found>(test.subgraph, gym.trainer, SEARCH, { search: text, first: 10, ...more });

describe('the profile of a member', () => {
  it('is there when tenancy has told of the member, with e-mail as the only reminder', async () => {
    const id = await givenKnown(test, gym, gym.customer, { email: 'kari@oslo.test' });
    expect(await ask(test.subgraph, gym.customer, PROFILES, refer(id))).toEqual({
      _entities: [
        {
          id,
          profile: {
            name: 'Kari',
            email: 'kari@oslo.test',
            phone: null,
            since: new Date('2026-11-23T09:00:00Z'),
          },
        },
      ],
    });
    expect(await update(gym.customer, {})).toEqual({
      updateMyProfile: {
        profile: {
          phone: null,
          locale: 'nb-NO',
          emailReminders: true,
          smsReminders: false,
          pushReminders: false,
        },
      },
    });
  });

  it('keeps what its member wished when the joining is told once more', async () => {
    const id = await givenKnown(test, gym, gym.customer);
    await update(gym.customer, { phone: '+4791234567' });
    const again = { memberId: idOf(gym.customer), name: 'Other', email: 'o@o.test', locale: null, roles: [] };
    await test.tell(MemberJoined, gym.tenant.id, again);
    await givenKnown(test, gym, gym.trainer);
    expect(await ask(test.subgraph, gym.owner, PROFILES, refer(id))).toMatchObject({
      _entities: [{ profile: { name: 'Kari', phone: '+4791234567' } }],
    });
  });

  it('is for its member and for staff, and found with one statement for many', async () => {
    const ids = [await givenKnown(test, gym, gym.customer), await givenKnown(test, gym, gym.owner)];
    test.statements.splice(0);
    expect(await ask(test.subgraph, gym.trainer, PROFILES, refer(...ids))).toMatchObject({
      _entities: [{ profile: { name: 'Kari' } }, { profile: { name: 'Kari' } }],
    });
    expect(test.statements.filter((sql) => sql.includes('"customer"'))).toHaveLength(1);
    const other = gym.someone('CUSTOMER');
    expect((await refusalOf(test.subgraph, other, PROFILES, refer(...ids))).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.anonymous, PROFILES, refer(...ids))).code).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('of another tenant looks like that of nobody', async () => {
    const foreign = await givenKnown(test, gym, gym.customer);
    const elsewhere = newGym();
    const nobody = newId('mbr');
    expect(await ask(test.subgraph, elsewhere.owner, PROFILES, refer(foreign, nobody))).toEqual({
      _entities: [
        { id: foreign, profile: null },
        { id: nobody, profile: null },
      ],
    });
  });
});

describe('a member', () => {
  it('says how to be reached, and what is left out stays', async () => {
    await givenKnown(test, gym, gym.customer);
    await update(gym.customer, { phone: '+4791234567', smsReminders: true });
    expect(await update(gym.customer, { locale: 'en-GB', pushReminders: true })).toEqual({
      updateMyProfile: {
        profile: {
          phone: '+4791234567',
          locale: 'en-GB',
          emailReminders: true,
          smsReminders: true,
          pushReminders: true,
        },
      },
    });
    const gone = await update(gym.customer, { phone: null, smsReminders: false });
    expect(gone).toMatchObject({ updateMyProfile: { profile: { phone: null, smsReminders: false } } });
  });

  it.each([
    ['a number without its country', { phone: '91234567' }, 'INVALID'],
    ['a number with spaces', { phone: '+47 912 34 567' }, 'INVALID'],
    ['a number of sixteen digits', { phone: '+1234567890123456' }, 'INVALID'],
    ['a text that is no locale', { locale: 'not a locale' }, 'INVALID'],
    ['text messages without a number', { smsReminders: true }, 'PHONE_REQUIRED'],
  ])('is refused %s, and nothing is written', async (_what, wish, code) => {
    await givenKnown(test, gym, gym.customer);
    expect(await codeOf(gym.customer, { ...wish, pushReminders: true })).toBe(code);
    expect(await update(gym.customer, {})).toMatchObject({
      updateMyProfile: {
        profile: { phone: null, locale: 'nb-NO', smsReminders: false, pushReminders: false },
      },
    });
  });

  it('who repeats a key changes nothing, and is refused another input', async () => {
    await givenKnown(test, gym, gym.customer);
    const input = { phone: '+4791234567', idempotencyKey: anyKey() };
    await ask(test.subgraph, gym.customer, UPDATE, { input });
    await update(gym.customer, { phone: '+4799999999' });
    expect(await ask(test.subgraph, gym.customer, UPDATE, { input })).toMatchObject({
      updateMyProfile: { profile: { phone: '+4799999999' } },
    });
    expect(await codeOf(gym.customer, { phone: null }, input.idempotencyKey)).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('of whom nothing was told yet has no profile to change', async () => {
    expect(await codeOf(gym.customer, {})).toBe('NOT_FOUND');
    expect(await codeOf(gym.anonymous, {})).toBe('UNAUTHENTICATED');
  });
});

describe('the customers of a tenant', () => {
  const people = [
    ['Åse Berg', 'berg@mail.test'],
    ['kari Nordmann', 'kn@mail.test'],
    ['Kåre Vik', 'vik@mail.test'],
    ['Ola_Nordmann', 'kar@mail.test'],
    ['100% Per', 'per@mail.test'],
  ] as const;
  const arrive = async () => {
    for (const [name, email] of people) await givenKnown(test, gym, gym.someone('CUSTOMER'), { name, email });
  };

  it('are found by how their name or their e-mail begins, whatever the capitals', async () => {
    await arrive();
    expect(namesOf(await search('KAR'))).toEqual(['kari Nordmann', 'Ola_Nordmann']);
    expect(namesOf(await search('  åse '))).toEqual(['Åse Berg']);
    expect(namesOf(await search('nordmann'))).toEqual([]);
  });

  it('are found by signs that mean something to a database, and those mean themselves', async () => {
    await arrive();
    expect(namesOf(await search('ola_'))).toEqual(['Ola_Nordmann']);
    expect(namesOf(await search('100%'))).toEqual(['100% Per']);
    expect(namesOf(await search('%'))).toEqual([]);
    expect(namesOf(await search("k' or 1=1 --"))).toEqual([]);
  });

  it('come page by page in the order of their names', async () => {
    await arrive();
    const first = await search(null, { first: 3 });
    expect(namesOf(first)).toEqual(['100% Per', 'kari Nordmann', 'Kåre Vik']);
    const second = await search(null, { first: 3, after: first.customers.pageInfo.endCursor });
    expect(namesOf(second)).toEqual(['Ola_Nordmann', 'Åse Berg']);
    const variables = { first: 1, search: 'k', after: first.customers.pageInfo.endCursor };
    expect((await refusalOf(test.subgraph, gym.trainer, SEARCH, variables)).code).toBe('INVALID');
  });

  it('are for the staff of the tenant alone', async () => {
    await arrive();
    expect((await refusalOf(test.subgraph, gym.customer, SEARCH, { first: 1 })).code).toBe('FORBIDDEN');
    const elsewhere = newGym();
    expect(await ask(test.subgraph, elsewhere.owner, SEARCH, { first: 10 })).toMatchObject({
      customers: { edges: [] },
    });
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' '],
    ['more than 200 characters', 'x'.repeat(201)],
  ])('are not looked for by %s', async (_what, text) => {
    const variables = { search: text, first: 1 };
    expect((await refusalOf(test.subgraph, gym.trainer, SEARCH, variables)).code).toBe('INVALID');
  });

  it('are found among many from the indexes of names and e-mails alone', async () => {
    const admin = await openOrm({
      url: test.database.adminUrl,
      schema: 'booking',
      entities: entitiesOf(bookingSubgraph),
    });
    await admin.em.fork().execute(
      `insert into booking.customer select ?, gen_random_uuid(), 'P ' || turn, 'p ' || turn,
          'm' || turn || '@mail.test', null, null, true, false, false, now() from generate_series(1, ?::int) turn`,
      [uuidOf(gym.tenant.id), MANY],
    );
    await admin.em.fork().execute('analyze booking.customer');
    await admin.close();
    test.statements.splice(0);
    expect(namesOf(await search('m1234'))).toHaveLength(10);
    const [logged = ''] = test.statements.filter((sql) => sql.includes('from "booking"."customer"'));
    const [sql = ''] = logged.replace(/^\[query\] /, '').split(' [took ');
    const values = [uuidOf(gym.tenant.id), 'm1234', 'm1234\u{10FFFF}', 'm1234', 'm1234\u{10FFFF}', 11];
    const plan = await inTransaction(test.subgraph.parts.orm, gym.tenant.id, (em) =>
      em.execute<{ 'QUERY PLAN': string }[]>(`explain ${sql}`, values),
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toMatch(/customer_tenant_id_name_key_id_index[\s\S]*name_key >= 'm1234'/);
    expect(text).toMatch(/customer_tenant_id_email_id_index[\s\S]*email >= 'm1234'/);
    expect(text).not.toContain('Seq Scan');
  });
});
