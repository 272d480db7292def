import type { GraphQLLeafType } from 'graphql';
import type { GeneratedCode } from './generated-code.ts';
import { leafCheck } from './leaf-values.ts';

/** What is thrown where an answer is not as it usually is: it is shaped in the careful way then. */
export class Unusual extends Error {}

const UNUSUAL = new Unusual('This answer is not written in the short way.');

/** What is counted while an answer is written. */
export interface Tally {
  /** Objects of the answer. */
  objects: number;
}

/** The expression that writes the value in the variable `v`, which may be null, as JSON. */
export type WriteCode = (code: GeneratedCode) => string;

/** Text that JSON writes as it is: without quotes, backslashes, controls and halves of pairs. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

/** Gives an answer up to be shaped in the careful way. */
export function unusual(): never {
  throw UNUSUAL;
}

function stringText(value: string): string {
  return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
}

const ofString: WriteCode = (code) => `typeof v === 'string' ? ${code.bind(stringText)}(v)`;
const ofInt: WriteCode = () => "Number.isInteger(v) ? '' + v";
const orUnusual =
  (...ways: readonly WriteCode[]): WriteCode =>
  (code) =>
    `(${ways.map((way) => way(code)).join(' : ')} : ${code.bind(unusual)}())`;

const BUILT_IN: ReadonlyMap<string, WriteCode> = new Map([
  ['String', orUnusual(ofString)],
  ['Int', orUnusual(ofInt)],
  ['ID', orUnusual(ofString, ofInt)],
  ['Boolean', orUnusual(() => "v === true ? 'true' : v === false ? 'false'")],
]);

/** How a value of a leaf type that is not null is written; null is {@link Unusual}. */
export function leafCode(type: GraphQLLeafType): WriteCode {
  const known = BUILT_IN.get(type.name);
  if (known) return known;
  const isValid = leafCheck(type);
  const isThere = (value: unknown) => value !== null && value !== undefined && isValid(value);
  const write = (value: unknown) => (isThere(value) ? (JSON.stringify(value) ?? unusual()) : unusual());
  return (code) => `${code.bind(write)}(v)`;
}
