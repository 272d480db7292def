import {
  type FieldNode,
  type GraphQLFormattedError,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

const ERRORS_MAX = 100;
const ENTITIES = '_entities';

/** What a caller reads of a subgraph that does not answer. */
export const UNAVAILABLE: GraphQLFormattedError = {
  message: 'This part cannot be answered at the moment. Try again soon.',
  extensions: { code: 'UNAVAILABLE' },
};

type Path = readonly (string | number)[];

function responseNames(selection: SelectionNode): string[] {
  if (selection.kind !== Kind.FIELD) return [];
  const name = (selection.alias ?? selection.name).value;
  return selection.name.value === '__typename' ? [] : [name];
}

function typeNameOf(representation: unknown): unknown {
  const isObject = typeof representation === 'object' && representation !== null;
  return isObject && '__typename' in representation ? representation.__typename : undefined;
}

/** The fields that a plan asks of one entity: plans ask for entities by one inline fragment per type. */
function entityPaths({ selections }: SelectionSetNode, representation: unknown, place: Path): Path[] {
  const typeName = typeNameOf(representation);
  const fragments = selections.filter((selection) => selection.kind === Kind.INLINE_FRAGMENT);
  const exact = fragments.filter(({ typeCondition }) => typeCondition?.name.value === typeName);
  const chosen = exact.length > 0 ? exact : fragments;
  const names = chosen.flatMap(({ selectionSet }) => selectionSet.selections.flatMap(responseNames));
  return [...new Set(names)].map((name) => [...place, name]);
}

type Variables = Readonly<Record<string, unknown>> | undefined;

/** The entities that a field asks for. */
function representationsOf({ arguments: given = [] }: FieldNode, variables: Variables): unknown {
  const [name] = given.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? value.name.value : []));
  return name === undefined ? undefined : variables?.[name];
}

function pathsOf(query: string, variables: Variables): Path[] {
  const operation = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.flatMap((selection): Path[] => {
    const isEntities = selection.kind === Kind.FIELD && selection.name.value === ENTITIES;
    const representations = isEntities ? representationsOf(selection, variables) : null;
    if (!isEntities || !Array.isArray(representations) || !selection.selectionSet)
      return responseNames(selection).map((name) => [name]);
    const { selectionSet, alias } = selection;
    return representations.flatMap((representation, index) =>
      entityPaths(selectionSet, representation, [alias?.value ?? ENTITIES, index]),
    );
  });
}

/**
 * The errors of a fetch that nobody answered: one for each field that will be null, at its place,
 * 100 at most. With what is known of when to ask again.
 */
export function unavailableErrors(
  query: string,
  variables: Variables,
  retry: { readonly retryAfterMs?: number } = {},
): GraphQLFormattedError[] {
  const { message, extensions } = UNAVAILABLE;
  const told = { message, extensions: { ...extensions, ...retry } };
  const paths = pathsOf(query, variables).slice(0, ERRORS_MAX);
  return paths.length > 0 ? paths.map((path) => ({ ...told, path })) : [told];
}
