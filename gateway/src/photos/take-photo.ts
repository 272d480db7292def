import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import type { ObjectKey } from '@freehold/kernel/objects/object-key';
import type { ObjectStore } from '@freehold/kernel/objects/object-store';
import type { Logger } from 'pino';
import { ByteSource } from '../images/byte-source.ts';
import { cleanImage } from '../images/clean-image.ts';
import { sniffImage, TELLING_BYTES } from '../images/sniff-image.ts';
import { UnsupportedImage } from '../refusals/refusals.ts';
import {
  type ArrivedBytes,
  isSettled,
  type KeptPhoto,
  type OpenedUpload,
  type PhotoBooking,
  type PhotoSender,
} from './photo-booking.ts';
import type { PhotoFacts } from './photo-request.ts';

/** A photo on its way in. */
export interface ComingPhoto {
  readonly sender: PhotoSender;
  readonly facts: PhotoFacts;
  readonly size: number;
  readonly body: Readable;
}

/** What takes photos. */
export interface PhotoTakerParts {
  readonly booking: PhotoBooking;
  readonly store: ObjectStore;
  readonly logger: Logger;
}

/**
 * The bytes of a request. What is left of one that is refused is read and forgotten: its connection carries the answer,
 * and then the next request.
 */
async function* chunksOf(body: Readable, onChunk: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      onChunk(chunk);
      yield chunk;
    }
  } finally {
    // A stream that was just let go of flows from the next turn on.
    setImmediate(() => body.resume());
  }
}

/**
 * Takes photos: looks at the first bytes, has booking open a place, puts the bytes there without what they tell beside
 * the picture, and has booking keep them. What does not become a photo is removed here or, when nobody could, by
 * booking after an hour.
 */
export class PhotoTaker {
  readonly #parts: PhotoTakerParts;

  constructor(parts: PhotoTakerParts) {
    this.#parts = parts;
  }

  /**
   * @throws {UnsupportedImage} for what is no image, or a broken one.
   * @throws {Unavailable} when the store or booking does not answer.
   * @throws what booking refuses with, and what the body fails with.
   */
  async take(photo: ComingPhoto): Promise<KeptPhoto> {
    const hash = createHash('sha256');
    const chunks = chunksOf(photo.body, (chunk) => void hash.update(chunk));
    try {
      const upload = await this.#pass(photo, new ByteSource(chunks));
      return await this.#keep(upload, photo, { bytes: photo.size, digest: hash.digest('base64url') });
    } finally {
      // Nobody waits for it: the next bytes may never come.
      chunks.return(undefined).catch(() => undefined);
    }
  }

  async #pass(photo: ComingPhoto, source: ByteSource): Promise<OpenedUpload> {
    const ending = sniffImage(await source.peek(TELLING_BYTES));
    if (!ending) throw new UnsupportedImage();
    const upload = await this.#parts.booking.open(photo.sender, photo.facts, ending);
    await this.#put(upload, photo, cleanImage(ending, source));
    return upload;
  }

  async #put({ objectKey }: OpenedUpload, { size, body }: ComingPhoto, bytes: AsyncGenerator<Buffer>) {
    const cleaned = Readable.from(bytes, { objectMode: false });
    try {
      await this.#parts.store.put(objectKey, cleaned, size);
    } catch (error) {
      if (error instanceof UnsupportedImage || body.errored) throw error;
      this.#parts.logger.error({ err: error }, 'A photo cannot be stored.');
      throw new Unavailable('The photo cannot be kept at present. Try again with the same key.');
    }
  }

  async #keep(
    upload: OpenedUpload,
    { sender, facts }: ComingPhoto,
    arrived: ArrivedBytes,
  ): Promise<KeptPhoto> {
    const { objectKey } = upload;
    try {
      const kept = await this.#parts.booking.keep(sender, facts, upload, arrived);
      // A repetition: the photo of before has its own bytes.
      if (kept.objectKey !== objectKey) await this.#remove(objectKey);
      return kept;
    } catch (error) {
      // Where booking did not say, the photo may be kept: booking itself removes the bytes if it is not.
      if (isSettled(error)) await this.#remove(objectKey);
      throw error;
    }
  }

  async #remove(objectKey: ObjectKey): Promise<void> {
    await this.#parts.store.remove(objectKey).catch((error: unknown) => {
      this.#parts.logger.warn({ err: error }, 'Bytes of no photo stay until booking removes them.');
    });
  }
}
