import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Guest, givenGuest, givenGym, startTenancy } from '../../test/scene.ts';

let test: TestSubgraph;
let gym: TestTenant;
let other: TestTenant;
let kari: Guest;
let tor: Guest;
beforeAll(async () => {
  test = await startTenancy();
  gym = await givenGym(test, 'oslo', { furtherCustomers: 120 });
  other = await givenGym(test, 'bergen');
  kari = await givenGuest(test, gym, 'kari@oslo.test', 'CUSTOMER');
  tor = await givenGuest(test, gym, 'tor@oslo.test', 'TRAINER');
});
afterAll(() => test.close());

const ME = '{ me { id name email roles } }';
const MEMBERS = `query ($first: Int, $after: String) { tenant { members(first: $first, after: $after) {
  edges { node { id name } } pageInfo { hasNextPage endCursor } } } }`;
const MANY = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Member { name } } }`;
const refer = (...ids: string[]) => ({ ids: ids.map((id) => ({ __typename: 'Member', id })) });
const idOf = ({ caller }: Guest) => caller.member?.id ?? '';

describe('the member who asks', () => {
  it('sees who they are', async () => {
    expect(await ask(test.subgraph, kari.caller, ME)).toEqual({
      me: { id: idOf(kari), name: 'Kari', email: 'kari@oslo.test', roles: ['CUSTOMER'] },
    });
  });

  it('is nobody when nobody is signed in', async () => {
    expect(await ask(test.subgraph, gym.anonymous, ME)).toEqual({ me: null });
  });
});

describe('the members of a tenant', () => {
  it('come in pages of at most 100, each with one statement', async () => {
    test.statements.splice(0);
    await ask(test.subgraph, tor.caller, MEMBERS, { first: 100 });
    const asked = test.statements.splice(0).filter((sql) => sql.includes('"member"'));
    expect(asked).toHaveLength(1);
    expect((await refusalOf(test.subgraph, tor.caller, MEMBERS, { first: 101 })).code).toBe('INVALID');
    expect((await refusalOf(test.subgraph, tor.caller, MEMBERS, {})).code).toBe('INVALID');
  });

  it('are not for customers, nor for strangers', async () => {
    const variables = { first: 1 };
    expect((await refusalOf(test.subgraph, kari.caller, MEMBERS, variables)).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.anonymous, MEMBERS, variables)).code).toBe('UNAUTHENTICATED');
  });

  it('are those of the tenant alone', async () => {
    expect(await ask(test.subgraph, other.owner, MEMBERS, { first: 100 })).toMatchObject({
      tenant: { members: { edges: [{ node: { name: 'Olga' } }, {}, {}], pageInfo: { hasNextPage: false } } },
    });
  });
});

describe('a reference to a member', () => {
  it('tells staff everybody, with one statement for all', async () => {
    test.statements.splice(0);
    expect(await ask(test.subgraph, tor.caller, MANY, refer(idOf(kari), idOf(tor)))).toEqual({
      _entities: [{ name: 'Kari' }, { name: 'Tor' }],
    });
    const asked = test.statements.splice(0).filter((sql) => sql.includes('"member"'));
    expect(asked).toHaveLength(1);
  });

  it('tells a customer only who they are themselves', async () => {
    expect(await ask(test.subgraph, kari.caller, MANY, refer(idOf(kari)))).toEqual({
      _entities: [{ name: 'Kari' }],
    });
    const refusal = await refusalOf(test.subgraph, kari.caller, MANY, refer(idOf(tor)));
    expect(refusal.code).toBe('FORBIDDEN');
  });

  it('leads nowhere from another tenant', async () => {
    expect(await ask(test.subgraph, other.owner, MANY, refer(idOf(kari)))).toEqual({ _entities: [null] });
  });
});
