import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { ObjectKey } from './object-key.ts';
import type { KeptObject, ObjectStore } from './object-store.ts';

const NOT_THERE = 404;

/** True when a driver failed because there is no such object, and not because it could not look. */
function isMissing(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  if (typeof cause !== 'object' || cause === null) return false;
  if ('code' in cause && cause.code === 'ENOENT') return true;
  const metadata = '$metadata' in cause ? cause.$metadata : null;
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    'httpStatusCode' in metadata &&
    metadata.httpStatusCode === NOT_THERE
  );
}

/** Objects behind one of flydrive's drivers. */
export class DriveStore implements ObjectStore {
  readonly #disk: Disk;
  readonly #settle: (key: ObjectKey) => Promise<void>;

  /** `settle` makes what was written stay, where a driver does not. */
  constructor(disk: Disk, settle: (key: ObjectKey) => Promise<void> = () => Promise.resolve()) {
    this.#disk = disk;
    this.#settle = settle;
  }

  async put(key: ObjectKey, bytes: Readable, size: number): Promise<void> {
    try {
      await this.#disk.putStream(key, bytes, { contentLength: size });
      await this.#settle(key);
    } catch (error) {
      // Whoever asked hears of the first fault; bytes that cannot be removed now are found again by who swept for them.
      await this.remove(key).catch(() => undefined);
      throw bytes.errored ?? error;
    }
  }

  async read(key: ObjectKey): Promise<KeptObject | null> {
    try {
      const { contentLength: size } = await this.#disk.getMetaData(key);
      return { bytes: await this.#disk.getStream(key), size };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  remove(key: ObjectKey): Promise<void> {
    return this.#disk.delete(key);
  }
}

/** Objects as files below a directory, which is made when the first comes. */
export function openDirectoryStore(directory: string): ObjectStore {
  const disk = new Disk(new FSDriver({ location: directory, visibility: 'private' }));
  return new DriveStore(disk, async (key) => {
    const file = await open(join(directory, key), 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  });
}
