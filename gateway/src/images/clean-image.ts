import type { ObjectEnding } from '@freehold/kernel/objects/object-key';
import { UnsupportedImage } from '../refusals/refusals.ts';
import type { ByteSource } from './byte-source.ts';
import { cleanHeif } from './clean-heif.ts';
import { cleanJpeg } from './clean-jpeg.ts';
import { cleanPng } from './clean-png.ts';
import { cleanWebp } from './clean-webp.ts';

const CLEANERS: Readonly<Record<ObjectEnding, (source: ByteSource) => AsyncGenerator<Buffer>>> = {
  jpg: cleanJpeg,
  png: cleanPng,
  webp: cleanWebp,
  heic: cleanHeif,
  avif: cleanHeif,
};

/**
 * The bytes of an image without what it tells beside the picture: where and when it was taken, by whom and with what.
 * The picture and the length stay the same, so that they pass through without being kept.
 * @throws {UnsupportedImage} for what is no such image, or whose metadata cannot be told from it.
 */
export async function* cleanImage(ending: ObjectEnding, source: ByteSource): AsyncGenerator<Buffer> {
  try {
    yield* CLEANERS[ending](source);
  } catch (error) {
    // A number that leads out of the part that it stands in.
    if (error instanceof RangeError) throw new UnsupportedImage();
    throw error;
  }
}
