import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { FrozenClock } from '@freehold/kernel/values/clock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestHouse, type TestHouse } from '../test/test-house.ts';

const TENANT = 'brightpath';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
const RESOURCE =
  'mutation ($input: CreateResourceInput!) { createResource(input: $input) { resource { id } } }';
const OFFERING =
  'mutation ($input: CreateOfferingInput!) { createOffering(input: $input) { offering { id } } }';
const BOOK = 'mutation ($input: BookJobInput!) { bookJob(input: $input) { booking { id } } }';
const REMOVE = 'mutation ($input: RemoveJobPhotoInput!) { removeJobPhoto(input: $input) { jobPhotoId } }';
const STORED = '{ tenant { meters { key usage { used } } } }';
// The least that is a JPEG file: where it was taken, and no picture.
const PHOTO = Buffer.concat([
  Buffer.from('ffd8ffe10014', 'hex'),
  Buffer.from('GPS 59.91N 10.75E '),
  Buffer.from('ffd9', 'hex'),
]);

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string | null;
  readonly type?: string;
  readonly body?: Buffer | string;
  readonly slug?: string;
}

describe('a photo of a job in the whole house', () => {
  let opened: TestHouse;

  beforeAll(async () => {
    opened = await openTestHouse('clinic', { clock: new FrozenClock('2026-11-16T03:00:00Z') });
  }, 90_000);
  afterAll(() => opened.close());

  async function send({ method, path, token, type = 'application/json', body = '', slug = TENANT }: Sent) {
    const headers = {
      host: `${slug}.localhost`,
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'idempotency-key': 'photo 1',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    const sent = request({ host: '127.0.0.1', port: opened.house.port, path, method, headers });
    const [response] = (await once(sent.end(body), 'response')) as [IncomingMessage];
    return { status: response.statusCode, headers: response.headers, bytes: await buffer(response) };
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  async function ask(token: string | null, query: string, input: object = {}): Promise<any> {
    const body = JSON.stringify({ query, variables: { input } });
    const { bytes } = await send({ method: 'POST', path: '/graphql', token, body });
    const { data, errors } = JSON.parse(bytes.toString());
    expect(errors).toBeUndefined();
    return data;
  }

  async function tokenOf(name: string): Promise<string> {
    const signedIn = await ask(null, SIGN_IN, { email: `${name}@${TENANT}.test`, password: 'freehold-demo' });
    return signedIn.signIn.accessToken;
  }

  async function givenJob(owner: string, customer: string): Promise<string> {
    const crew = { name: 'Crew', kind: 'CREW', capacity: 1, idempotencyKey: 'crew' };
    const { createResource } = await ask(owner, RESOURCE, crew);
    const { createOffering } = await ask(owner, OFFERING, {
      name: 'Repair',
      kind: 'JOB',
      durationMinutes: 60,
      capacity: 1,
      priceMinor: 10_000,
      resourceId: createResource.resource.id,
      idempotencyKey: 'repair',
    });
    const { bookJob } = await ask(customer, BOOK, {
      offeringId: createOffering.offering.id,
      startsAt: '2026-11-17T17:00:00Z',
      address: { street: '5 Oak Lane', postalCode: '10001', city: 'New York', country: 'US' },
      propertySquareMeters: 100,
      idempotencyKey: 'job',
    });
    return bookJob.booking.id;
  }

  async function storedFiles(): Promise<string[]> {
    const entries = await readdir(join(opened.directory, 'data/objects'), {
      recursive: true,
      withFileTypes: true,
    });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  async function megabytes(owner: string): Promise<number | undefined> {
    const { tenant } = await ask(owner, STORED);
    const found = tenant.meters.find(({ key }: { key: string }) => key === 'storage_mb');
    return found?.usage?.used;
  }

  it('is sent by staff, shown at its address alone, counted, and gone without a trace when it is removed', async () => {
    const [owner, customer] = [await tokenOf('owner'), await tokenOf('customer')];
    const path = `/jobs/${await givenJob(owner, customer)}/photos?kind=AFTER&takenAt=2026-11-16T02:00:00Z`;
    const upload = { method: 'POST', path, type: 'image/jpeg', body: PHOTO } as const;
    expect((await send({ ...upload, token: customer })).status).toBe(403);
    expect((await send({ ...upload, token: null })).status).toBe(401);
    const first = await send({ ...upload, token: owner });
    expect([first.status, (await send({ ...upload, token: owner })).bytes.equals(first.bytes)]).toEqual([
      201,
      true,
    ]);
    expect(await storedFiles()).toHaveLength(1);
    await vi.waitFor(async () => expect(await megabytes(owner)).toBe(1), { timeout: 30_000 });

    const { jobPhoto } = JSON.parse(first.bytes.toString());
    const shown = await send({ method: 'GET', path: jobPhoto.url });
    expect([shown.status, shown.headers['content-type'], shown.bytes.length]).toEqual([
      200,
      'image/jpeg',
      PHOTO.length,
    ]);
    expect(shown.bytes.includes('GPS')).toBe(false);
    expect((await send({ method: 'GET', path: jobPhoto.url, slug: 'hartwell' })).status).toBe(404);

    await ask(owner, REMOVE, { jobPhotoId: jobPhoto.id, idempotencyKey: 'remove' });
    await vi.waitFor(async () => expect(await storedFiles()).toEqual([]), { timeout: 30_000 });
    await vi.waitFor(async () => expect(await megabytes(owner)).toBe(0), { timeout: 30_000 });
    expect((await send({ method: 'GET', path: jobPhoto.url })).status).toBe(404);
  }, 120_000);
});
