import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  visit,
} from 'graphql';

/** Writes the directives of a field; nothing for a field that gets none. */
export type WriteDirectives = (field: FieldDefinitionNode, type: ObjectTypeDefinitionNode) => string;

/** @throws {GraphQLError} for what are no directives. */
function directivesOf(written: string): readonly ConstDirectiveNode[] {
  if (written === '') return [];
  const [type] = parse(`type T { f: Int ${written} }`, { noLocation: true }).definitions;
  return (type?.kind === Kind.OBJECT_TYPE_DEFINITION && type.fields?.[0]?.directives) || [];
}

/** The SDL with further directives on the fields of its types, behind those that they have. */
export function withDirectives(document: DocumentNode, write: WriteDirectives): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: (type.fields ?? []).map((field) => ({
        ...field,
        directives: [...(field.directives ?? []), ...directivesOf(write(field, type))],
      })),
    }),
  });
}
