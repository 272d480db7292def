import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../caller/caller.ts';
import { newId } from '../values/id.ts';
import { openDirectoryStore } from './drive-store.ts';
import { isKeyOf, isObjectKey, mediaTypeOf, newObjectKey } from './object-key.ts';

const tenantId: TenantId = newId('tnt');
const newKey = (of: TenantId = tenantId) => newObjectKey(of, 'job-photos', 'jpg');

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'freehold-objects-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function filesIn(place: string): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('the key of an object', () => {
  it('begins with its tenant, says what kind of bytes it stands for, and is never the same', () => {
    const [one, other] = [newKey(), newKey()];
    expect([isObjectKey(one), isKeyOf(one, tenantId), isKeyOf(one, newId('tnt'))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(mediaTypeOf(one)).toBe('image/jpeg');
    expect(one).not.toBe(other);
  });

  it.each([
    ['a way out of its tenant', `${tenantId}/../${newId('tnt')}/${'a'.repeat(43)}.jpg`],
    ['a way out in its name', `${tenantId}/job-photos/..%2f${'a'.repeat(38)}.jpg`],
    ['no tenant', `/job-photos/${'a'.repeat(43)}.jpg`],
    ['another kind of id', `${newId('bkg')}/job-photos/${'a'.repeat(43)}.jpg`],
    ['bytes that a browser would run', `${tenantId}/job-photos/${'a'.repeat(43)}.html`],
    ['a line more', `${tenantId}/job-photos/${'a'.repeat(43)}.jpg\n`],
  ])('is not a text with %s', (_what, text) => {
    expect(isObjectKey(text)).toBe(false);
  });
});

describe('a directory of objects', () => {
  it('keeps bytes until they are removed, twice if need be', async () => {
    const store = openDirectoryStore(directory);
    const [key, bytes] = [newKey(), Buffer.alloc(200_000, 'photo')];
    await store.put(key, Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]), bytes.length);
    const kept = await store.read(key);
    expect(kept?.size).toBe(bytes.length);
    expect(kept && (await buffer(kept.bytes)).equals(bytes)).toBe(true);
    await store.remove(key);
    await store.remove(key);
    expect(await store.read(key)).toBeNull();
  });

  it('holds nothing of bytes that broke off, and says why they did', async () => {
    const place = await mkdtemp(join(directory, 'own-'));
    const store = openDirectoryStore(place);
    async function* broken() {
      yield Buffer.alloc(70_000);
      throw new Error('the line went dead');
    }
    await expect(store.put(newKey(), Readable.from(broken()), 90_000)).rejects.toThrow('the line went dead');
    expect(await filesIn(place)).toEqual([]);
  });

  it('fails, and does not say that there is nothing, when it cannot look', async () => {
    const file = join(directory, 'no-directory');
    await writeFile(file, '');
    const store = openDirectoryStore(file);
    await expect(store.put(newKey(), Readable.from([Buffer.from('x')]), 1)).rejects.toThrow();
    await expect(store.read(newKey())).rejects.toThrow();
  });
});
