import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { AccessRules, Gate } from './access-rules.ts';
import type { PrunedField, PrunedPlace } from './pruned-places.ts';

const TYPENAME = '__typename';
const TYPENAME_FIELD: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: TYPENAME } };

/** Selections without what the caller is refused, and where that was. */
interface Pruned {
  readonly set: SelectionSetNode;
  readonly place: PrunedPlace;
}

type Selected = { readonly node: SelectionNode | null } & Partial<{
  field: PrunedField;
  below: PrunedPlace['below'][number];
  fragment: PrunedPlace;
}>;

function responseNameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** Takes the fields that a caller is refused out of an operation for a subgraph. */
export class Pruner {
  readonly #rules: AccessRules;
  readonly #refused: ReadonlySet<number>;

  /** @param refused the rules that the caller does not meet */
  constructor(rules: AccessRules, refused: ReadonlySet<number>) {
    this.#rules = rules;
    this.#refused = refused;
  }

  /** The selections of a type; null when nothing of them is refused. */
  prune(set: SelectionSetNode, typeName: string, condition: string | null): Pruned | null {
    const selected = set.selections.map((selection) => this.#select(selection, typeName));
    const fields = selected.flatMap(({ field }) => field ?? []);
    const below = selected.flatMap((each) => each.below ?? []);
    const fragments = selected.flatMap(({ fragment }) => fragment ?? []);
    if (fields.length + below.length + fragments.length === 0) return null;
    const kept = selected.flatMap(({ node }) => node ?? []);
    // The type tells whose fields are missing, and stands where nothing else is left to ask.
    const selections = fields.length > 0 || condition !== null ? [TYPENAME_FIELD, ...kept] : kept;
    const told = condition !== null && this.#rules.isObjectType(condition) ? condition : null;
    return { set: { ...set, selections }, place: { typeName: told, fields, below, fragments } };
  }

  #select(selection: SelectionNode, typeName: string): Selected {
    // What has directives is left to the subgraph, and so is what is in fragments by name.
    if (selection.directives?.length || selection.kind === Kind.FRAGMENT_SPREAD) return { node: selection };
    if (selection.kind === Kind.FIELD) return this.#field(selection, typeName);
    const condition = selection.typeCondition?.name.value ?? null;
    const pruned = this.prune(selection.selectionSet, condition ?? typeName, condition);
    if (!pruned) return { node: selection };
    return { node: { ...selection, selectionSet: pruned.set }, fragment: pruned.place };
  }

  #field(node: FieldNode, typeName: string): Selected {
    const found = this.#rules.find(typeName, node.name.value);
    const responseName = responseNameOf(node);
    const gate = found?.gate;
    if (gate?.mayBeNull && this.#refused.has(gate.rule))
      return { node: null, field: { responseName, rule: gate.rule } };
    const inner = found?.typeName ?? '';
    const pruned = node.selectionSet ? this.prune(node.selectionSet, inner, null) : null;
    if (!pruned) return { node };
    return { node: { ...node, selectionSet: pruned.set }, below: { responseName, place: pruned.place } };
  }
}

/** The gates that selections of a type pass, and everything inside them. */
export function gatesOf(rules: AccessRules, { selections }: SelectionSetNode, typeName: string): Gate[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return gatesOf(rules, selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
    const field = rules.find(typeName, selection.name.value);
    const below = selection.selectionSet ? gatesOf(rules, selection.selectionSet, field?.typeName ?? '') : [];
    return field?.gate ? [field.gate, ...below] : below;
  });
}

/** An operation without the variables that nothing uses any more. */
export function withUsedVariables(
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): OperationDefinitionNode {
  const used = new Set<string>();
  const note = { Variable: ({ name }: { name: { value: string } }) => void used.add(name.value) };
  for (const node of [operation.selectionSet, ...(operation.directives ?? []), ...fragments])
    visit(node, note);
  const definitions = operation.variableDefinitions ?? [];
  const variableDefinitions = definitions.filter(({ variable }) => used.has(variable.name.value));
  return { ...operation, variableDefinitions };
}
