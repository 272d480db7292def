import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Taking } from './taking-fields.ts';

function typeOf(schema: GraphQLSchema, type: GraphQLCompositeType, { typeCondition }: InlineFragmentNode) {
  return schema.getType(typeCondition?.name.value ?? type.name);
}

/** Whether objects of a type may be what a selection is about. */
function mayMeet(schema: GraphQLSchema, type: GraphQLCompositeType, selection: SelectionNode): boolean {
  if (selection.kind !== Kind.INLINE_FRAGMENT) return true;
  const condition = typeOf(schema, type, selection);
  if (condition === type) return true;
  return isAbstractType(type) && isObjectType(condition) && schema.isSubType(type, condition);
}

function isKnownField(schema: GraphQLSchema, type: GraphQLCompositeType, { name, selectionSet }: FieldNode) {
  const field = isUnionType(type) ? undefined : type.getFields()[name.value];
  const below = field && getNamedType(field.type);
  if (!below || !selectionSet) return below !== undefined;
  return isCompositeType(below) && isKnown(schema, below, selectionSet.selections);
}

function isKnown(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  selections: SelectionSetNode['selections'],
): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.FIELD) return isKnownField(schema, type, selection);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
    const condition = typeOf(schema, type, selection);
    return isCompositeType(condition) && isKnown(schema, condition, selection.selectionSet.selections);
  });
}

/** The selections by which something is taken from objects of a type; none where clients do not see all of it. */
export function takenOf(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  { set }: Taking,
): readonly SelectionNode[] {
  const selections = set.selections.filter((selection) => mayMeet(schema, type, selection));
  return isKnown(schema, type, selections) ? selections : [];
}
