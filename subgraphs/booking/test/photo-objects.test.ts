import type { TestTenant } from '@freehold/kernel/testing/callers';
import { runDueJobs } from '@freehold/kernel/testing/run-due-jobs';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookingSubgraph } from '../src/booking.subgraph.ts';
import {
  arrival,
  byGateway,
  faces,
  givenShopWithJob,
  givenUpload,
  KEEP,
  type Kept,
  MEGABYTE,
  memoryObjects,
  storageOf,
} from './photo-scene.ts';
import { anyKey } from './scene.ts';
import { givenTold } from './told-scene.ts';

const objects = memoryObjects();
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, objects });
});
afterEach(() => {
  test.clock.moveTo('2026-11-23T09:00:00Z');
  objects.store.isBroken = false;
});
afterAll(() => test.close());

const REMOVE = `mutation ($input: RemoveJobPhotoInput!) { removeJobPhoto(input: $input) { jobPhotoId } }`;
const removal = (jobPhotoId: string) => ({ input: { jobPhotoId, idempotencyKey: anyKey() } });

async function givenKnownShop() {
  const given = await givenShopWithJob(test);
  await givenTold(test, given.shop);
  return given;
}

async function givenKept({ shop, bookingId }: { shop: TestTenant; bookingId: string }, bytes = MEGABYTE) {
  const { id } = await givenUpload(test, objects.store, shop.trainer, bookingId);
  const answer = await ask<Kept>(
    test.subgraph,
    byGateway(shop.trainer),
    KEEP,
    arrival(id, bookingId, { bytes }),
  );
  return answer._keepJobPhoto;
}

const hourLater = ({ tenant }: TestTenant) =>
  runDueJobs(test, { until: '2026-11-23T10:00:00Z', tenantId: tenant.id });

describe('the bytes of a photo', () => {
  it('are given back when the photo is forgotten, and removed after that: nothing is counted, nothing is left', async () => {
    const given = await givenKnownShop();
    const { shop } = given;
    const { jobPhoto, objectKey } = await givenKept(given);
    expect(await storageOf(test, shop)).toMatchObject({ used: 1, bytes: MEGABYTE });
    await ask(test.subgraph, shop.trainer, REMOVE, removal(jobPhoto.id));
    expect(await storageOf(test, shop)).toEqual({ used: 0, bytes: 0, uploads: 0 });
    expect(objects.store.keysOf(shop)).toEqual([objectKey]);
    await hourLater(shop);
    expect(objects.store.keysOf(shop)).toEqual([]);
  });

  it('are tried again every hour while the store is away', async () => {
    const given = await givenKnownShop();
    const { shop } = given;
    const { jobPhoto } = await givenKept(given);
    await ask(test.subgraph, shop.trainer, REMOVE, removal(jobPhoto.id));
    objects.store.isBroken = true;
    const until = (instant: string) => runDueJobs(test, { until: instant, tenantId: shop.tenant.id });
    await until('2026-11-23T15:30:00Z');
    expect(objects.store.keysOf(shop)).toHaveLength(1);
    objects.store.isBroken = false;
    await until('2026-11-23T16:30:00Z');
    expect(objects.store.keysOf(shop)).toEqual([]);
  });

  it('stay when the photo was not forgotten after all', async () => {
    const given = await givenKnownShop();
    const { shop } = given;
    const { jobPhoto } = await givenKept(given);
    const other = await givenKnownShop();
    const strangers = [other.shop.owner, shop.customer].map((caller) =>
      refusalOf(test.subgraph, caller, REMOVE, removal(jobPhoto.id)),
    );
    expect((await Promise.all(strangers)).map(({ code }) => code)).toEqual(['NOT_FOUND', 'FORBIDDEN']);
    await hourLater(shop);
    expect(objects.store.keysOf(shop)).toHaveLength(1);
    expect(await storageOf(test, shop)).toMatchObject({ used: 1, bytes: MEGABYTE });
  });

  it('are removed once when the photo is forgotten ten times at once', async () => {
    const given = await givenKnownShop();
    const { shop } = given;
    const { jobPhoto } = await givenKept(given);
    await givenKept(given);
    const calls = Array.from({ length: 10 }, () =>
      test.subgraph.execute({ query: REMOVE, variables: removal(jobPhoto.id), caller: shop.trainer }),
    );
    const codes = (await Promise.all(calls)).map(({ errors }) => errors?.[0]?.extensions?.code ?? 'done');
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(await storageOf(test, shop)).toMatchObject({ used: 1, bytes: MEGABYTE });
    await hourLater(shop);
    expect(objects.store.keysOf(shop)).toHaveLength(1);
  });
});

describe('photos of a job', () => {
  const PHOTOS = `query ($id: ID!) { node(id: $id) { ... on Booking { job {
    photos(first: 50) { edges { node { id url bytes addedBy { id } } } } } } } }`;

  it('are read by as many statements when there are many as when there are few', async () => {
    const given = await givenKnownShop();
    const { shop, bookingId } = given;
    const counts: number[] = [];
    for (const more of [2, 18]) {
      for (const _ of Array.from({ length: more })) await givenKept(given, 1000);
      await ask(test.subgraph, shop.owner, PHOTOS, { id: bookingId });
      test.statements.splice(0);
      await ask(test.subgraph, shop.owner, PHOTOS, { id: bookingId });
      counts.push(test.statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});

describe('bytes that came and whose photo never did', () => {
  it('are removed after an hour, those of photos are not', async () => {
    const given = await givenKnownShop();
    const { shop, bookingId } = given;
    const { objectKey } = await givenKept(given);
    const lost = await givenUpload(test, objects.store, shop.trainer, bookingId);
    await runDueJobs(test, { until: '2026-11-23T09:59:59Z', tenantId: shop.tenant.id });
    expect(objects.store.keysOf(shop)).toEqual([objectKey, lost.objectKey]);
    await hourLater(shop);
    expect(objects.store.keysOf(shop)).toEqual([objectKey]);
    const late = arrival(lost.id, bookingId);
    expect(await refusalOf(test.subgraph, byGateway(shop.trainer), KEEP, late)).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('are a photo or removed, never both, when the photo comes as they are given up', async () => {
    const { shop, bookingId } = await givenKnownShop();
    const uploads = [];
    for (const _ of Array.from({ length: 8 }))
      uploads.push(await givenUpload(test, objects.store, shop.trainer, bookingId));
    const keeping = uploads.map(({ id }) =>
      test.subgraph.execute({
        query: KEEP,
        variables: arrival(id, bookingId),
        caller: byGateway(shop.trainer),
      }),
    );
    const [answers] = await Promise.all([Promise.all(keeping), hourLater(shop)]);
    await hourLater(shop);
    const kept = uploads.filter((_, index) => !answers[index]?.errors).map(({ objectKey }) => objectKey);
    expect(objects.store.keysOf(shop)).toEqual(kept);
    expect(await storageOf(test, shop)).toMatchObject({ bytes: kept.length * 1000, uploads: 0 });
  });
});
