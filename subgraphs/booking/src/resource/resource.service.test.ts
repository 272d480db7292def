import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenLocation, givenPool, givenRoom, newGym } from '../../test/booking-scene.ts';
import { anyKey } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph);
});
afterAll(() => test.close());

const CREATE = `mutation ($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }`;
const LIST = '{ resources(first: 10) { edges { node { id location { timeZone } pool { id name } } } } }';

describe('a resource', () => {
  it('may be at a location and in a pool, or neither', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 0);
    const locationId = await givenLocation(test, gym.owner);
    const placed = await givenRoom(test, gym.owner, { poolId, locationId });
    const alone = await givenRoom(test, gym.owner);
    expect(await ask(test.subgraph, gym.owner, LIST)).toEqual({
      resources: {
        edges: [
          {
            node: { id: placed, location: { timeZone: 'Europe/Oslo' }, pool: { id: poolId, name: 'Test' } },
          },
          { node: { id: alone, location: null, pool: null } },
        ],
      },
    });
  });

  it.each(['poolId', 'locationId'] as const)('cannot be given the %s of another tenant', async (field) => {
    const [gym, other] = [newGym(), newGym()];
    const foreign = field === 'poolId' ? givenPool(test, other.owner, 0) : givenLocation(test, other.owner);
    const facts = { name: 'Hall', kind: 'ROOM', capacity: 1, idempotencyKey: anyKey() };
    const input = { ...facts, [field]: await foreign };
    expect((await refusalOf(test.subgraph, gym.owner, CREATE, { input })).code).toBe('NOT_FOUND');
  });
});

describe('pools', () => {
  const POOLS = '{ resourcePools(first: 10) { edges { node { id } } } }';

  it('are listed for staff alone', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 1);
    const expected = { resourcePools: { edges: [{ node: { id: poolId } }] } };
    expect(await ask(test.subgraph, gym.trainer, POOLS)).toEqual(expected);
    expect((await refusalOf(test.subgraph, gym.customer, POOLS)).code).toBe('FORBIDDEN');
  });

  it('are made once for one key, by administrators', async () => {
    const gym = newGym();
    const query = `mutation ($input: CreateResourcePoolInput!) { createResourcePool(input: $input) { pool { id name } } }`;
    const input = { name: 'Rooms', idempotencyKey: anyKey() };
    const first = await ask(test.subgraph, gym.owner, query, { input });
    expect(await ask(test.subgraph, gym.owner, query, { input })).toEqual(first);
    expect((await refusalOf(test.subgraph, gym.trainer, query, { input })).code).toBe('FORBIDDEN');
  });
});
