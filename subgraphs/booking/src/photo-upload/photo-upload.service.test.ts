import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { many, tally } from '../../test/booking-scene.ts';
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
  OPEN,
  opening,
  storageOf,
} from '../../test/photo-scene.ts';
import { anyKey } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const objects = memoryObjects();
let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces, objects });
});
afterAll(() => test.close());

const PHOTOS = `{ myBookings(first: 1) { edges { node { job {
  photos(first: 100) { edges { node { id kind url takenAt addedAt bytes } } } } } } } }`;

const codeOf = async (...asked: Parameters<typeof refusalOf>) => (await refusalOf(...asked)).code;

describe('an upload', () => {
  it('becomes a photo, which its customer sees at an address that is signed for a while', async () => {
    const { shop, bookingId } = await givenShopWithJob(test);
    const { id, objectKey } = await givenUpload(test, objects.store, shop.trainer, bookingId);
    const kept = await ask<Kept>(test.subgraph, byGateway(shop.trainer), KEEP, arrival(id, bookingId));
    const url = objects.addresses.pathOf(objectKey, test.clock.now());
    const photo = {
      id: kept._keepJobPhoto.jobPhoto.id,
      kind: 'AFTER',
      url,
      takenAt: new Date('2026-11-23T08:00:00Z'),
      addedAt: test.clock.now(),
      bytes: 1000,
    };
    expect(kept).toEqual({ _keepJobPhoto: { jobPhoto: photo, objectKey } });
    expect(await ask(test.subgraph, shop.customer, PHOTOS)).toEqual({
      myBookings: { edges: [{ node: { job: { photos: { edges: [{ node: photo }] } } } }] },
    });
  });

  it('becomes one photo, counted once, when it comes ten times at once with one key', async () => {
    const { shop, bookingId } = await givenShopWithJob(test);
    const uploads = await Promise.all(
      many(10, () => givenUpload(test, objects.store, shop.trainer, bookingId)),
    );
    const idempotencyKey = anyKey();
    const answers = await Promise.all(
      uploads.map(({ id }) =>
        ask<Kept>(test.subgraph, byGateway(shop.trainer), KEEP, arrival(id, bookingId, { idempotencyKey })),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await storageOf(test, shop)).toEqual({ used: 1, bytes: 1000, uploads: 9 });
  });

  it('is refused with a key that other bytes came with', async () => {
    const { shop, bookingId } = await givenShopWithJob(test);
    const idempotencyKey = anyKey();
    const keep = async (digest: string) => {
      const { id } = await givenUpload(test, objects.store, shop.trainer, bookingId);
      return arrival(id, bookingId, { idempotencyKey, digest });
    };
    await ask(test.subgraph, byGateway(shop.trainer), KEEP, await keep('a'.repeat(43)));
    const other = await keep('b'.repeat(43));
    expect(await codeOf(test.subgraph, byGateway(shop.trainer), KEEP, other)).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('is for the gateway alone to open, for a member who may change photos', async () => {
    const { shop, bookingId } = await givenShopWithJob(test);
    const codes = [shop.trainer, byGateway(shop.customer), byGateway(shop.anonymous)].map((caller) =>
      codeOf(test.subgraph, caller, OPEN, opening(bookingId)),
    );
    expect(await Promise.all(codes)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect((await storageOf(test, shop)).uploads).toBe(0);
  });

  it('is not there for another tenant, nor for another member, and stays for whoever opened it', async () => {
    const [{ shop, bookingId }, other] = [await givenShopWithJob(test), await givenShopWithJob(test)];
    const { id } = await givenUpload(test, objects.store, shop.trainer, bookingId);
    const strangers = [
      codeOf(test.subgraph, byGateway(other.shop.trainer), OPEN, opening(bookingId)),
      codeOf(test.subgraph, byGateway(other.shop.trainer), KEEP, arrival(id, other.bookingId)),
      codeOf(test.subgraph, byGateway(shop.owner), KEEP, arrival(id, bookingId)),
    ];
    expect(await Promise.all(strangers)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    await ask(test.subgraph, byGateway(shop.trainer), KEEP, arrival(id, bookingId));
    expect(await storageOf(test, other.shop)).toEqual({ used: null, bytes: 0, uploads: 0 });
  });

  it.each([
    ['taken in the future', { takenAt: '2026-11-23T09:00:01Z' }, 'INVALID'],
    ['of a kind of bytes that are not kept', { ending: 'html' }, 'INVALID'],
    ['of a booking that never was', { bookingId: newId('bkg') }, 'NOT_FOUND'],
  ])('is refused when its photo is %s, with nothing written', async (_what, wrong, code) => {
    const { shop, bookingId } = await givenShopWithJob(test);
    expect(await codeOf(test.subgraph, byGateway(shop.trainer), OPEN, opening(bookingId, wrong))).toBe(code);
    expect((await storageOf(test, shop)).uploads).toBe(0);
  });

  it.each([
    ['no bytes', { bytes: 0 }],
    ['too many bytes', { bytes: 10_000_001 }],
    ['a digest that is none', { digest: 'd' }],
    ['a photo from the future', { takenAt: '2026-11-23T09:00:01Z' }],
  ])('becomes no photo with %s', async (_what, wrong) => {
    const { shop, bookingId } = await givenShopWithJob(test);
    const { id } = await givenUpload(test, objects.store, shop.trainer, bookingId);
    const keep = arrival(id, bookingId, wrong);
    expect(await codeOf(test.subgraph, byGateway(shop.trainer), KEEP, keep)).toBe('INVALID');
    expect(await storageOf(test, shop)).toEqual({ used: null, bytes: 0, uploads: 1 });
  });
});

describe('the storage of a plan', () => {
  it('is counted in megabytes of all photos together', async () => {
    const { shop, bookingId } = await givenShopWithJob(test);
    const used: (number | null)[] = [];
    for (const bytes of [MEGABYTE / 2, MEGABYTE / 2, 1]) {
      const { id } = await givenUpload(test, objects.store, shop.trainer, bookingId);
      await ask(test.subgraph, byGateway(shop.trainer), KEEP, arrival(id, bookingId, { bytes }));
      used.push((await storageOf(test, shop)).used);
    }
    expect(used).toEqual([1, 1, 2]);
  });

  it('is never exceeded, and what does not fit leaves nothing behind', async () => {
    const { shop, bookingId } = await givenShopWithJob(test, {
      limits: { bookings: null, storage_mb: 3 },
    });
    const uploads = await Promise.all(
      many(12, () => givenUpload(test, objects.store, shop.trainer, bookingId)),
    );
    const calls = uploads.map(({ id }) => ({
      caller: byGateway(shop.trainer),
      query: KEEP,
      input: arrival(id, bookingId, { bytes: MEGABYTE }).input,
    }));
    expect(await tally(test, calls)).toEqual({ done: 3, LIMIT_EXCEEDED: 9 });
    expect(await storageOf(test, shop)).toEqual({ used: 3, bytes: 3 * MEGABYTE, uploads: 9 });
    const { id } = await givenUpload(test, objects.store, shop.trainer, bookingId);
    const refusal = await refusalOf(test.subgraph, byGateway(shop.trainer), KEEP, arrival(id, bookingId));
    expect(refusal).toMatchObject({ code: 'LIMIT_EXCEEDED', feature: 'storage_mb', used: 3, limit: 3 });
  });

  it('takes nothing while the plan is not known', async () => {
    const { shop, bookingId } = await givenShopWithJob(test);
    const { id } = await givenUpload(test, objects.store, shop.trainer, bookingId);
    const unknown = byGateway(shop.entitled(shop.trainer, { plan: null }));
    expect(await codeOf(test.subgraph, unknown, KEEP, arrival(id, bookingId))).toBe('UNAVAILABLE');
  });
});

describe('a house without a place for objects', () => {
  it('opens no upload, and still takes photos that are kept elsewhere', async () => {
    const bare = await startTestSubgraph(bookingSubgraph, { faces });
    const { shop, bookingId } = await givenShopWithJob(bare);
    expect(await codeOf(bare.subgraph, byGateway(shop.trainer), OPEN, opening(bookingId))).toBe(
      'UNAVAILABLE',
    );
    const url = 'https://photos.example/1.jpg';
    const input = {
      bookingId,
      url,
      kind: 'BEFORE',
      takenAt: '2026-11-23T08:00:00Z',
      idempotencyKey: anyKey(),
    };
    const add =
      'mutation ($input: AddJobPhotoInput!) { addJobPhoto(input: $input) { jobPhoto { url bytes } } }';
    const added = await ask(bare.subgraph, shop.trainer, add, { input });
    expect(added).toEqual({ addJobPhoto: { jobPhoto: { url, bytes: null } } });
    await bare.close();
  });
});
