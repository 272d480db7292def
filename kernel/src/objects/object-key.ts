import { randomBytes } from 'node:crypto';
import type { TenantId } from '../caller/caller.ts';
import { isId } from '../values/id.ts';

/** The kinds of bytes that are kept, by the ending of their keys. */
export const MEDIA_TYPES = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  avif: 'image/avif',
} as const;
/** How the key of an object of a kind ends. */
export type ObjectEnding = keyof typeof MEDIA_TYPES;

/** Where an object is: `<tenant>/<shelf>/<256 random bits>.<ending>`. It says nothing about what it holds. */
export type ObjectKey = `${TenantId}/${string}`;

const SECRET_BYTES = 32;
// No more than these letters, so that no key leads out of its tenant's place.
const FORM = /^([^/]+)\/[a-z]+(?:-[a-z]+)*\/[A-Za-z0-9_-]{43}\.(jpg|png|webp|heic|avif)$/;

/** A key that nobody can guess, on a shelf of a tenant such as `job-photos`. */
export function newObjectKey(tenantId: TenantId, shelf: string, ending: ObjectEnding): ObjectKey {
  return `${tenantId}/${shelf}/${randomBytes(SECRET_BYTES).toString('base64url')}.${ending}`;
}

/** True when the text is a key as {@link newObjectKey} makes them. */
export function isObjectKey(text: string): text is ObjectKey {
  const [, tenantId = ''] = FORM.exec(text) ?? [];
  return isId('tnt', tenantId);
}

/** True when the key is of an object of this tenant. */
export function isKeyOf(key: ObjectKey, tenantId: TenantId): boolean {
  return key.startsWith(`${tenantId}/`);
}

/** How the key ends, and what kind of bytes it stands for. @throws {TypeError} for what is no key. */
export function mediaTypeOf(key: ObjectKey): string {
  const [, , ending = ''] = FORM.exec(key) ?? [];
  const type = new Map<string, string>(Object.entries(MEDIA_TYPES)).get(ending);
  if (type === undefined) throw new TypeError('This is no key of an object.');
  return type;
}
