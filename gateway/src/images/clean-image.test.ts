import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exif, heif, jpeg, png, SECRET, webp } from '../../test/images.ts';
import { UnsupportedImage } from '../refusals/refusals.ts';
import { ByteSource } from './byte-source.ts';
import { cleanImage } from './clean-image.ts';
import { sniffImage, TELLING_BYTES } from './sniff-image.ts';

const IMAGES = [
  ['jpg', jpeg()],
  ['png', png()],
  ['webp', webp()],
  ['heic', heif('heic')],
  ['avif', heif('avif')],
  ['heic', heif('heic', 'meta first, long data')],
] as const;

async function* inParts(bytes: Buffer, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function clean(bytes: Buffer, size = bytes.length): Promise<Buffer> {
  const ending = sniffImage(bytes.subarray(0, TELLING_BYTES));
  if (!ending) throw new UnsupportedImage();
  const parts: Buffer[] = [];
  for await (const part of cleanImage(ending, new ByteSource(inParts(bytes, size)))) parts.push(part);
  return Buffer.concat(parts);
}

describe('the first bytes of an image', () => {
  it.each(IMAGES)('say that it is %s', (ending, bytes) => {
    expect(sniffImage(bytes.subarray(0, TELLING_BYTES))).toBe(ending);
  });

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['a film', '\0\0\0\x18ftypmp42\0\0\0\0isommp42'],
    ['nothing', ''],
  ])('say that %s is none', (_what, text) => {
    expect(sniffImage(Buffer.from(text, 'latin1'))).toBeNull();
  });
});

describe.each(IMAGES)('an image in %s', (_ending, bytes) => {
  it('loses all that it tells beside its picture, and no byte of its length', async () => {
    const cleaned = await clean(bytes);
    expect(bytes.includes(SECRET)).toBe(true);
    expect(cleaned.includes(SECRET)).toBe(false);
    expect(cleaned.length).toBe(bytes.length);
  });

  it('comes out the same in whatever parts it came in, and clean once more', async () => {
    const cleaned = await clean(bytes);
    for (const size of [1, 2, 3, 7, 64]) expect((await clean(bytes, size)).equals(cleaned)).toBe(true);
    expect((await clean(cleaned)).equals(cleaned)).toBe(true);
  });

  it('is refused when it breaks off, or is nonsense behind its first bytes, and never breaks us', async () => {
    const nonsense = fc.tuple(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(nonsense, async ([at, noise]) => {
        const broken = Buffer.from(bytes);
        broken.set(noise.subarray(0, broken.length - at), at);
        const outcome = await clean(broken).catch((error: unknown) => error);
        expect(outcome instanceof UnsupportedImage || Buffer.isBuffer(outcome)).toBe(true);
      }),
      { numRuns: 300 },
    );
    await expect(clean(bytes.subarray(0, TELLING_BYTES + 2))).rejects.toThrow(UnsupportedImage);
  });
});

describe('what is left of an image', () => {
  it('is which side of a JPEG file is up, its colours and its scans', async () => {
    const cleaned = await clean(jpeg());
    const upright = cleaned.indexOf('Exif');
    expect(cleaned.subarray(upright + 14, upright + 26).toString('hex')).toBe('000101120003000000010006');
    for (const kept of ['JFIF', 'ICC_PROFILE\0colours', 'scan 1', 'table', 'scan 2'])
      expect(cleaned.includes(kept)).toBe(true);
  });

  it.each([
    ['an orientation that is none', exif(9)],
    [
      'a directory that leads out of it',
      Buffer.from(`457869660000${'4d4d002affffff00'.padEnd(64, '0')}`, 'hex'),
    ],
  ])('are no Exif data with %s', async (_what, data) => {
    const length = Buffer.from([0, data.length + 2]);
    const head = Buffer.concat([Buffer.from('ffd8ffe1', 'hex'), length, data, Buffer.from('ffd9', 'hex')]);
    expect((await clean(head)).includes('Exif')).toBe(false);
  });

  it('are the chunks of a PNG file that show it, with right checksums', async () => {
    const cleaned = await clean(png());
    expect(['IHDR', 'IDAT', 'IEND'].every((type) => cleaned.includes(type))).toBe(true);
    expect(['eXIf', 'tEXt', 'puBl'].some((type) => cleaned.includes(type))).toBe(false);
  });

  it('are the chunks of a WebP file that show it, and no word of others', async () => {
    const cleaned = await clean(webp());
    expect(cleaned.includes('VP8 \x05\0\0\0pixel')).toBe(true);
    expect(cleaned.readUInt8(20)).toBe(0x10);
  });

  it('are the pixels of a HEIC file', async () => {
    expect((await clean(heif('heic'))).includes('pixels of the picture')).toBe(true);
  });

  it('is nothing when a HEIC file tells only at its end where its metadata are', async () => {
    await expect(clean(heif('heic', 'meta last'))).rejects.toThrow(UnsupportedImage);
  });
});
