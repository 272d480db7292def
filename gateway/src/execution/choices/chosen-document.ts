import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  separateOperations,
  visit,
} from 'graphql';
import type { Conditions } from './conditions.ts';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/** The fragments of a document that conditions leave nothing of. */
class Leftovers {
  readonly #conditions: Conditions;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #empty = new Map<string, boolean>();

  constructor({ definitions }: DocumentNode, conditions: Conditions) {
    this.#conditions = conditions;
    for (const definition of definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition);
  }

  /** Whether nothing is left of a fragment of this name. */
  isEmpty(name: string): boolean {
    const known = this.#empty.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    const isEmpty = !fragment || this.#isEmptySet(fragment.selectionSet);
    this.#empty.set(name, isEmpty);
    return isEmpty;
  }

  #isEmptySet({ selections }: SelectionSetNode): boolean {
    return selections.every((selection) => {
      if (!this.#conditions.lets(selection.directives)) return true;
      if (selection.kind === Kind.INLINE_FRAGMENT) return this.#isEmptySet(selection.selectionSet);
      return selection.kind === Kind.FRAGMENT_SPREAD && this.isEmpty(selection.name.value);
    });
  }
}

/** Whether a document has `@skip` or `@include`, be it with a variable or with a value. */
export function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: (directive) => {
      found ||= isCondition(directive);
    },
  });
  return found;
}

/**
 * What conditions leave of an operation of a valid document, without `@skip` and `@include`. Fragments without fields are
 * gone. A field, and the operation itself, may be left with no selections at all, which no text of GraphQL says: its
 * objects are `{}`.
 */
export function chosenDocument(document: DocumentNode, name: string, conditions: Conditions): DocumentNode {
  const leftovers = new Leftovers(document, conditions);
  const left = visit(document, {
    enter: (node) => {
      if (
        node.kind !== Kind.FIELD &&
        node.kind !== Kind.FRAGMENT_SPREAD &&
        node.kind !== Kind.INLINE_FRAGMENT
      )
        return undefined;
      if (!conditions.lets(node.directives)) return null;
      if (node.kind === Kind.FRAGMENT_SPREAD && leftovers.isEmpty(node.name.value)) return null;
      if (!node.directives?.some(isCondition)) return undefined;
      return { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) };
    },
    leave: (node) =>
      node.kind === Kind.INLINE_FRAGMENT && node.selectionSet.selections.length === 0 ? null : undefined,
  });
  // Without fragments that nobody asks for any more.
  return separateOperations(left)[name] ?? left;
}

/** The same for the planner, which knows no object without fields: a name of its type stands for them. */
export function plannableDocument(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (set) => (set.selections.length === 0 ? { ...set, selections: [TYPENAME] } : undefined),
  });
}
