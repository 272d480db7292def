import { v5, v7 } from 'uuid';

/** A public id: a TypeID, that is a short prefix and 26 base32 characters of a uuid (`bkg_01h45ytscbebyvny4gc8cr8ma2`). */
export type Id<P extends string> = `${P}_${string}`;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BODY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** What each character stands for, in either case, by its code. */
function valuesOf(characters: string): Uint8Array {
  const values = new Uint8Array(128);
  for (const [value, character] of [...characters].entries()) {
    values[character.charCodeAt(0)] = value;
    values[character.toUpperCase().charCodeAt(0)] = value;
  }
  return values;
}

const codesOf = (characters: string) => Uint8Array.from(characters, (character) => character.charCodeAt(0));

const HEXADECIMAL = '0123456789abcdef';
const [LETTERS, DIGITS] = [codesOf(ALPHABET), codesOf(HEXADECIMAL)];
const [LETTER_VALUES, DIGIT_VALUES] = [valuesOf(ALPHABET), valuesOf(HEXADECIMAL)];
const LENGTH = 26;

// Both ways run for every id of every row: they count bits in small integers and write into one place, since a text that
// is joined of pieces is joined again by whoever reads it.
const WRITTEN_ID = Buffer.alloc(64);
const WRITTEN_UUID = Buffer.from('00000000-0000-0000-0000-000000000000');
const HYPHEN = 45;
/** Where the digits of a uuid stand. */
const PLACES = Uint8Array.from([...WRITTEN_UUID.keys()].filter((index) => WRITTEN_UUID[index] !== HYPHEN));

function encode(uuid: string): string {
  // 26 letters hold 130 bits, so the first begins with two that are not there.
  let [pending, bits, at] = [0, 2, 0];
  for (const place of PLACES) {
    pending = ((pending & 15) << 4) | (DIGIT_VALUES[uuid.charCodeAt(place)] ?? 0);
    bits += 4;
    if (bits < 5) continue;
    bits -= 5;
    WRITTEN_ID[at] = LETTERS[(pending >> bits) & 31] ?? 0;
    at += 1;
  }
  return WRITTEN_ID.toString('latin1', 0, LENGTH);
}

function decode(body: string): string {
  let [pending, bits, at] = [0, -2, 0];
  for (let index = 0; index < LENGTH; index += 1) {
    pending = ((pending & 15) << 5) | (LETTER_VALUES[body.charCodeAt(index)] ?? 0);
    bits += 5;
    for (; bits >= 4; at += 1) {
      bits -= 4;
      WRITTEN_UUID[PLACES[at] ?? 0] = DIGITS[(pending >> bits) & 15] ?? 0;
    }
  }
  return WRITTEN_UUID.toString('latin1');
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
