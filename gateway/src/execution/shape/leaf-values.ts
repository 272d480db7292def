import { type GraphQLLeafType, isEnumType } from 'graphql';

/** Whether a value that a subgraph has answered is one of a leaf type. */
export type LeafCheck = (value: unknown) => boolean;

const isString: LeafCheck = (value) => typeof value === 'string';
const isWhole: LeafCheck = (value) => Number.isInteger(value);

const BUILT_IN: ReadonlyMap<string, LeafCheck> = new Map([
  ['String', isString],
  ['Boolean', (value: unknown) => typeof value === 'boolean'],
  ['Int', isWhole],
  ['Float', (value: unknown) => Number.isFinite(value)],
  ['ID', (value: unknown) => isString(value) || isWhole(value)],
]);

/** The check of a leaf type; custom scalars may be anything. */
export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (!isEnumType(type)) return BUILT_IN.get(type.name) ?? (() => true);
  const names = new Set(type.getValues().map(({ name }) => name));
  return (value) => typeof value === 'string' && names.has(value);
}
