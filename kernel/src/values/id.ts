import { parse, stringify, v5, v7 } from 'uuid';

/** A public id: a TypeID, that is a short prefix and 26 base32 characters of a uuid (`bkg_01h45ytscbebyvny4gc8cr8ma2`). */
export type Id<P extends string> = `${P}_${string}`;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const BODY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

function encode(bytes: Uint8Array): string {
  const value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  return Array.from(
    { length: 26 },
    (_, index) => ALPHABET[Number((value >> BigInt(5 * (25 - index))) & 31n)],
  ).join('');
}

function decode(body: string): Uint8Array {
  const value = [...body].reduce((sum, letter) => (sum << 5n) | BigInt(ALPHABET.indexOf(letter)), 0n);
  return Buffer.from(value.toString(16).padStart(32, '0'), 'hex');
}

/** A new id, ordered by time of creation (uuid version 7). */
export function newId<P extends string>(prefix: P): Id<P> {
  return `${prefix}_${encode(parse(v7()))}`;
}

/** The public id of a database uuid. */
export function idOf<P extends string>(prefix: P, uuid: string): Id<P> {
  return `${prefix}_${encode(parse(uuid))}`;
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
  return stringify(decode(body));
}
