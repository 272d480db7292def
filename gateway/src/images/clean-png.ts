import { crc32 } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';

const SIGNATURE_BYTES = 8;
const CHECKSUM_BYTES = 4;
const LAST = 'IEND';
/** A kind of chunk that nobody knows and that says so itself: it is not needed, and may be copied. */
const NOTHING = 'frHd';
/** How to show the image, and nothing about it. */
const SHOWN = new Set([
  ...['IHDR', 'PLTE', 'IDAT', LAST, 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'mDCV', 'cLLI'],
  ...['pHYs', 'sBIT', 'bKGD', 'hIST', 'sPLT', 'acTL', 'fcTL', 'fdAT'],
]);

async function* blankChunk(source: ByteSource, head: Buffer, length: number): AsyncGenerator<Buffer> {
  const type = Buffer.from(NOTHING, 'latin1');
  yield Buffer.concat([head.subarray(0, 4), type]);
  let checksum = crc32(type);
  for await (const zeros of source.blank(length)) {
    checksum = crc32(zeros, checksum);
    yield zeros;
  }
  await source.take(CHECKSUM_BYTES);
  const written = Buffer.alloc(CHECKSUM_BYTES);
  written.writeUInt32BE(checksum);
  yield written;
}

/** A PNG file of the same length without texts, times and Exif data. */
export async function* cleanPng(source: ByteSource): AsyncGenerator<Buffer> {
  yield* source.pass(SIGNATURE_BYTES);
  for (;;) {
    const head = await source.take(8);
    const length = head.readUInt32BE();
    const type = head.toString('latin1', 4);
    if (SHOWN.has(type)) {
      yield head;
      yield* source.pass(length + CHECKSUM_BYTES);
    } else yield* blankChunk(source, head, length);
    if (type === LAST) break;
  }
  yield* source.blankRest();
}
