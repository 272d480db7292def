import {
  type DocumentNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';

const CONDITIONS = new Set([GraphQLSkipDirective.name, GraphQLIncludeDirective.name]);

function isConditional(selectionSet: SelectionSetNode, document: DocumentNode, seen: Set<string>): boolean {
  return selectionSet.selections.some((selection) => {
    if (selection.directives?.some(({ name }) => CONDITIONS.has(name.value))) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return isConditional(selection.selectionSet, document, seen);
    const spread = selection.name.value;
    if (seen.has(spread)) return false;
    seen.add(spread);
    return document.definitions.some(
      (node) =>
        node.kind === Kind.FRAGMENT_DEFINITION &&
        node.name.value === spread &&
        isConditional(node.selectionSet, document, seen),
    );
  });
}

/**
 * Whether the root of a subscription has `@skip` or `@include`, which GraphQL forbids there: a subscription is one field,
 * whatever its variables say. The rule of graphql-js 16 for it throws where a variable decides.
 */
export function hasConditionalRoot(document: DocumentNode): boolean {
  return document.definitions.some(
    (node) =>
      node.kind === Kind.OPERATION_DEFINITION &&
      node.operation === OperationTypeNode.SUBSCRIPTION &&
      isConditional(node.selectionSet, document, new Set()),
  );
}
