import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Bucket } from '@freehold/sandbox/bucket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../caller/caller.ts';
import { newId } from '../values/id.ts';
import { newObjectKey } from './object-key.ts';
import type { ObjectStore } from './object-store.ts';
import { openObjects, readObjectsConfig } from './open-objects.ts';

const tenantId: TenantId = newId('tnt');
const newKey = (of: TenantId = tenantId) => newObjectKey(of, 'job-photos', 'jpg');

let bucket: Bucket;
let store: ObjectStore;
beforeAll(async () => {
  bucket = await Bucket.open('photos');
  const config = readObjectsConfig({
    OBJECTS_BUCKET: bucket.name,
    OBJECTS_ENDPOINT: bucket.url,
    OBJECTS_ACCESS_KEY: 'key',
    OBJECTS_SECRET_KEY: 'secret',
    OBJECTS_SECRET: 's'.repeat(32),
  });
  const objects = await openObjects(config);
  if (!objects) throw new Error('A bucket was named, and nothing is kept.');
  store = objects.store;
});
afterEach(() => {
  bucket.trouble.clear();
  bucket.objects.clear();
});
afterAll(() => bucket.close());

describe('a bucket of objects', () => {
  it('takes bytes as they come, byte for byte, and keeps them until they are removed, twice if need be', async () => {
    const [key, bytes] = [newKey(), Buffer.alloc(300_000, 'photo')];
    const parts = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)], { objectMode: false });
    await store.put(key, parts, bytes.length);
    expect(bucket.objects.get(key)?.equals(bytes)).toBe(true);
    const kept = await store.read(key);
    expect([kept?.size, kept && (await buffer(kept.bytes)).equals(bytes)]).toEqual([bytes.length, true]);
    await store.remove(key);
    await store.remove(key);
    expect(await store.read(key)).toBeNull();
  });

  it('holds nothing of bytes that broke off, and says why they did', async () => {
    async function* broken() {
      yield Buffer.alloc(70_000);
      throw new Error('the line went dead');
    }
    const bytes = Readable.from(broken(), { objectMode: false });
    await expect(store.put(newKey(), bytes, 90_000)).rejects.toThrow('the line went dead');
    expect(bucket.objects.size).toBe(0);
  });

  it('fails, and does not say that there is nothing, while it is away', async () => {
    const key = newKey();
    bucket.objects.set(key, Buffer.from('x'));
    bucket.trouble.order('BUSY', 20);
    await expect(store.read(key)).rejects.toThrow();
    await expect(store.remove(key)).rejects.toThrow();
    bucket.trouble.order('HANG_UP', 20);
    await expect(store.put(newKey(), Readable.from([Buffer.from('x')]), 1)).rejects.toThrow();
  });
});

describe('where objects are kept', () => {
  const faultsOf = (environment: Record<string, string>) => () => readObjectsConfig(environment);

  it('is nowhere unless it is told', async () => {
    expect(await openObjects(readObjectsConfig({}))).toBeNull();
  });

  it.each([
    [
      'two places',
      { OBJECTS_DIR: '/a', OBJECTS_BUCKET: 'b', OBJECTS_SECRET: 's'.repeat(32) },
      'OBJECTS_BUCKET',
    ],
    ['no secret', { OBJECTS_DIR: '/a' }, 'OBJECTS_SECRET: is missing'],
    ['a short secret', { OBJECTS_DIR: '/a', OBJECTS_SECRET: 's' }, 'OBJECTS_SECRET'],
    [
      'no address',
      { OBJECTS_BUCKET: 'b', OBJECTS_ENDPOINT: 'ftp://b', OBJECTS_SECRET: 's'.repeat(32) },
      'OBJECTS_ENDPOINT',
    ],
  ])('is not told by %s', (_what, environment, fault) => {
    expect(faultsOf(environment)).toThrow(fault);
  });
});
