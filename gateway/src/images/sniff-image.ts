import type { ObjectEnding } from '@freehold/kernel/objects/object-key';

/** How many bytes of an image say what it is. */
export const TELLING_BYTES = 32;

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const JPEG = Buffer.from('ffd8ff', 'hex');

/** By the brands of ISO 23000-22 (HEIF) and of the AV1 image format. */
const BRANDS: ReadonlyMap<string, ObjectEnding> = new Map([
  ['heic', 'heic'],
  ['heix', 'heic'],
  ['avif', 'avif'],
]);

const textAt = (head: Buffer, from: number) => head.toString('latin1', from, from + 4);

function heifEndingOf(head: Buffer): ObjectEnding | null {
  const brands = [8, 16, 20, 24, 28].map((at) => BRANDS.get(textAt(head, at)));
  return brands.find((ending) => ending !== undefined) ?? null;
}

/** What the first bytes say that an image is, whatever its sender says; null for what is not kept. */
export function sniffImage(head: Buffer): ObjectEnding | null {
  if (head.subarray(0, JPEG.length).equals(JPEG)) return 'jpg';
  if (head.subarray(0, PNG.length).equals(PNG)) return 'png';
  if (textAt(head, 0) === 'RIFF' && textAt(head, 8) === 'WEBP') return 'webp';
  return textAt(head, 4) === 'ftyp' ? heifEndingOf(head) : null;
}
