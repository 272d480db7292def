import {
  type GraphQLEnumType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

/** Enums of more values are not read by patterns. */
const ENUM_VALUES_MAX = 64;

const PLAIN = '[ !#-\\[\\]-\\ud7ff\\ue000-\\uffff]*';
/** What JSON.stringify writes of the rest, and only as it writes it. */
const ESCAPED = '(?:\\\\["\\\\bfnrt]|[\\ud800-\\udbff][\\udc00-\\udfff])';
const STRING = `"${PLAIN}(?:${ESCAPED}${PLAIN})*"`;
/** Numbers that JavaScript writes as they are read. */
const INT = '(?:0|-?[1-9]\\d{0,14})';
const FLOAT = '(?:0|-?[1-9]\\d{0,8}|-?(?:0|[1-9]\\d{0,8})\\.\\d{0,4}[1-9])';
const BOOLEAN = '(?:true|false)';

const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ['String', STRING],
  ['Int', INT],
  ['ID', `(?:${STRING}|${INT})`],
  ['Boolean', BOOLEAN],
  ['Float', FLOAT],
]);
/** Scalars of the schema's own may be anything; of that, what is not made of other things. */
const ANY_LEAF = `(?:${STRING}|${BOOLEAN}|${FLOAT}|${INT})`;

/** A reply, or a part of one, for which no reader is made. */
export class Unreadable extends Error {}

function enumPattern(type: GraphQLEnumType): string {
  const names = type.getValues().map(({ name }) => name);
  if (names.length > ENUM_VALUES_MAX) throw new Unreadable(`${type.name} has too many values.`);
  return `"(?:${names.join('|')})"`;
}

function leafPattern(type: GraphQLLeafType): string {
  return isEnumType(type) ? enumPattern(type) : (BUILT_IN.get(type.name) ?? ANY_LEAF);
}

/**
 * What a value of a leaf type, or of lists of one, looks like as JSON; each text is matched in one way alone, which a
 * pattern finds or does not find without trying others.
 * @throws {Unreadable} for other types.
 */
export function valuePattern(type: GraphQLOutputType): string {
  return isNonNullType(type) ? presentPattern(type.ofType) : `(?:null|${presentPattern(type)})`;
}

function presentPattern(type: GraphQLOutputType): string {
  if (isLeafType(type)) return leafPattern(type);
  if (!isListType(type)) throw new Unreadable(`${type} is no leaf.`);
  const element = valuePattern(type.ofType);
  return `\\[(?:${element}(?:,${element})*)?\\]`;
}
