import type { GraphQLLeafType } from 'graphql';
import { leafCheck } from './leaf-values.ts';

/** What is thrown where an answer is not as it usually is: it is shaped in the careful way then. */
export class Unusual extends Error {}

const UNUSUAL = new Unusual('This answer is not written in the short way.');

/** What is counted while an answer is written. */
export interface Tally {
  /** Objects of the answer. */
  objects: number;
}

/** Writes a value as JSON. @throws {Unusual} when it is not one that its type allows. */
export type Write = (value: unknown, tally: Tally) => string;

/** Text that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Gives an answer up to be shaped in the careful way. */
export function unusual(): never {
  throw UNUSUAL;
}

function stringText(value: string): string {
  return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
}

const writeString: Write = (value) => (typeof value === 'string' ? stringText(value) : unusual());

const writeInt: Write = (value) => (Number.isInteger(value) ? String(value) : unusual());

const writeId: Write = (value, tally) =>
  typeof value === 'string' ? stringText(value) : writeInt(value, tally);

const writeBoolean: Write = (value) => {
  if (value === true) return 'true';
  return value === false ? 'false' : unusual();
};

const BUILT_IN: ReadonlyMap<string, Write> = new Map([
  ['String', writeString],
  ['Int', writeInt],
  ['ID', writeId],
  ['Boolean', writeBoolean],
]);

/** The writer of a leaf type that is not null. */
export function leafWriter(type: GraphQLLeafType): Write {
  const isValid = leafCheck(type);
  const write: Write = (value) => (isValid(value) ? (JSON.stringify(value) ?? unusual()) : unusual());
  return BUILT_IN.get(type.name) ?? write;
}
