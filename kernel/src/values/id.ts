import { v5, v7 } from 'uuid';

/** A public id: a TypeID, that is a short prefix and 26 base32 characters of a uuid (`bkg_01h45ytscbebyvny4gc8cr8ma2`). */
export type Id<P extends string> = `${P}_${string}`;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BODY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Two letters at a time: half of the joining of texts. */
const PAIRS = [...ALPHABET].flatMap((first) => [...ALPHABET].map((second) => first + second));

const VALUE_OF_CODE = new Uint8Array(128);
for (const [value, letter] of [...ALPHABET].entries()) VALUE_OF_CODE[letter.charCodeAt(0)] = value;
const HYPHEN = 45;
/** Numbers as two and as three hexadecimal digits. */
const BYTES = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));
const THREES = Array.from({ length: 4096 }, (_, value) => value.toString(16).padStart(3, '0'));

// Both ways run for every id of every row, so they count bits in small integers and make no bytes between.
function encode(uuid: string): string {
  let text = '';
  // 26 letters hold 130 bits, so the first begins with two that are not there.
  let [pending, bits] = [0, 2];
  for (let index = 0; index < uuid.length; index += 1) {
    const code = uuid.charCodeAt(index);
    if (code === HYPHEN) continue;
    // A digit, or a letter of either case.
    pending = ((pending & 1023) << 4) | (code < 58 ? code - 48 : (code & 31) + 9);
    bits += 4;
    if (bits < 10) continue;
    bits -= 10;
    text += PAIRS[(pending >> bits) & 1023];
  }
  return text;
}

/** So many letters as one number of five bits each. */
function numberOf(body: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index += 1)
    value = (value << 5) | (VALUE_OF_CODE[body.charCodeAt(index)] ?? 0);
  return value;
}

function decode(body: string): string {
  // The first two letters are a byte, and each four after them five hexadecimal digits.
  let digits = BYTES[numberOf(body, 0, 2)] ?? '';
  for (let from = 2; from < body.length; from += 4) {
    const bits = numberOf(body, from, from + 4);
    digits += `${THREES[bits >> 8]}${BYTES[bits & 255]}`;
  }
  const head = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}`;
  return `${head}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}

/** A new id, ordered by time of creation (uuid version 7). */
export function newId<P extends string>(prefix: P): Id<P> {
  return `${prefix}_${encode(v7())}`;
}

/**
 * The public id of a database uuid.
 * @throws {TypeError} when the text is no uuid.
 */
export function idOf<P extends string>(prefix: P, uuid: string): Id<P> {
  if (!UUID.test(uuid)) throw new TypeError(`"${uuid}" is not a uuid.`);
  return `${prefix}_${encode(uuid)}`;
}

/** The id of what has a name inside another thing: the same two give the same id, always (uuid version 5). */
export function idWithin<P extends string>(prefix: P, parent: Id<string>, name: string): Id<P> {
  return idOf(prefix, v5(name, uuidOf(parent)));
}

/** True when the text is a well-formed id with this prefix. */
export function isId<P extends string>(prefix: P, value: string): value is Id<P> {
  return value.startsWith(`${prefix}_`) && BODY.test(value.slice(prefix.length + 1));
}

/**
 * The database uuid of a public id.
 * @throws {RangeError} when the text is no id; ask {@link isId} first for text that came from outside.
 */
export function uuidOf(id: string): string {
  const body = id.slice(id.lastIndexOf('_') + 1);
  if (!BODY.test(body)) throw new RangeError(`"${id}" is not an id.`);
  return decode(body);
}
