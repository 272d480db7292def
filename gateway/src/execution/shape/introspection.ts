import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { GivenVariables } from '../choices/conditions.ts';

/** An operation that may ask the schema about itself. */
export interface Introspected {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/**
 * What the schema says to `__schema` or `__type`.
 * @throws {Error} when it cannot say it, which a valid document does not let happen.
 */
export function introspect(
  { schema, document, operation }: Introspected,
  fields: readonly FieldNode[],
  variableValues: GivenVariables,
): unknown {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const question: OperationDefinitionNode = {
    ...operation,
    operation: OperationTypeNode.QUERY,
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
  const definitions = [question, ...fragments];
  const { data, errors } = executeSync({
    schema,
    document: { kind: Kind.DOCUMENT, definitions },
    variableValues,
  });
  const [name] = Object.keys(data ?? {});
  if (errors?.length || !data || name === undefined)
    throw new Error(`The schema does not say what it is: ${errors?.map(({ message }) => message).join(' ')}`);
  return data[name];
}
