import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenLocation, newGym } from '../../test/booking-scene.ts';
import { anyKey } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph);
});
afterAll(() => test.close());

const CREATE = `mutation ($input: CreateLocationInput!) { createLocation(input: $input) { location { id name timeZone } } }`;
const LIST = '{ locations(first: 10) { edges { node { name timeZone } } } }';

describe('creating a location', () => {
  it('is seen by everybody at the tenant, and by nobody else', async () => {
    const [gym, other] = [newGym(), newGym()];
    await givenLocation(test, gym.owner, 'America/New_York');
    const { locations } = await ask(test.subgraph, gym.anonymous, LIST);
    expect(locations).toEqual({ edges: [{ node: { name: 'Test', timeZone: 'America/New_York' } }] });
    expect(await ask(test.subgraph, other.owner, LIST)).toEqual({ locations: { edges: [] } });
  });

  it('has one effect for the same key', async () => {
    const gym = newGym();
    const input = { name: 'Main', timeZone: 'Europe/Oslo', idempotencyKey: anyKey() };
    const first = await ask(test.subgraph, gym.owner, CREATE, { input });
    expect(await ask(test.subgraph, gym.owner, CREATE, { input })).toEqual(first);
    const { locations } = await ask<{ locations: { edges: unknown[] } }>(test.subgraph, gym.owner, LIST);
    expect(locations.edges).toHaveLength(1);
  });

  it.each([
    ['a zone that is nowhere', { timeZone: 'Europe/Atlantis' }],
    ['a distance from UTC', { timeZone: '+02:00' }],
    ['no zone', { timeZone: '' }],
    ['no name', { name: ' ' }],
  ])('refuses %s', async (_what, wrong) => {
    const input = { name: 'Main', timeZone: 'Europe/Oslo', idempotencyKey: anyKey(), ...wrong };
    expect((await refusalOf(test.subgraph, newGym().owner, CREATE, { input })).code).toBe('INVALID');
  });

  it('is for administrators', async () => {
    const gym = newGym();
    const input = { name: 'Main', timeZone: 'Europe/Oslo', idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.trainer, CREATE, { input })).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, gym.customer, CREATE, { input })).code).toBe('FORBIDDEN');
  });
});
