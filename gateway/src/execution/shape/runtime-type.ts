import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
} from 'graphql';

/**
 * The type of an object that calls itself by a name, where the schema says `expected`. It may be a name that is less than
 * what is expected, of whoever knows interfaces alone; null where it is nothing that may be there.
 */
export function runtimeType(
  schema: GraphQLSchema,
  name: string,
  expected: GraphQLCompositeType,
): GraphQLCompositeType | null {
  const type = schema.getType(name);
  if (!type || !isCompositeType(type)) return null;
  if (type === expected || !isObjectType(type)) return type;
  return isAbstractType(expected) && schema.isSubType(expected, type) ? type : null;
}
