import {
  type FieldNode,
  type GraphQLResolveInfo,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { createParameterDecorator } from 'type-graphql';
import type { Selection } from '../../values/selection.ts';

type Tree = { [field: string]: Tree };

function setOf(selection: SelectionNode, { fragments }: GraphQLResolveInfo): SelectionSetNode | undefined {
  return selection.kind === Kind.FRAGMENT_SPREAD
    ? fragments[selection.name.value]?.selectionSet
    : selection.selectionSet;
}

/** Fields by their own names, whatever their aliases are; those that a directive may leave out are in it, too. */
function gather(set: SelectionSetNode | undefined, info: GraphQLResolveInfo, tree: Tree): Tree {
  for (const selection of set?.selections ?? []) {
    const inner = setOf(selection, info);
    if (selection.kind !== Kind.FIELD) gather(inner, info, tree);
    else if (!selection.name.value.startsWith('__')) {
      tree[selection.name.value] = gather(inner, info, tree[selection.name.value] ?? {});
    }
  }
  return tree;
}

// Documents are parsed once, so that a field of one is the same object each time it is executed.
const known = new WeakMap<FieldNode, Selection>();

/** Which fields of the nodes of a connection are wanted. */
function selectedNodes(info: GraphQLResolveInfo): Selection {
  const [field, ...others] = info.fieldNodes;
  const remembered = field && others.length === 0 ? known.get(field) : undefined;
  if (remembered) return remembered;
  const tree: Tree = {};
  for (const { selectionSet } of info.fieldNodes) gather(selectionSet, info, tree);
  const selection = tree.edges?.node ?? {};
  if (field && others.length === 0) known.set(field, selection);
  return selection;
}

/** The parameter of a connection's resolver that says which fields of its nodes are wanted. */
export function SelectedNodes(): ReturnType<typeof createParameterDecorator> {
  return createParameterDecorator(({ info }) => selectedNodes(info));
}
