import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NamedTypeNode,
  type TypeNode,
  visit,
} from 'graphql';

const ROOTS = new Set(['Query', 'Mutation']);

/** The type inside of lists and without exclamation marks. */
export function namedTypeOf(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedTypeOf(type.type);
}

/** The same type, itself nullable. */
function nullable(type: TypeNode): Exclude<TypeNode, { kind: Kind.NON_NULL_TYPE }> {
  return type.kind === Kind.NON_NULL_TYPE ? type.type : type;
}

/** The same type, nullable itself and in each of its lists. */
function nullableThroughout(type: TypeNode): TypeNode {
  const bare = nullable(type);
  return bare.kind === Kind.LIST_TYPE ? { ...bare, type: nullableThroughout(bare.type) } : bare;
}

/**
 * What crosses from one subgraph to another may be missing when one of them is away, and must not take the rest of an
 * answer with it. So these fields are nullable, whatever their resolvers say: the questions and changes themselves,
 * what is added to a type of another subgraph, and what points at such a type.
 * @param foreign the names of the types that belong to other subgraphs
 */
export function openSeams(document: DocumentNode, foreign: ReadonlySet<string>): DocumentNode {
  const open = (typeName: string, keys: ReadonlySet<string>) => (field: FieldDefinitionNode) => {
    const { type, name } = field;
    if (foreign.has(namedTypeOf(type).name.value)) return { ...field, type: nullableThroughout(type) };
    const isAdded = foreign.has(typeName) && !keys.has(name.value);
    return ROOTS.has(typeName) || isAdded ? { ...field, type: nullable(type) } : field;
  };
  return visit(document, {
    ObjectTypeDefinition: (type) => {
      const keys = type.directives?.filter(({ name }) => name.value === 'key') ?? [];
      const named = keys.flatMap((key) => key.arguments ?? []).map(({ value }) => value);
      const fields = named.flatMap((value) => (value.kind === Kind.STRING ? value.value.split(/\s+/) : []));
      return { ...type, fields: type.fields?.map(open(type.name.value, new Set(fields))) ?? [] };
    },
  });
}
