import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { newObjectKey } from '@freehold/kernel/objects/object-key';
import { FrozenClock } from '@freehold/kernel/values/clock';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyObjects } from '../../test/photo-world.ts';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const objects = tinyObjects();
const clock = new FrozenClock('2026-11-23T09:00:00Z');
let gateway: TinyGateway;
let tenant: TinyTenant;
let other: TinyTenant;

beforeAll(async () => {
  gateway = await startTinyGateway({ objects, clock });
  [tenant, other] = [gateway.world.addTenant('fitzone'), gateway.world.addTenant('other')];
});
afterAll(() => gateway.close());

function givenObject(bytes = 'photo', { id }: TinyTenant = tenant) {
  const key = newObjectKey(id, 'job-photos', 'jpg');
  objects.store.kept.set(key, Buffer.from(bytes));
  return { key, path: objects.addresses.pathOf(key, clock.now()) };
}

async function read(path: string, { host }: Pick<TinyTenant, 'host'> = tenant, method = 'GET') {
  const sent = request(`${gateway.url}${path}`, { method, headers: { host: `${host}:4000` } });
  const [response] = (await once(sent.end(), 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

describe('an object', () => {
  it('is shown to whoever has its address, and nothing in it is run', async () => {
    const { status, headers, body } = await read(givenObject().path);
    expect([status, body]).toEqual([200, 'photo']);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '5',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=900, immutable',
    });
  });

  it('is the same nothing for every other address, whether it is there or not', async () => {
    const [{ key, path }, foreign] = [givenObject(), givenObject('theirs', other)];
    const gone = objects.addresses.pathOf(newObjectKey(tenant.id, 'job-photos', 'jpg'), clock.now());
    const answers = await Promise.all([
      read(gone),
      read(`/objects/${key}`),
      read(path.replace(/signature=./, 'signature=-')),
      read(path.replace(/until=\d/, 'until=9')),
      read(path.replace(key, foreign.key)),
      read(path.replace(key, `${tenant.id}/../${foreign.key}`)),
      read(foreign.path),
      read(path, other),
      read(path, { host: 'localhost' }),
      read(`/objects/${newId('tnt')}/x/y.jpg?until=1&signature=a`),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ body }) => body))).toEqual(
      new Set(['{"errors":[{"message":"There is no such object.","extensions":{"code":"NOT_FOUND"}}]}']),
    );
  });

  it('is nothing any more when its address has ended, or it was removed', async () => {
    const [{ path }, removed] = [givenObject(), givenObject()];
    objects.store.kept.delete(removed.key);
    expect((await read(removed.path)).status).toBe(404);
    clock.moveTo('2026-11-23T09:15:00Z');
    expect((await read(path)).status).toBe(404);
  });

  it('is away, and not nothing, while the store is', async () => {
    const { path } = givenObject();
    objects.store.isBroken = true;
    const { status, body } = await read(path);
    objects.store.isBroken = false;
    expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE']);
  });

  it('has a head of its own', async () => {
    const { status, headers, body } = await read(givenObject().path, tenant, 'HEAD');
    expect([status, headers['content-length'], body]).toEqual([200, '5', '']);
  });
});
