import { UnsupportedImage } from '../refusals/refusals.ts';

/** Bytes of a file, from the first on and up to but without the last. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Exif data, and what has a media type of its own, such as XMP. */
const PRIVATE_TYPES = new Set(['Exif', 'mime', 'uri ']);
const [IN_FILE, IN_META] = [0, 1];
/** More than any camera writes. */
const RANGES_MAX = 100;

/** Reads numbers of a box, one after the other. */
class Fields {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** 0 for a number of no bytes. */
  number(length: number): number {
    const bytes = this.take(length);
    return length === 0 ? 0 : Number(BigInt(`0x${bytes.toString('hex')}`));
  }

  take(length: number): Buffer {
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    if (bytes.length < length) throw new UnsupportedImage();
    this.#at += length;
    return bytes;
  }

  get position(): number {
    return this.#at;
  }
}

interface Box {
  readonly type: string;
  readonly body: Buffer;
  /** Where the body begins in the box around it. */
  readonly from: number;
}

function boxesIn(bytes: Buffer, skipped: number): readonly Box[] {
  const fields = new Fields(bytes);
  fields.take(skipped);
  const boxes: Box[] = [];
  while (!fields.isAtEnd) {
    const size = fields.number(4);
    const type = fields.take(4).toString('latin1');
    const from = fields.position;
    if (size < 8) throw new UnsupportedImage();
    boxes.push({ type, from, body: fields.take(size - 8) });
  }
  return boxes;
}

function privateIdsIn({ body }: Box): Set<number> {
  const isShort = body.readUInt8() === 0;
  const entries = boxesIn(body, isShort ? 6 : 8).map((entry) => {
    const fields = new Fields(entry.body);
    const version = fields.number(4) >>> 24;
    const id = fields.number(version < 3 ? 2 : 4);
    fields.take(2);
    // Entries of before version 2 have no type: nobody knows what they hold.
    return { id, isPrivate: version < 2 || PRIVATE_TYPES.has(fields.take(4).toString('latin1')) };
  });
  return new Set(entries.filter(({ isPrivate }) => isPrivate).map(({ id }) => id));
}

interface Place extends ByteRange {
  readonly id: number;
  readonly construction: number;
}

function placesIn({ body }: Box): readonly Place[] {
  const fields = new Fields(body);
  const version = fields.number(4) >>> 24;
  const sizes = fields.number(2);
  const [offsetSize, lengthSize, baseSize] = [(sizes >> 12) & 15, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version > 0 ? sizes & 15 : 0;
  const idSize = version < 2 ? 2 : 4;
  // Places without a number take no bytes: there could be any number of them.
  if (offsetSize + lengthSize === 0) throw new UnsupportedImage();
  const items = Array.from({ length: fields.number(idSize) }, () => {
    const id = fields.number(idSize);
    const construction = version > 0 ? fields.number(2) & 15 : IN_FILE;
    fields.take(2);
    const base = fields.number(baseSize);
    return Array.from({ length: fields.number(2) }, () => {
      fields.take(indexSize);
      const from = base + fields.number(offsetSize);
      return { id, construction, from, to: from + fields.number(lengthSize) };
    });
  });
  return items.flat();
}

/** Where what belongs to a file lies in it; `metaFrom` is where the body of its box `meta` begins. */
function rangeInFile(place: Place, metaFrom: number, data: Box | undefined): ByteRange {
  const { construction, from, to } = place;
  if (from === to) throw new UnsupportedImage();
  if (construction === IN_FILE) return { from, to };
  if (construction !== IN_META || !data) throw new UnsupportedImage();
  return { from: metaFrom + data.from + from, to: metaFrom + data.from + to };
}

/**
 * Where the metadata of an image in the form of HEIF (ISO 23008-12) lie, by its box `meta`.
 * @throws {UnsupportedImage} when that cannot be told for sure.
 */
export function privateRanges(meta: Buffer, metaFrom: number): readonly ByteRange[] {
  const boxes = boxesIn(meta, 4);
  const [info, places, data] = ['iinf', 'iloc', 'idat'].map((type) => boxes.find((box) => box.type === type));
  if (!info || !places) throw new UnsupportedImage();
  const ids = privateIdsIn(info);
  const found = placesIn(places).filter(({ id }) => ids.has(id));
  if (found.length > RANGES_MAX) throw new UnsupportedImage();
  return found.map((place) => rangeInFile(place, metaFrom, data));
}

/** Makes the part of the ranges zero that lies in a part of the file. */
export function blankRanges(part: Buffer, partFrom: number, ranges: readonly ByteRange[]): Buffer {
  const overlaps = ranges.filter(({ from, to }) => from < partFrom + part.length && to > partFrom);
  if (overlaps.length === 0) return part;
  const cleaned = Buffer.from(part);
  for (const { from, to } of overlaps)
    cleaned.fill(0, Math.max(0, from - partFrom), Math.min(part.length, to - partFrom));
  return cleaned;
}
