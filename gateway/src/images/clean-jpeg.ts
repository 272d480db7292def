import { UnsupportedImage } from '../refusals/refusals.ts';
import type { ByteSource } from './byte-source.ts';
import { isExif, onlyOrientation } from './exif-orientation.ts';

const MARK = 0xff;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
const [APP0, APP1, APP2, APP14, APP15] = [0xe0, 0xe1, 0xe2, 0xee, 0xef];
const COLOURS = 'ICC_PROFILE\0';

/** Whether two bytes of a scan belong to it: a byte that looks like a mark, or a restart. */
function isInScan(second: number): boolean {
  return second === 0 || second === MARK || (second >= 0xd0 && second <= 0xd7);
}

/** Where the next mark is that ends a scan. */
function endOfScan(bytes: Buffer): { readonly end: number; readonly isFound: boolean } {
  let at = bytes.indexOf(MARK);
  while (at >= 0) {
    const second = bytes[at + 1];
    if (second === undefined) return { end: at, isFound: false };
    if (!isInScan(second)) return { end: at, isFound: true };
    at = bytes.indexOf(MARK, second === MARK ? at + 1 : at + 2);
  }
  return { end: bytes.length, isFound: false };
}

/** A segment without what it tells: how to show the image stays, and which side is up. */
function cleanSegment(marker: number, segment: Buffer): Buffer {
  const isApp = marker >= APP0 && marker <= APP15;
  if ((!isApp && marker !== COMMENT) || marker === APP0 || marker === APP14) return segment;
  if (marker === APP2 && segment.toString('latin1', 0, COLOURS.length) === COLOURS) return segment;
  return marker === APP1 && isExif(segment) ? onlyOrientation(segment) : Buffer.alloc(segment.length);
}

async function takeMarker(source: ByteSource): Promise<Buffer> {
  const marker = await source.take(2);
  if (marker[0] !== MARK) throw new UnsupportedImage();
  return marker;
}

async function* segmentOf(source: ByteSource, marker: number): AsyncGenerator<Buffer> {
  const length = await source.take(2);
  const size = length.readUInt16BE() - length.length;
  if (size < 0) throw new UnsupportedImage();
  yield length;
  yield cleanSegment(marker, await source.take(size));
  if (marker === START_OF_SCAN) yield* source.passUntil(endOfScan);
}

/**
 * A JPEG file (ITU T.81) of the same length without its metadata: where and when it was taken, and with what, remarks,
 * and whatever follows the image, such as the film of a moving photo.
 */
export async function* cleanJpeg(source: ByteSource): AsyncGenerator<Buffer> {
  yield await takeMarker(source);
  for (;;) {
    const marker = await takeMarker(source);
    yield marker;
    if (marker[1] === END_OF_IMAGE) break;
    yield* segmentOf(source, marker[1] ?? 0);
  }
  yield* source.blankRest();
}
