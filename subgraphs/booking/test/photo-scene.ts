import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Caller, CallerTenant } from '@freehold/kernel/caller/caller';
import { inTransaction } from '@freehold/kernel/database/transaction';
import { ObjectAddresses } from '@freehold/kernel/objects/object-addresses';
import { isKeyOf, type ObjectKey } from '@freehold/kernel/objects/object-key';
import type { KeptObject, ObjectStore } from '@freehold/kernel/objects/object-store';
import type { TestTenant } from '@freehold/kernel/testing/callers';
import { ask, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { givenJob, givenJobOffering, newInstaller } from './kinds-scene.ts';
import { anyKey, faces as plain } from './scene.ts';

/** One byte more is another megabyte of the plan. */
export const MEGABYTE = 1_048_576;

/** An edition that counts what is kept. */
export const faces = { test: { meters: { ...plain.test.meters, megabytesStored: 'storage_mb' } } };

/** Objects in memory, that can be told to fail. */
export class MemoryStore implements ObjectStore {
  readonly kept = new Map<ObjectKey, Buffer>();
  isBroken = false;

  async put(key: ObjectKey, bytes: Readable): Promise<void> {
    this.kept.set(key, await buffer(bytes));
  }

  async read(key: ObjectKey): Promise<KeptObject | null> {
    const bytes = this.kept.get(key);
    return bytes ? { bytes: Readable.from([bytes]), size: bytes.length } : null;
  }

  async remove(key: ObjectKey): Promise<void> {
    if (this.isBroken) throw new Error('The store is away.');
    this.kept.delete(key);
  }

  /** The objects of a tenant. */
  keysOf({ tenant }: TestTenant): ObjectKey[] {
    return [...this.kept.keys()].filter((key) => isKeyOf(key, tenant.id));
  }
}

/** Objects of a test. */
export function memoryObjects(): { store: MemoryStore; addresses: ObjectAddresses } {
  return { store: new MemoryStore(), addresses: new ObjectAddresses('s'.repeat(32)) };
}

/** Opens a place for bytes. */
export const OPEN = `mutation ($input: _OpenPhotoUploadInput!) { _openPhotoUpload(input: $input) { id objectKey } }`;
/** Makes it a photo. */
export const KEEP = `mutation ($input: _KeepJobPhotoInput!) {
  _keepJobPhoto(input: $input) { jobPhoto { id url kind takenAt addedAt bytes } objectKey } }`;

/** As the gateway asks while it passes the bytes of a member on. */
export const byGateway = (caller: Caller): Caller => ({ ...caller, kind: 'gateway' });

/** What is said when a place is opened. */
export const opening = (bookingId: string, changes: object = {}) => ({
  input: { bookingId, takenAt: '2026-11-23T08:00:00Z', ending: 'jpg', ...changes },
});

/** What is said when bytes have come. */
export const arrival = (photoUploadId: string, bookingId: string, changes: object = {}) => ({
  input: {
    photoUploadId,
    bookingId,
    kind: 'AFTER',
    takenAt: '2026-11-23T08:00:00Z',
    bytes: 1000,
    digest: 'd'.repeat(43),
    idempotencyKey: anyKey(),
    ...changes,
  },
});

/** A place for bytes, as it is answered. */
export interface Upload {
  readonly id: string;
  readonly objectKey: ObjectKey;
}

/** A photo that was kept, as it is answered. */
export interface Kept {
  readonly _keepJobPhoto: {
    readonly jobPhoto: { readonly id: string; readonly url: string };
    readonly objectKey: ObjectKey;
  };
}

/** An installer with a job. */
export async function givenShopWithJob(test: TestSubgraph, changes: Partial<CallerTenant> = {}) {
  const limits = { classes: null, bookings: null, storage_mb: null };
  const shop = newInstaller({ limits, ...changes });
  const offeringId = await givenJobOffering(test, shop.owner);
  return { shop, bookingId: await givenJob(test, shop.customer, offeringId) };
}

/** Opens a place and puts bytes there, as the gateway does. */
export async function givenUpload(
  test: TestSubgraph,
  store: MemoryStore,
  caller: Caller,
  bookingId: string,
): Promise<Upload> {
  const answer = await ask<{ _openPhotoUpload: Upload }>(
    test.subgraph,
    byGateway(caller),
    OPEN,
    opening(bookingId),
  );
  const upload = answer._openPhotoUpload;
  await store.put(upload.objectKey, Readable.from([Buffer.from('photo')]));
  return upload;
}

/** Megabytes that are counted for a tenant, and bytes; null for what was never counted. */
export function storageOf(test: TestSubgraph, { tenant }: TestTenant) {
  return inTransaction(test.subgraph.parts.orm, tenant.id, async (em) => {
    const [row] = await em.execute<{ used: number | null; bytes: string | null; uploads: number }[]>(
      `select (select used from usage_counter where id = 'storage_mb') as used,
              (select bytes from storage_use) as bytes, (select count(*)::int from photo_upload) as uploads`,
    );
    return { used: row?.used ?? null, bytes: Number(row?.bytes ?? 0), uploads: row?.uploads };
  });
}
