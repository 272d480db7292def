const EXIF = Buffer.from('Exif\0\0', 'latin1');
const ORIENTATION = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;
// The name, the head of a TIFF file, a directory of one entry, and that no other follows.
const LEAST_BYTES = EXIF.length + 8 + 2 + ENTRY_BYTES + 4;

/** The orientation (1 to 8) that Exif data name; null when they name none. */
function orientationOf(exif: Buffer): number | null {
  const tiff = exif.subarray(EXIF.length);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const two = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let index = 0; index < two(directory); index += 1) {
    const entry = directory + 2 + index * ENTRY_BYTES;
    if (two(entry) === ORIENTATION) return two(entry + 8);
  }
  return null;
}

function readOrientation(exif: Buffer): number | null {
  try {
    const orientation = orientationOf(exif);
    return orientation !== null && orientation >= 1 && orientation <= 8 ? orientation : null;
  } catch (error) {
    // A directory that leads out of the data names nothing.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** True when a segment of a JPEG file is Exif data. */
export function isExif(segment: Buffer): boolean {
  return segment.length >= LEAST_BYTES && segment.subarray(0, EXIF.length).equals(EXIF);
}

/** Exif data of the same length that say which side is up, and nothing else. */
export function onlyOrientation(exif: Buffer): Buffer {
  const bare = Buffer.alloc(exif.length);
  const orientation = readOrientation(exif);
  if (orientation === null) return bare;
  EXIF.copy(bare);
  const tiff = bare.subarray(EXIF.length);
  tiff.write('MM\0*\0\0\0\b', 'latin1');
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return bare;
}
