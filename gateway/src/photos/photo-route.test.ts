import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heif, jpeg, SECRET } from '../../test/images.ts';
import { TinyPhotos, tinyObjects } from '../../test/photo-world.ts';
import { eventually, startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import { TinyHouse } from '../../test/tiny-house.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';
import { rateSettings } from '../rates/rate-settings.ts';

const BOOKING_ID = newId('bkg');
const PATH = `/jobs/${BOOKING_ID}/photos?kind=AFTER&takenAt=2026-11-23T08:00:00Z`;
const PHOTO = jpeg(200_000);

const objects = tinyObjects();
const { store } = objects;
let gateway: TinyGateway;
let photos: TinyPhotos;
let tenant: TinyTenant;
let token: string;

async function startWith(options: Parameters<typeof startTinyGateway>[0]) {
  const house = new TinyHouse();
  const clients = house.subgraphs.map((client) => {
    if (client.name !== 'booking') return client;
    photos = new TinyPhotos(client);
    return photos;
  });
  gateway = await startTinyGateway({ objects, ...options }, house, clients);
  return gateway;
}

beforeAll(() => startWith({}));
beforeEach(async () => {
  tenant = gateway.world.addTenant(newId('tnt').slice(4));
  token = await gateway.token(gateway.world.signIn(tenant));
});
afterEach(() => {
  photos.refusals = {};
  photos.isMute = false;
  photos.calls.splice(0);
  store.isBroken = false;
  store.kept.clear();
  store.arriving = 0;
});
afterAll(() => gateway.close());

const keyed = (key: string = newId('key')) => ({ 'idempotency-key': key });
const signedIn = () => ({ authorization: `Bearer ${token}`, ...keyed() });

/** An upload that is under way. */
function begin(headers: Record<string, string | number>, path = PATH, agent?: Agent): ClientRequest {
  const sent = request(`${gateway.url}${path}`, {
    method: 'POST',
    ...(agent ? { agent } : {}),
    headers: { host: `${tenant.host}:4000`, ...headers },
  });
  // A server that has answered need not read the rest.
  sent.on('error', () => undefined);
  return sent;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
async function answerOf(sent: ClientRequest): Promise<{ status: number | undefined; body: any }> {
  const [response]: [IncomingMessage] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await json(response) };
}

function send(bytes: Buffer, headers: Record<string, string | number> = signedIn(), path = PATH) {
  const sent = begin({ 'content-length': bytes.length, ...headers }, path);
  sent.end(bytes);
  return answerOf(sent);
}

describe('a photo of a job', () => {
  it('is kept without what it tells beside its picture, for the member who sends it', async () => {
    const key = newId('key');
    const { status, body } = await send(PHOTO, { ...signedIn(), ...keyed(key) });
    expect([status, body]).toEqual([201, { jobPhoto: { id: `jph of ${key}` } }]);
    const [bytes] = [...store.kept.values()];
    expect([bytes?.length, bytes?.includes(SECRET)]).toEqual([PHOTO.length, false]);
    const [open, keep] = photos.calls;
    expect(open).toMatchObject({
      caller: { kind: 'gateway', tenant: { id: tenant.id }, member: { roles: ['TENANT_OWNER'] } },
      variables: { input: { bookingId: BOOKING_ID, takenAt: '2026-11-23T08:00:00Z', ending: 'jpg' } },
    });
    const digest = createHash('sha256').update(PHOTO).digest('base64url');
    expect(keep?.variables).toMatchObject({ input: { kind: 'AFTER', bytes: PHOTO.length, digest } });
  });

  it('passes through while it comes, and is not gathered before', async () => {
    const sent = begin({ ...signedIn(), 'content-length': PHOTO.length });
    sent.write(PHOTO.subarray(0, 100_000));
    await eventually(() => store.arriving > 50_000);
    sent.end(PHOTO.subarray(100_000));
    expect((await answerOf(sent)).status).toBe(201);
  });

  it('is what its bytes say, whatever its sender says', async () => {
    await send(heif('heic'), { ...signedIn(), 'content-type': 'image/png' });
    expect([...store.kept.keys()].map((key) => key.split('.').at(-1))).toEqual(['heic']);
    await send(PHOTO, { ...signedIn(), 'content-type': 'application/json' });
    expect([...store.kept.keys()].map((key) => key.split('.').at(-1))).toEqual(['heic', 'jpg']);
  });

  it('is kept once when it comes ten times at once with one key', async () => {
    const headers = { ...signedIn(), ...keyed('the same') };
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(PHOTO, headers)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(store.kept.size).toBe(1);
  });

  it('is taken where its encoding is said to be none', async () => {
    expect((await send(PHOTO, { ...signedIn(), 'content-encoding': 'identity' })).status).toBe(201);
  });

  it('leaves nothing when it breaks off', async () => {
    const sent = begin({ ...signedIn(), 'content-length': PHOTO.length });
    sent.write(PHOTO.subarray(0, 100_000));
    await eventually(() => store.arriving > 50_000);
    sent.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([store.kept.size, photos.calls.length]).toEqual([0, 1]);
    expect((await send(PHOTO)).status).toBe(201);
  });

  it('is cut off and leaves nothing when it comes too slowly', async () => {
    const { server } = gateway.app;
    const usual = server.requestTimeout;
    server.requestTimeout = 200;
    const sent = begin({ ...signedIn(), 'content-length': PHOTO.length });
    sent.write(PHOTO.subarray(0, 100_000));
    const { status } = await answerOf(sent);
    server.requestTimeout = usual;
    expect([status, store.kept.size, photos.calls.length]).toEqual([408, 0, 1]);
  });

  it('stays when booking was not heard, since booking alone knows whether it is kept', async () => {
    photos.isMute = true;
    const { status, body } = await send(PHOTO);
    expect([status, body.errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE']);
    expect(store.kept.size).toBe(1);
  });
});

describe('a photo that is refused', () => {
  it.each([
    ['of nobody', { authorization: '' }, PATH, 401, 'UNAUTHENTICATED'],
    ['of a page of elsewhere', { origin: 'https://evil.example' }, PATH, 403, 'FORBIDDEN'],
    ['without a key', { 'idempotency-key': '' }, PATH, 400, 'INVALID'],
    ['with too long a key', keyed('k'.repeat(201)), PATH, 400, 'INVALID'],
    ['of no booking', {}, PATH.replace(BOOKING_ID, 'bkg_1'), 400, 'INVALID'],
    ['of no kind', {}, PATH.replace('AFTER', 'NICE'), 400, 'INVALID'],
    ['of no time', {}, PATH.replace('2026-11-23', 'yesterday'), 400, 'INVALID'],
    ['that is compressed', { 'content-encoding': 'gzip' }, PATH, 411, 'LENGTH_REQUIRED'],
  ])('is one %s', async (_what, headers, path, status, code) => {
    const answer = await send(PHOTO, { ...signedIn(), ...headers }, path);
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([status, code]);
    expect([store.kept.size, photos.calls.length]).toEqual([0, 0]);
  });

  it('is one that does not say its length, or says too long a one, before it is sent', async () => {
    const chunked = begin({ ...signedIn(), 'transfer-encoding': 'chunked' });
    chunked.end(PHOTO);
    expect((await answerOf(chunked)).status).toBe(411);
    const huge = begin({ ...signedIn(), 'content-length': 10_000_001 });
    huge.flushHeaders();
    expect(await answerOf(huge)).toMatchObject({
      status: 413,
      body: { errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE', bytesMax: 10_000_000 } }] },
    });
    huge.destroy();
  });

  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['nothing', Buffer.alloc(0)],
  ])('is %s, before booking hears of it', async (_what, bytes) => {
    expect((await send(bytes)).status).toBe(415);
    expect(photos.calls).toEqual([]);
  });

  it('leaves its connection to the next request, whatever was not read of it', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sendBy = (bytes: Buffer) => {
      const sent = begin({ ...signedIn(), 'content-length': bytes.length }, PATH, agent);
      sent.end(bytes);
      return answerOf(sent);
    };
    photos.refusals = { open: 'NOT_FOUND' };
    const big = jpeg(5_000_000);
    expect((await sendBy(big)).status).toBe(404);
    photos.refusals = {};
    expect((await sendBy(Buffer.concat([Buffer.from('page'), big]))).status).toBe(415);
    expect((await sendBy(PHOTO)).status).toBe(201);
    agent.destroy();
  });

  it('is half an image, of which nothing stays', async () => {
    const { status, body } = await send(PHOTO.subarray(0, 150_000));
    expect([status, body.errors[0].extensions.code]).toEqual([415, 'UNSUPPORTED_IMAGE']);
    expect(store.kept.size).toBe(0);
  });

  it.each([
    ['FORBIDDEN', 403],
    ['NOT_FOUND', 404],
    ['INVALID', 400],
  ])('is one that booking opens no place for: %s', async (code, status) => {
    photos.refusals = { open: code };
    const answer = await send(PHOTO);
    expect([answer.status, answer.body.errors[0].extensions]).toEqual([status, { code, limit: 3 }]);
    expect(store.kept.size).toBe(0);
  });

  it.each([
    ['LIMIT_EXCEEDED', 409],
    ['TOO_MANY_PHOTOS', 409],
    ['IDEMPOTENCY_CONFLICT', 409],
    ['NOT_FOUND', 404],
  ])('is one that booking does not keep, and its bytes are removed: %s', async (code, status) => {
    photos.refusals = { keep: code };
    expect((await send(PHOTO)).status).toBe(status);
    expect([photos.calls.length, store.kept.size]).toEqual([2, 0]);
  });

  it('is every one while the store is away', async () => {
    store.isBroken = true;
    const { status, body } = await send(PHOTO);
    expect([status, body.errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE']);
    expect(photos.calls).toHaveLength(1);
  });

  it.each([
    ['SUSPENDED', 402],
    ['DEACTIVATED', 403],
  ])('is every one of a tenant that is closed: %s', async (access, status) => {
    tenant.access = access;
    expect((await send(PHOTO)).status).toBe(status);
    expect(photos.calls).toEqual([]);
  });
});

describe('a gateway', () => {
  it('counts photos like every request', async () => {
    const own = gateway;
    await startWith({ rates: rateSettings(2) });
    tenant = gateway.world.addTenant('counted');
    token = await gateway.token(gateway.world.signIn(tenant));
    const statuses = await Promise.all(Array.from({ length: 5 }, async () => (await send(PHOTO)).status));
    await gateway.close();
    gateway = own;
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  });

  it('takes none where objects are not kept', async () => {
    const own = gateway;
    await startWith({ objects: null });
    tenant = gateway.world.addTenant('bare');
    token = await gateway.token(gateway.world.signIn(tenant));
    const { status } = await send(PHOTO);
    await gateway.close();
    gateway = own;
    expect(status).toBe(503);
  });
});
