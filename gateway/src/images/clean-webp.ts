import type { ByteSource } from './byte-source.ts';

const HEAD_BYTES = 12;
const FEATURES = 'VP8X';
/** That there are Exif data and XMP, in the first byte of the features. */
const TELLING_FLAGS = 0b0000_1100;
const NOTHING = Buffer.from('JUNK', 'latin1');
/** How to show the image, and nothing about it. */
const SHOWN = new Set(['VP8 ', 'VP8L', FEATURES, 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/** A WebP file (RFC 9649) of the same length without Exif data, XMP and chunks that nobody knows. */
export async function* cleanWebp(source: ByteSource): AsyncGenerator<Buffer> {
  yield* source.pass(HEAD_BYTES);
  while (await source.hasMore()) {
    const head = await source.take(8);
    const type = head.toString('latin1', 0, 4);
    const size = head.readUInt32LE(4);
    const length = size + (size % 2);
    if (!SHOWN.has(type)) {
      yield Buffer.concat([NOTHING, head.subarray(4)]);
      yield* source.blank(length);
      continue;
    }
    yield head;
    yield* type === FEATURES ? quietFeatures(source, length) : source.pass(length);
  }
}

async function* quietFeatures(source: ByteSource, length: number): AsyncGenerator<Buffer> {
  const features = Buffer.from(await source.take(length));
  features.writeUInt8(features.readUInt8() & ~TELLING_FLAGS);
  yield features;
}
