import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenOfferingOf, givenPool, givenRoom, newGym } from '../../test/booking-scene.ts';
import { anyKey } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph);
});
afterAll(() => test.close());

const CREATE = `mutation ($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } } }`;
const TERMS =
  '{ offerings(first: 10) { edges { node { bufferBeforeMinutes bufferAfterMinutes needsApproval taxCode resource { id } pool { id } } } } }';
const usual = { name: 'Hall', kind: 'ROOM', durationMinutes: 60, capacity: 10, priceMinor: 1 };

describe('an offering', () => {
  it('has no buffers and needs no approval unless it is said', async () => {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner);
    await givenOfferingOf(test, gym.owner, { resourceId });
    const terms = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0, needsApproval: false, taxCode: null };
    const node = { ...terms, resource: { id: resourceId }, pool: null };
    expect(await ask(test.subgraph, gym.trainer, TERMS)).toEqual({ offerings: { edges: [{ node }] } });
  });

  it('may need any member of a pool instead of one resource', async () => {
    const gym = newGym();
    const poolId = await givenPool(test, gym.owner, 2);
    const terms = { bufferBeforeMinutes: 10, bufferAfterMinutes: 240, needsApproval: true, taxCode: 'NO-25' };
    await givenOfferingOf(test, gym.owner, { poolId, ...terms });
    const node = { ...terms, resource: null, pool: { id: poolId } };
    expect(await ask(test.subgraph, gym.trainer, TERMS)).toEqual({ offerings: { edges: [{ node }] } });
    expect((await refusalOf(test.subgraph, gym.customer, TERMS)).code).toBe('FORBIDDEN');
  });

  it('is listed among those of its kind', async () => {
    const gym = newGym();
    const resourceId = await givenRoom(test, gym.owner);
    for (const kind of ['ROOM', 'CLASS', 'PERSONAL'])
      await givenOfferingOf(test, gym.owner, { resourceId, kind });
    const OF_KINDS =
      'query ($kinds: [OfferingKind!]) { offerings(kinds: $kinds, first: 10) { edges { node { kind } } } }';
    const kindsOf = async (kinds: readonly string[] | null) => {
      const { offerings } = await ask<{
        readonly offerings: { readonly edges: readonly { readonly node: { readonly kind: string } }[] };
      }>(test.subgraph, gym.customer, OF_KINDS, { kinds });
      return offerings.edges.map(({ node }) => node.kind);
    };
    expect(await kindsOf(null)).toEqual(['ROOM', 'CLASS', 'PERSONAL']);
    expect(await kindsOf(['PERSONAL', 'ROOM'])).toEqual(['ROOM', 'PERSONAL']);
    expect(await kindsOf(['JOB'])).toEqual([]);
    expect((await refusalOf(test.subgraph, gym.customer, OF_KINDS, { kinds: [] })).code).toBe('INVALID');
  });

  it.each([
    ['neither a resource nor a pool', {}],
    ['a buffer of 241 minutes', { bufferAfterMinutes: 241 }],
    ['a negative buffer', { bufferBeforeMinutes: -1 }],
    ['an empty tax code', { taxCode: '' }],
  ])('refuses %s', async (_what, wrong) => {
    const gym = newGym();
    const needs = Object.keys(wrong).length > 0 ? { resourceId: await givenRoom(test, gym.owner) } : {};
    const input = { ...usual, ...needs, ...wrong, idempotencyKey: anyKey() };
    expect((await refusalOf(test.subgraph, gym.owner, CREATE, { input })).code).toBe('INVALID');
  });

  it('refuses a resource and a pool at once, and those of another tenant', async () => {
    const [gym, other] = [newGym(), newGym()];
    const resourceId = await givenRoom(test, other.owner);
    const poolId = await givenPool(test, other.owner, 0);
    const refused = async (needs: object) => {
      const input = { ...usual, ...needs, idempotencyKey: anyKey() };
      return (await refusalOf(test.subgraph, gym.owner, CREATE, { input })).code;
    };
    expect(await refused({ resourceId, poolId })).toBe('INVALID');
    expect(await refused({ resourceId })).toBe('NOT_FOUND');
    expect(await refused({ poolId })).toBe('NOT_FOUND');
  });
});
