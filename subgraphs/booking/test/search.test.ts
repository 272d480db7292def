import type { Caller } from '@freehold/kernel/caller/caller';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import { givenOfferingOf, givenRoom, newGym } from './booking-scene.ts';
import { anyKey, faces } from './scene.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

interface Found {
  readonly found: {
    readonly edges: { readonly node: { readonly name: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const query = (list: string) => `query ($search: String, $first: Int = 100, $after: String) {
  found: ${list}(first: $first, after: $after, search: $search) {
    edges { node { name } } pageInfo { hasNextPage endCursor } } }`;

async function found(caller: Caller, list: string, variables: Record<string, unknown>): Promise<string[]> {
  const answer = await ask<Found>(test.subgraph, caller, query(list), variables);
  return answer.found.edges.map(({ node }) => node.name);
}

const NAMES = ['Morning Yoga', 'Spinning', 'yoga for two', 'ÅPEN HALL', '100 %_\\ effort'];

/** Makes something of each of the names, one after the other. */
type Give = (owner: Caller, name: string) => Promise<unknown>;

const make =
  (type: string, facts: object = {}): Give =>
  (owner, name) => {
    const mutation = `mutation ($input: Create${type}Input!) { create${type}(input: $input) { __typename } }`;
    return ask(test.subgraph, owner, mutation, { input: { name, ...facts, idempotencyKey: anyKey() } });
  };

async function givenNamed(give: Give) {
  const gym = newGym();
  for (const name of NAMES) await give(gym.owner, name);
  return gym;
}

describe.each<[string, Give]>([
  ['resources', (owner, name) => givenRoom(test, owner, { name })],
  ['resourcePools', make('ResourcePool')],
  ['locations', make('Location', { timeZone: 'Europe/Oslo' })],
])('a search in %s', (list, give) => {
  it('finds what has the text in its name, whatever its capitals, oldest first', async () => {
    const { owner } = await givenNamed(give);
    expect(await found(owner, list, { search: 'YOGA' })).toEqual(['Morning Yoga', 'yoga for two']);
    expect(await found(owner, list, { search: ' åpen ' })).toEqual(['ÅPEN HALL']);
    expect(await found(owner, list, { search: 'a\u030apen' })).toEqual(['ÅPEN HALL']);
    expect(await found(owner, list, { search: '%_\\' })).toEqual(['100 %_\\ effort']);
    expect(await found(owner, list, { search: 'zumba' })).toEqual([]);
    expect(await found(owner, list, { search: null })).toEqual(NAMES);
    expect(await found(newGym().owner, list, { search: 'yoga' })).toEqual([]);
  });
});

describe('a search in offerings', () => {
  async function givenOfferings() {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner);
    const ids: string[] = [];
    for (const name of NAMES)
      ids.push(await givenOfferingOf(test, gym.owner, { kind: 'CLASS', name, resourceId }));
    return { gym, ids };
  }

  it('finds what has the text in its name, for everybody', async () => {
    const { gym } = await givenOfferings();
    expect(await found(gym.anonymous, 'offerings', { search: 'yoga' })).toEqual([
      'Morning Yoga',
      'yoga for two',
    ]);
  });

  it('leaves out what is archived, unless staff asks for it', async () => {
    const { gym, ids } = await givenOfferings();
    const archive = `mutation ($input: ArchiveOfferingInput!) { archiveOffering(input: $input) { __typename } }`;
    await ask(test.subgraph, gym.owner, archive, { input: { offeringId: ids[0], idempotencyKey: anyKey() } });
    expect(await found(gym.owner, 'offerings', { search: 'yoga' })).toEqual(['yoga for two']);
    const all =
      '{ found: offerings(first: 9, search: "yoga", includeArchived: true) { edges { node { name } } } }';
    const answer = await ask<Found>(test.subgraph, gym.owner, all);
    expect(answer.found.edges).toHaveLength(2);
    expect((await refusalOf(test.subgraph, gym.customer, all)).code).toBe('FORBIDDEN');
  });

  it('goes on page by page, and its cursors are good for its text alone', async () => {
    const { gym } = await givenOfferings();
    const first = await ask<Found>(test.subgraph, gym.owner, query('offerings'), {
      search: 'yoga',
      first: 1,
    });
    const { hasNextPage, endCursor: after } = first.found.pageInfo;
    expect(hasNextPage).toBe(true);
    expect(await found(gym.owner, 'offerings', { search: 'yoga', after })).toEqual(['yoga for two']);
    for (const search of ['hall', null])
      expect((await refusalOf(test.subgraph, gym.owner, query('offerings'), { search, after })).code).toBe(
        'INVALID',
      );
  });

  it.each(['', '   ', 'x'.repeat(201)])('for %j is refused', async (search) => {
    const gym = newGym();
    const refusal = await refusalOf(test.subgraph, gym.owner, query('offerings'), { search });
    expect(refusal.code).toBe('INVALID');
  });

  it('is one statement, which goes by the key of the tenant', async () => {
    const { gym } = await givenOfferings();
    test.statements.splice(0);
    await found(gym.owner, 'offerings', { search: 'yoga' });
    const asked = test.statements.filter((sql) => sql.includes('strpos'));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/"tenant_id" = /);
  });
});
