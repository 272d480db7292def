import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  separateOperations,
} from 'graphql';

/** Fragments by their names; who takes one takes it out, because it says the same wherever else it is spread. */
type Fragments = Map<string, FragmentDefinitionNode>;

/** Selections with those of their fragments in their place. Fragments with conditions stay. */
function flat(selections: readonly SelectionNode[], fragments: Fragments): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD || selection.directives?.length) return [selection];
    // In a valid document every fragment at the root is about the root.
    if (selection.kind === Kind.INLINE_FRAGMENT) return flat(selection.selectionSet.selections, fragments);
    const fragment = fragments.get(selection.name.value);
    fragments.delete(selection.name.value);
    return fragment ? flat(fragment.selectionSet.selections, fragments) : [];
  });
}

function joined(one: FieldNode, other: FieldNode): FieldNode {
  if (!one.selectionSet || !other.selectionSet) return one;
  const selections = [...one.selectionSet.selections, ...other.selectionSet.selections];
  return { ...one, selectionSet: { ...one.selectionSet, selections } };
}

function nameOf(selection: SelectionNode): string | null {
  const isPlain = selection.kind === Kind.FIELD && !selection.directives?.length;
  return isPlain ? (selection.alias ?? selection.name).value : null;
}

/** Selections in which what is asked for twice stands where it is asked for first. */
function once(selections: readonly SelectionNode[]): SelectionNode[] {
  const result = new Map<string | SelectionNode, SelectionNode>();
  for (const selection of selections) {
    const key = nameOf(selection) ?? selection;
    const first = result.get(key);
    const isAgain = first?.kind === Kind.FIELD && selection.kind === Kind.FIELD;
    result.set(key, isAgain ? joined(first, selection) : selection);
  }
  return [...result.values()];
}

/**
 * A mutation with each of its root fields once, and in no fragment. The planner asks for what is in fragments, or is asked
 * for once more below, at another place, and mutations happen in the order in which they are written.
 */
export function withOrderedMutations(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): DocumentNode {
  if (operation.operation !== OperationTypeNode.MUTATION) return document;
  const fragments: Fragments = new Map();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const selections = once(flat(operation.selectionSet.selections, fragments));
  const ordered = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  const definitions = document.definitions.map((each) => (each === operation ? ordered : each));
  // The planner puts fragments that it still finds into what it asks, and before everything else.
  const left = separateOperations({ ...document, definitions });
  return left[operation.name?.value ?? ''] ?? document;
}
