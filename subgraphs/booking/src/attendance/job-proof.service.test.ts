import type { Caller } from '@freehold/kernel/caller/caller';
import { runDueJobs } from '@freehold/kernel/testing/run-due-jobs';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { givenJob, givenJobOffering, newInstaller } from '../../test/kinds-scene.ts';
import { setRules } from '../../test/rules-scene.ts';
import { anyKey, faces } from '../../test/scene.ts';
import { givenTold } from '../../test/told-scene.ts';
import { bookingSubgraph } from '../booking.subgraph.ts';

const NOW = '2026-11-23T09:00:00Z';
const AFTER = '2026-11-24T19:00:00Z';
const BOTH = { jobPhotos: { before: true, after: true } };
const CHECK_IN = `mutation ($input: CheckInBookingInput!) { checkInBooking(input: $input) { booking { status } } }`;
const CLOSE = `mutation ($input: CloseSessionInput!) { closeSession(input: $input) { session { id } } }`;
const ADD = `mutation ($input: AddJobPhotoInput!) { addJobPhoto(input: $input) { jobPhoto { id } } }`;
const REMOVE = `mutation ($input: RemoveJobPhotoInput!) { removeJobPhoto(input: $input) { jobPhotoId } }`;
const MINE = `{ myBookings(first: 1) { edges { node { status session { id } policy { jobPhotos { before after } } } } } }`;

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(bookingSubgraph, { faces });
});
afterEach(() => test.clock.moveTo(NOW));
afterAll(() => test.close());

interface Mine {
  readonly myBookings: {
    readonly edges: readonly { node: { status: string; session: { id: string }; policy: object } }[];
  };
}

async function mine(customer: Caller) {
  const { myBookings } = await ask<Mine>(test.subgraph, customer, MINE);
  return myBookings.edges[0]?.node;
}

async function givenUsedJob(rules: object | null = BOTH) {
  const shop = newInstaller();
  await givenTold(test, shop);
  const offeringId = await givenJobOffering(test, shop.owner);
  if (rules) await setRules(test, shop.owner, rules);
  const bookingId = await givenJob(test, shop.customer, offeringId);
  await ask(test.subgraph, shop.trainer, CHECK_IN, { input: { bookingId, idempotencyKey: anyKey() } });
  test.clock.moveTo(AFTER);
  return { shop, bookingId, sessionId: (await mine(shop.customer))?.session.id };
}

type UsedJob = Awaited<ReturnType<typeof givenUsedJob>>;

async function addPhoto({ shop, bookingId }: UsedJob, kind: string): Promise<string> {
  const facts = { url: 'https://photos.example/1.jpg', takenAt: '2026-11-23T08:00:00Z' };
  const input = { bookingId, kind, ...facts, idempotencyKey: anyKey() };
  const { addJobPhoto } = await ask(test.subgraph, shop.trainer, ADD, { input });
  return Object(addJobPhoto).jobPhoto.id;
}
const close = ({ sessionId }: UsedJob) => ({ input: { sessionId, idempotencyKey: anyKey() } });
const statusOf = async ({ shop }: UsedJob) => (await mine(shop.customer))?.status;
const runDue = ({ shop }: UsedJob) => runDueJobs(test, { until: AFTER, tenantId: shop.tenant.id });

describe('a job whose rules want photos', () => {
  it('is closed with a photo of each kind, and refused without, which says what is missing', async () => {
    const job = await givenUsedJob();
    const refused = () => refusalOf(test.subgraph, job.shop.trainer, CLOSE, close(job));
    const { bookingId } = job;
    expect(await refused()).toEqual({ code: 'PHOTOS_MISSING', bookingId, missing: ['BEFORE', 'AFTER'] });
    await addPhoto(job, 'BEFORE');
    await addPhoto(job, 'OTHER');
    expect(await refused()).toEqual({ code: 'PHOTOS_MISSING', bookingId, missing: ['AFTER'] });
    expect(await statusOf(job)).toBe('CHECKED_IN');
    await addPhoto(job, 'AFTER');
    await ask(test.subgraph, job.shop.trainer, CLOSE, close(job));
    expect(await statusOf(job)).toBe('COMPLETED');
  });

  it('is not completed by the clock either, until the last photo comes', async () => {
    const job = await givenUsedJob();
    await runDue(job);
    await addPhoto(job, 'AFTER');
    await runDue(job);
    expect(await statusOf(job)).toBe('CHECKED_IN');
    await addPhoto(job, 'BEFORE');
    await runDue(job);
    expect(await statusOf(job)).toBe('COMPLETED');
  });

  it('counts no photo that was removed', async () => {
    const job = await givenUsedJob({ jobPhotos: { before: false, after: true } });
    const jobPhotoId = await addPhoto(job, 'AFTER');
    await ask(test.subgraph, job.shop.trainer, REMOVE, { input: { jobPhotoId, idempotencyKey: anyKey() } });
    const refusal = await refusalOf(test.subgraph, job.shop.trainer, CLOSE, close(job));
    expect(refusal).toMatchObject({ code: 'PHOTOS_MISSING', missing: ['AFTER'] });
  });

  it('tells its holder so, and does not exist for another tenant', async () => {
    const job = await givenUsedJob();
    expect(await mine(job.shop.customer)).toMatchObject({ policy: BOTH });
    expect((await refusalOf(test.subgraph, newInstaller().owner, CLOSE, close(job))).code).toBe('NOT_FOUND');
    expect((await refusalOf(test.subgraph, job.shop.customer, CLOSE, close(job))).code).toBe('FORBIDDEN');
  });
});

describe('a job that was booked before the rules wanted photos', () => {
  it('is completed by the clock without any', async () => {
    const job = await givenUsedJob(null);
    await setRules(test, job.shop.owner, BOTH);
    await runDue(job);
    expect(await statusOf(job)).toBe('COMPLETED');
    expect(await mine(job.shop.customer)).toMatchObject({
      policy: { jobPhotos: { before: false, after: false } },
    });
  });
});
