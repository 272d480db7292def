import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenOfferingOf } from '../../test/booking-scene.ts';
import { givenJobOffering, newInstaller, QUOTE, SET_MARKUP, SET_ZONE } from '../../test/kinds-scene.ts';
import { anyKey } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph);
});
afterAll(() => test.close());

const ZONES = `{ jobZones(first: 10) { edges { node { id country postalPrefix multiplierPermille } } } }`;
const REMOVE = `mutation ($input: RemoveJobZoneInput!) { removeJobZone(input: $input) { jobZoneId } }`;
const MARKUP = '{ jobMarkupPermille }';
const zone = (postalPrefix: string, multiplierPermille: number, country = 'US') => ({
  input: { country, postalPrefix, multiplierPermille, idempotencyKey: anyKey() },
});
const markup = (multiplierPermille: number | null) => ({
  input: { multiplierPermille, idempotencyKey: anyKey() },
});
const question = (offeringId: string, changes: object = {}) => ({
  input: { offeringId, country: 'US', postalCode: '10001', propertySquareMeters: 2000, ...changes },
});

interface SetZone {
  readonly setJobZone: { readonly jobZone: { readonly id: string } };
}

describe('a quote', () => {
  it('is base times size where the tenant set nothing, for everybody', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    expect(await ask(test.subgraph, shop.anonymous, QUOTE, question(offeringId))).toEqual({
      quoteJob: {
        price: { amountMinor: 300_000, currency: 'NOK' },
        basePrice: { amountMinor: 150_000 },
        multiplierPermille: 1000,
        multiplierSource: 'NONE',
        zonePrefix: null,
        propertySquareMeters: 2000,
      },
    });
  });

  it('takes the zone with the longest prefix, and the markup of the tenant before any zone', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    await ask(test.subgraph, shop.owner, SET_ZONE, zone('1', 1100));
    await ask(test.subgraph, shop.owner, SET_ZONE, zone('1-00', 1500));
    await ask(test.subgraph, shop.owner, SET_ZONE, zone('100', 900, 'NO'));
    const quoted = () => ask(test.subgraph, shop.customer, QUOTE, question(offeringId));
    expect(await quoted()).toMatchObject({
      quoteJob: { price: { amountMinor: 450_000 }, multiplierSource: 'ZONE', zonePrefix: '100' },
    });
    await ask(test.subgraph, shop.owner, SET_MARKUP, markup(1300));
    expect(await quoted()).toMatchObject({
      quoteJob: { price: { amountMinor: 390_000 }, multiplierSource: 'MARKUP', zonePrefix: null },
    });
    await ask(test.subgraph, shop.owner, SET_MARKUP, markup(null));
    expect(await quoted()).toMatchObject({ quoteJob: { price: { amountMinor: 450_000 } } });
  });

  it('leaves zones out while the plan does not include them, and is not given while the plan is not known', async () => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    await ask(test.subgraph, shop.owner, SET_ZONE, zone('100', 1500));
    const without = shop.entitled(shop.customer, { features: [] });
    expect(await ask(test.subgraph, without, QUOTE, question(offeringId))).toMatchObject({
      quoteJob: { price: { amountMinor: 300_000 }, multiplierSource: 'NONE' },
    });
    const unknown = shop.entitled(shop.customer, { plan: null, features: [] });
    const refusal = await refusalOf(test.subgraph, unknown, QUOTE, question(offeringId));
    expect(refusal.code).toBe('UNAVAILABLE');
  });

  it.each([
    ['no size', { propertySquareMeters: 0 }, 'INVALID'],
    ['more than 1,000,000 square meters', { propertySquareMeters: 1_000_001 }, 'INVALID'],
    ['a country that is none', { country: 'UK' }, 'INVALID'],
    ['a postal code without letters and digits', { postalCode: '- -' }, 'INVALID'],
    ['an offering that never was', { offeringId: newId('off') }, 'NOT_FOUND'],
  ])('refuses %s', async (_what, wrong, code) => {
    const shop = newInstaller();
    const offeringId = await givenJobOffering(test, shop.owner);
    const refusal = await refusalOf(test.subgraph, shop.customer, QUOTE, question(offeringId, wrong));
    expect(refusal.code).toBe(code);
  });

  it('is for jobs alone, and of the own tenant', async () => {
    const [shop, other] = [newInstaller(), newInstaller()];
    const room = await givenOfferingOf(test, shop.owner);
    const job = await givenJobOffering(test, shop.owner);
    expect((await refusalOf(test.subgraph, shop.customer, QUOTE, question(room))).code).toBe('WRONG_KIND');
    expect((await refusalOf(test.subgraph, other.customer, QUOTE, question(job))).code).toBe('NOT_FOUND');
  });
});

describe('a zone', () => {
  it('is one for each prefix: set again it is changed, with one effect for one key', async () => {
    const shop = newInstaller();
    const first = zone('sw1 a', 1200, 'GB');
    const { setJobZone } = await ask<SetZone>(test.subgraph, shop.owner, SET_ZONE, first);
    expect(setJobZone.jobZone).toMatchObject({ postalPrefix: 'SW1A', multiplierPermille: 1200 });
    await ask(test.subgraph, shop.owner, SET_ZONE, zone('SW1A', 1400, 'GB'));
    await ask(test.subgraph, shop.owner, SET_ZONE, first);
    expect(await ask(test.subgraph, shop.trainer, ZONES)).toEqual({
      jobZones: { edges: [{ node: { ...setJobZone.jobZone, multiplierPermille: 1400 } }] },
    });
  });

  it('is one of two that set it at once', async () => {
    const shop = newInstaller();
    await Promise.all(
      [1100, 1200, 1300, 1400].map((permille) =>
        ask(test.subgraph, shop.owner, SET_ZONE, zone('9', permille)),
      ),
    );
    const seen = await ask<{ jobZones: { edges: unknown[] } }>(test.subgraph, shop.owner, ZONES);
    expect(seen.jobZones.edges).toHaveLength(1);
  });

  it('is removed once, and never by another tenant', async () => {
    const [shop, other] = [newInstaller(), newInstaller()];
    const { setJobZone } = await ask<SetZone>(test.subgraph, shop.owner, SET_ZONE, zone('1', 1100));
    const remove = { input: { jobZoneId: setJobZone.jobZone.id, idempotencyKey: anyKey() } };
    expect((await refusalOf(test.subgraph, other.owner, REMOVE, remove)).code).toBe('NOT_FOUND');
    expect(await ask(test.subgraph, other.owner, ZONES)).toEqual({ jobZones: { edges: [] } });
    const removed = await ask(test.subgraph, shop.owner, REMOVE, remove);
    expect(await ask(test.subgraph, shop.owner, REMOVE, remove)).toEqual(removed);
    expect(await ask(test.subgraph, shop.owner, ZONES)).toEqual({ jobZones: { edges: [] } });
  });

  it('is not for plans without prices by location, and says which has them', async () => {
    const shop = newInstaller({ features: [], upgrades: { location_pricing: 'fence:starter' } });
    const refusal = await refusalOf(test.subgraph, shop.owner, SET_ZONE, zone('1', 1100));
    expect(refusal).toMatchObject({
      code: 'PLAN_UPGRADE_REQUIRED',
      feature: 'location_pricing',
      cheapestGrant: 'fence:starter',
    });
    expect((await refusalOf(test.subgraph, shop.owner, ZONES)).code).toBe('PLAN_UPGRADE_REQUIRED');
  });

  it.each([
    ['a multiplier below a tenth', zone('1', 99)],
    ['a multiplier above ten', zone('1', 10_001)],
    ['no prefix', zone('', 1000)],
    ['a prefix of more than ten letters and digits', zone('12345678901', 1000)],
    ['a country that is none', zone('1', 1000, 'XX')],
  ])('refuses %s', async (_what, wrong) => {
    const shop = newInstaller();
    expect((await refusalOf(test.subgraph, shop.owner, SET_ZONE, wrong)).code).toBe('INVALID');
    expect(await ask(test.subgraph, shop.owner, ZONES)).toEqual({ jobZones: { edges: [] } });
  });
});

describe('prices of jobs', () => {
  it('are set by administrators, read by staff and kept from other tenants', async () => {
    const [shop, other] = [newInstaller(), newInstaller()];
    const codeOf = async (caller: typeof shop.owner, query: string, variables: object = {}) =>
      (await refusalOf(test.subgraph, caller, query, { ...variables })).code;
    expect(await codeOf(shop.trainer, SET_ZONE, zone('1', 1100))).toBe('FORBIDDEN');
    expect(await codeOf(shop.trainer, SET_MARKUP, markup(1100))).toBe('FORBIDDEN');
    expect(await codeOf(shop.customer, ZONES)).toBe('FORBIDDEN');
    expect(await codeOf(shop.customer, MARKUP)).toBe('FORBIDDEN');
    await ask(test.subgraph, shop.owner, SET_MARKUP, markup(1100));
    expect(await ask(test.subgraph, shop.trainer, MARKUP)).toEqual({ jobMarkupPermille: 1100 });
    expect(await ask(test.subgraph, other.owner, MARKUP)).toEqual({ jobMarkupPermille: null });
  });
});
