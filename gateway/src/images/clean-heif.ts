import { UnsupportedImage } from '../refusals/refusals.ts';
import type { ByteSource } from './byte-source.ts';
import { type ByteRange, blankRanges, privateRanges } from './private-items.ts';

const NOTHING = Buffer.from('free', 'latin1');
const TYPE_AT = 4;

interface BoxHead {
  readonly bytes: Buffer;
  readonly type: string;
  /** Bytes of its body. */
  readonly size: number;
}

/** In the place of the size: the size follows, in 64 bits. */
const LONG_SIZE = 1;

async function headOf(source: ByteSource): Promise<BoxHead> {
  const short = await source.take(8);
  const isLong = short.readUInt32BE() === LONG_SIZE;
  const bytes = isLong ? Buffer.concat([short, await source.take(8)]) : short;
  const size = isLong ? Number(bytes.readBigUInt64BE(8)) : short.readUInt32BE();
  // A size of 0 says that the box goes on to the end, which nobody writes who knows where it is.
  if (size < bytes.length) throw new UnsupportedImage();
  return { bytes, type: short.toString('latin1', TYPE_AT), size: size - bytes.length };
}

async function* blankBox(source: ByteSource, { bytes, size }: BoxHead): AsyncGenerator<Buffer> {
  yield Buffer.concat([bytes.subarray(0, TYPE_AT), NOTHING, bytes.subarray(TYPE_AT + NOTHING.length)]);
  yield* source.blank(size);
}

async function* dataBox(
  source: ByteSource,
  { bytes, size }: BoxHead,
  ranges: readonly ByteRange[],
): AsyncGenerator<Buffer> {
  yield bytes;
  let from = source.position;
  for await (const part of source.pass(size)) {
    yield blankRanges(part, from, ranges);
    from += part.length;
  }
}

/** What lies before here has been passed on: only what lies behind, or in `meta` itself, can still be made zero. */
function refuseEarlier(ranges: readonly ByteRange[], metaFrom: number): void {
  if (ranges.some(({ from }) => from < metaFrom)) throw new UnsupportedImage();
}

/** What a file has said of itself so far. */
interface Told {
  /** Null before it has told where its metadata are. */
  ranges: readonly ByteRange[] | null;
}

async function* metaBox(source: ByteSource, head: BoxHead, told: Told): AsyncGenerator<Buffer> {
  const metaFrom = source.position;
  const meta = await source.take(head.size);
  told.ranges = privateRanges(meta, metaFrom);
  refuseEarlier(told.ranges, metaFrom);
  yield head.bytes;
  yield blankRanges(meta, metaFrom, told.ranges);
}

function cleanBox(source: ByteSource, head: BoxHead, told: Told): AsyncGenerator<Buffer> {
  const { ranges } = told;
  if (head.type === 'ftyp') return dataBox(source, head, []);
  if (head.type === 'meta' && ranges === null) return metaBox(source, head, told);
  if (head.type !== 'mdat') return blankBox(source, head);
  if (ranges === null) throw new UnsupportedImage();
  return dataBox(source, head, ranges);
}

/**
 * An image in the form of HEIF (HEIC, AVIF) of the same length with its Exif data and XMP made zero. Which side is up
 * stands elsewhere in it. Boxes beside the image, such as films, are made zero, too.
 * @throws {UnsupportedImage} when it tells only at its end where they are.
 */
export async function* cleanHeif(source: ByteSource): AsyncGenerator<Buffer> {
  const told: Told = { ranges: null };
  while (await source.hasMore()) yield* cleanBox(source, await headOf(source), told);
}
