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
const SEEN = `query ($id: ID!) { _entities(representations: [{ __typename: "Booking", id: $id }]) { ... on Booking {
  overrides { deed reason by { id } } job { photos(first: 50) { edges { node { kind isLocked } } } } } } }`;

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

interface Seen {
  readonly _entities: readonly { overrides: object[]; job: { photos: { edges: { node: object }[] } } }[];
}

async function seen({ shop, bookingId }: UsedJob) {
  return (await ask<Seen>(test.subgraph, shop.owner, SEEN, { id: bookingId }))._entities[0];
}
const photosOf = async (job: UsedJob) => (await seen(job))?.job.photos.edges.map(({ node }) => node) ?? [];
const overridesOf = async (job: UsedJob) => (await seen(job))?.overrides;

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

describe('the photos of a job that is completed', () => {
  const remove = (jobPhotoId: string, overrideReason?: string) => ({
    input: { jobPhotoId, overrideReason, idempotencyKey: anyKey() },
  });

  async function givenProven(rules: object = BOTH) {
    const job = await givenUsedJob(rules);
    const ids = [await addPhoto(job, 'BEFORE'), await addPhoto(job, 'AFTER'), await addPhoto(job, 'OTHER')];
    const [before = '', after = '', other = ''] = ids;
    await ask(test.subgraph, job.shop.trainer, CLOSE, close(job));
    return { ...job, before, after, other };
  }

  it('that the agreed rules wanted are locked, and stay; others can be removed', async () => {
    const job = await givenProven({ jobPhotos: { before: false, after: true } });
    await setRules(test, job.shop.owner, { jobPhotos: { before: true, after: false } });
    expect(await refusalOf(test.subgraph, job.shop.owner, REMOVE, remove(job.after))).toEqual({
      code: 'PHOTO_LOCKED',
      photoKind: 'AFTER',
    });
    await ask(test.subgraph, job.shop.trainer, REMOVE, remove(job.before));
    await ask(test.subgraph, job.shop.trainer, REMOVE, remove(job.other, 'Shows a neighbour.'));
    expect(await photosOf(job)).toEqual([{ kind: 'AFTER', isLocked: true }]);
    expect(await overridesOf(job)).toEqual([]);
  });

  it('are removed by staff with a reason, which the booking keeps', async () => {
    const job = await givenProven();
    const input = remove(job.after, 'Shows a neighbour.');
    for (const _repeat of [1, 2]) await ask(test.subgraph, job.shop.trainer, REMOVE, input);
    expect(await overridesOf(job)).toEqual([
      { deed: 'PHOTO_REMOVED', reason: 'Shows a neighbour.', by: { id: job.shop.trainer.member?.id } },
    ]);
    expect(await photosOf(job)).toEqual([
      { kind: 'BEFORE', isLocked: true },
      { kind: 'OTHER', isLocked: false },
    ]);
    expect(await statusOf(job)).toBe('COMPLETED');
  });

  it.each(['', '   ', 'x'.repeat(501)])('are not removed for %j', async (reason) => {
    const job = await givenProven();
    const refusal = await refusalOf(test.subgraph, job.shop.trainer, REMOVE, remove(job.after, reason));
    expect(refusal.code).toBe('INVALID');
    expect(await photosOf(job)).toHaveLength(3);
  });

  it('are removed by nobody but staff of the tenant, whatever reason is given', async () => {
    const job = await givenProven();
    const codeOf = async (caller: Caller) =>
      (await refusalOf(test.subgraph, caller, REMOVE, remove(job.after, 'Ugly.'))).code;
    expect(await codeOf(job.shop.customer)).toBe('FORBIDDEN');
    expect(await codeOf(newInstaller().owner)).toBe('NOT_FOUND');
    expect(await photosOf(job)).toHaveLength(3);
  });

  it('are not locked before, and removed at once with completing leave it open or stay', async () => {
    const job = await givenUsedJob();
    const before = await addPhoto(job, 'BEFORE');
    await addPhoto(job, 'AFTER');
    expect(await photosOf(job)).toEqual([
      { kind: 'BEFORE', isLocked: false },
      { kind: 'AFTER', isLocked: false },
    ]);
    const outcomes = await Promise.all(
      [
        { query: CLOSE, variables: close(job) },
        { query: REMOVE, variables: remove(before) },
      ].map((call) => test.subgraph.execute({ ...call, caller: job.shop.trainer })),
    );
    const [closed, removed] = outcomes.map(({ errors }) => errors?.[0]?.extensions?.code ?? 'done');
    const left = (await photosOf(job)).length;
    expect([
      { closed: 'done', removed: 'PHOTO_LOCKED', status: 'COMPLETED', left: 2 },
      { closed: 'PHOTOS_MISSING', removed: 'done', status: 'CHECKED_IN', left: 1 },
    ]).toContainEqual({ closed, removed, status: await statusOf(job), left });
  });

  it('are listed with as many statements as those of a job with one', async () => {
    const job = await givenProven();
    const counted = async () => {
      test.statements.splice(0);
      await photosOf(job);
      return test.statements.splice(0).length;
    };
    const three = await counted();
    for (const kind of ['BEFORE', 'AFTER', 'OTHER']) await addPhoto(job, kind);
    expect(await counted()).toBe(three);
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
