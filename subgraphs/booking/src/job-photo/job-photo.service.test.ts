import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenOfferingOf, many, tally } from '../../test/booking-scene.ts';
import { givenJob, givenJobOffering, newInstaller } from '../../test/kinds-scene.ts';
import { anyKey, faces } from '../../test/scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterAll(() => test.close());

const ADD = `mutation ($input: AddJobPhotoInput!) {
  addJobPhoto(input: $input) { jobPhoto { id url kind takenAt addedAt addedBy { id } } } }`;
const REMOVE = `mutation ($input: RemoveJobPhotoInput!) { removeJobPhoto(input: $input) { jobPhotoId } }`;
const PHOTOS = `{ myBookings(first: 1) { edges { node { job {
  photos(first: 100) { edges { node { kind url takenAt } } } } } } } }`;
const photo = (bookingId: string, changes: object = {}) => ({
  input: {
    bookingId,
    url: 'https://photos.example/before.jpg',
    kind: 'BEFORE',
    takenAt: '2026-11-23T08:00:00Z',
    idempotencyKey: anyKey(),
    ...changes,
  },
});

interface Added {
  readonly addJobPhoto: { readonly jobPhoto: { readonly id: string } };
}
interface Photos {
  readonly myBookings: {
    readonly edges: { node: { job: { photos: { edges: { node: { kind: string } }[] } } } }[];
  };
}

async function givenShopWithJob() {
  const shop = newInstaller();
  const offeringId = await givenJobOffering(test, shop.owner);
  return { shop, offeringId, bookingId: await givenJob(test, shop.customer, offeringId) };
}

async function kindsSeen(caller: Parameters<typeof ask>[1]): Promise<string[]> {
  const seen = await ask<Photos>(test.subgraph, caller, PHOTOS);
  return seen.myBookings.edges.flatMap(({ node }) => node.job.photos.edges.map((edge) => edge.node.kind));
}

describe('photos of a job', () => {
  it('are added once by staff, and seen by the customer in the order in which they were taken', async () => {
    const { shop, bookingId } = await givenShopWithJob();
    const after = photo(bookingId, { kind: 'AFTER', takenAt: '2026-11-23T08:30:00Z' });
    const added = await ask(test.subgraph, shop.trainer, ADD, after);
    expect(added).toMatchObject({
      addJobPhoto: {
        jobPhoto: { kind: 'AFTER', addedAt: test.clock.now(), addedBy: { id: shop.trainer.member?.id } },
      },
    });
    expect(await ask(test.subgraph, shop.trainer, ADD, after)).toEqual(added);
    await ask(test.subgraph, shop.trainer, ADD, photo(bookingId));
    expect(await kindsSeen(shop.customer)).toEqual(['BEFORE', 'AFTER']);
  });

  it('are forgotten, and never by another tenant or a customer', async () => {
    const { shop, bookingId } = await givenShopWithJob();
    const other = newInstaller();
    const { addJobPhoto } = await ask<Added>(test.subgraph, shop.trainer, ADD, photo(bookingId));
    const remove = { input: { jobPhotoId: addJobPhoto.jobPhoto.id, idempotencyKey: anyKey() } };
    expect((await refusalOf(test.subgraph, other.owner, REMOVE, remove)).code).toBe('NOT_FOUND');
    expect((await refusalOf(test.subgraph, shop.customer, REMOVE, remove)).code).toBe('FORBIDDEN');
    expect(await kindsSeen(shop.customer)).toEqual(['BEFORE']);
    await ask(test.subgraph, shop.trainer, REMOVE, remove);
    expect(await kindsSeen(shop.customer)).toEqual([]);
  });

  it('are at most 50, also when many come at once', async () => {
    const { shop, bookingId } = await givenShopWithJob();
    const calls = many(60, (index) => ({
      caller: shop.trainer,
      query: ADD,
      input: photo(bookingId, { url: `https://photos.example/${index}.jpg` }).input,
    }));
    expect(await tally(test, calls)).toEqual({ done: 50, TOO_MANY_PHOTOS: 10 });
    expect(await kindsSeen(shop.customer)).toHaveLength(50);
  });

  it.each([
    ['an address without encryption', { url: 'http://photos.example/1.jpg' }, 'INVALID'],
    ['a script for an address', { url: 'javascript:alert(1)' }, 'INVALID'],
    ['a password in the address', { url: 'https://a:b@photos.example/1.jpg' }, 'INVALID'],
    ['an address that is too long', { url: `https://photos.example/${'a'.repeat(2000)}` }, 'INVALID'],
    ['one from the future', { takenAt: '2026-11-23T09:00:01Z' }, 'INVALID'],
    ['a booking that never was', { bookingId: newId('bkg') }, 'NOT_FOUND'],
  ])('refuse %s', async (_what, wrong, code) => {
    const { shop, bookingId } = await givenShopWithJob();
    expect((await refusalOf(test.subgraph, shop.trainer, ADD, photo(bookingId, wrong))).code).toBe(code);
    expect(await kindsSeen(shop.customer)).toEqual([]);
  });

  it('are of jobs alone, and not for customers or other tenants to add', async () => {
    const { shop, bookingId } = await givenShopWithJob();
    const other = newInstaller();
    const offeringId = await givenOfferingOf(test, shop.owner);
    const query = `mutation ($input: BookIntervalInput!) { bookInterval(input: $input) { booking { id } } }`;
    const input = { offeringId, startsAt: '2026-11-24T17:00:00Z', idempotencyKey: anyKey() };
    const { bookInterval } = await ask<{ bookInterval: { booking: { id: string } } }>(
      test.subgraph,
      shop.customer,
      query,
      { input },
    );
    const codeOf = async (caller: typeof shop.owner, id: string) =>
      (await refusalOf(test.subgraph, caller, ADD, photo(id))).code;
    expect(await codeOf(shop.trainer, bookInterval.booking.id)).toBe('NOT_FOUND');
    expect(await codeOf(shop.customer, bookingId)).toBe('FORBIDDEN');
    expect(await codeOf(other.trainer, bookingId)).toBe('NOT_FOUND');
  });
});
