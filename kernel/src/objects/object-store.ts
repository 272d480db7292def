import type { Readable } from 'node:stream';
import type { ObjectKey } from './object-key.ts';

/** An object that is there. Whoever takes it reads its bytes to the end, or destroys them. */
export interface KeptObject {
  readonly bytes: Readable;
  readonly size: number;
}

/** Where bytes are kept that are too many for the database. It knows keys, and nothing of what the bytes mean. */
export interface ObjectStore {
  /**
   * Keeps `size` bytes. When it ends they are all there, also after a failure of the power; when it throws, nothing is.
   * @throws what the bytes themselves fail with.
   */
  put(key: ObjectKey, bytes: Readable, size: number): Promise<void>;
  /** The object; null when there is none. */
  read(key: ObjectKey): Promise<KeptObject | null>;
  /** Removes an object; one that is not there is no fault. */
  remove(key: ObjectKey): Promise<void>;
}
