import { crc32 } from 'node:zlib';

const two = (value: number) => Buffer.from([(value >> 8) & 255, value & 255]);
const four = (value: number) => Buffer.concat([two(value >>> 16), two(value & 0xffff)]);
const text = (value: string) => Buffer.from(value, 'latin1');

/** What no stranger may read: where somebody lives. */
export const SECRET = 'GPS 59.9139N 10.7522E';

/** Exif data with an orientation and a place. */
export function exif(orientation: number): Buffer {
  const entry = (tag: number, value: Buffer) => Buffer.concat([two(tag), two(3), four(1), value]);
  const directory = [
    two(2),
    entry(0x8825, four(38)),
    entry(0x0112, Buffer.concat([two(orientation), two(0)])),
  ];
  return Buffer.concat([text('Exif\0\0MM\0*\0\0\0\b'), ...directory, four(0), text(SECRET)]);
}

const segment = (marker: number, body: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker]), two(body.length + 2), body]);

/** The bytes of a scan, with such as look like marks. */
const SCAN = Buffer.concat([Buffer.from('a1ff00b2ffd3c4ffff00', 'hex'), Buffer.alloc(1000, 7)]);

/** A JPEG file with metadata of every kind, a scan of some size, and a film behind it. */
export function jpeg(scanBytes = 0): Buffer {
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    segment(0xe0, text('JFIF\0')),
    segment(0xe1, exif(6)),
    segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
    segment(0xe2, text('ICC_PROFILE\0colours')),
    segment(0xe2, text(`MPF\0${SECRET}`)),
    segment(0xed, text(`Photoshop ${SECRET}`)),
    segment(0xfe, text(SECRET)),
    segment(0xda, text('scan 1')),
    SCAN,
    segment(0xc4, text('table')),
    segment(0xda, text('scan 2')),
    SCAN,
    Buffer.alloc(scanBytes, 1),
    Buffer.from('ffd9', 'hex'),
    text(`film ${SECRET}`),
  ]);
}

const chunk = (type: string, body: Buffer) => {
  const named = Buffer.concat([text(type), body]);
  return Buffer.concat([four(body.length), named, four(crc32(named))]);
};

/** A PNG file with texts, Exif data and something behind it. */
export function png(): Buffer {
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.alloc(13, 1)),
    chunk('eXIf', text(SECRET)),
    chunk('tEXt', text(`Comment\0${SECRET}`)),
    chunk('puBl', text(SECRET)),
    chunk('IDAT', text('pixels')),
    chunk('IEND', Buffer.alloc(0)),
    text(SECRET),
  ]);
}

const riff = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([text(type), length, body, Buffer.alloc(body.length % 2)]);
};

/** A WebP file with Exif data and XMP. */
export function webp(): Buffer {
  const chunks = [
    riff('VP8X', Buffer.from('1c000000010000010000', 'hex')),
    riff('VP8 ', text('pixel')),
    riff('EXIF', text(SECRET)),
    riff('XMP ', text(SECRET)),
  ];
  return riff('RIFF', Buffer.concat([text('WEBP'), ...chunks]));
}

const box = (type: string, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([four(body.length + 8), text(type), body]);
};

/** The same with its size in 64 bits. */
const longBox = (type: string, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([four(1), text(type), four(0), four(body.length + 16), body]);
};

const entry = (id: number, type: string) =>
  box('infe', Buffer.from([2, 0, 0, 0]), two(id), two(0), text(type), text('\0'));

const place = (id: number, construction: number, offset: number, length: number) =>
  Buffer.concat([two(id), two(construction), two(0), two(1), four(offset), four(length)]);

/** Where the data of an image in the form of HEIF stand. */
export type HeifOrder = 'meta first' | 'meta first, long data' | 'meta last';

/** An image in the form of HEIF: Exif data in its box of data, XMP beside its description, and a film behind it. */
export function heif(brand: 'heic' | 'avif', order: HeifOrder = 'meta first'): Buffer {
  const first = box('ftyp', text(brand), four(0), text('mif1'), text(brand));
  const pixels = text('pixels of the picture');
  const data = (order === 'meta first, long data' ? longBox : box)(
    'mdat',
    pixels,
    text(SECRET),
    text('more'),
  );
  const meta = (dataFrom: number) =>
    box(
      'meta',
      four(0),
      box('hdlr', text('pict')),
      box('iinf', four(0), two(3), entry(1, 'hvc1'), entry(2, 'Exif'), entry(3, 'mime')),
      box(
        'iloc',
        Buffer.from([1, 0, 0, 0, 0x44, 0x00]),
        two(3),
        place(1, 0, dataFrom, pixels.length),
        place(2, 0, dataFrom + pixels.length, SECRET.length),
        place(3, 1, 0, SECRET.length),
      ),
      box('idat', text(SECRET)),
    );
  const size = meta(0).length;
  const film = box('moov', text(SECRET));
  if (order === 'meta last') return Buffer.concat([first, data, meta(first.length + 8), film]);
  const dataFrom = first.length + size + (order === 'meta first' ? 8 : 16);
  return Buffer.concat([first, meta(dataFrom), data, film]);
}
