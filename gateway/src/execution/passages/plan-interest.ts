import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DefinitionNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { contextKeys } from '../contexts/context-values.ts';
import { EVERY, type PlanPath } from '../plan/places.ts';
import { Unreadable } from './json-patterns.ts';
import { placeKey } from './place-key.ts';

const NAME = /^[_a-z]\w*$/i;
const ENTITIES = '_entities';

/** A fetch of a plan, and the response names on the way to where it works. */
export interface PlanFetch {
  readonly node: FetchNode;
  readonly path: PlanPath;
  readonly operation: OperationDefinitionNode;
}

function operationOf({ operation, outputRewrites }: FetchNode): OperationDefinitionNode {
  const [definition, ...fragments] = parse(operation, { noLocation: true }).definitions;
  if (outputRewrites?.length) throw new Unreadable('The reply is rewritten.');
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Unreadable('The fetch asks for nothing.');
  return fragments.length === 0 ? definition : withoutSpreads(definition, fragments);
}

/** The planner writes what it asks for more than once as a fragment. */
export function withoutSpreads(
  operation: OperationDefinitionNode,
  definitions: readonly DefinitionNode[],
): OperationDefinitionNode {
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return visit(operation, {
    FragmentSpread({ name, directives = [] }): InlineFragmentNode {
      const fragment = fragments.find((each) => each.name.value === name.value);
      if (!fragment) throw new Unreadable(`There is no fragment ${name.value}.`);
      const { typeCondition, selectionSet } = fragment;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet };
    },
  });
}

/**
 * The fetches of a plan.
 * @throws {Unreadable} for plans with rewritten replies, or paths that are more than names.
 */
export function fetchesOf(node: PlanNode, path: PlanPath = []): PlanFetch[] {
  switch (node.kind) {
    case 'Fetch':
      return [{ node, path, operation: operationOf(node) }];
    case 'Flatten':
      return fetchesOf(node.node, [...path, ...namesOf(node.path.map(String))]);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((each) => fetchesOf(each, path));
    default:
      throw new Unreadable(`The plan has a node of kind ${node.kind}.`);
  }
}

function namesOf(path: PlanPath): PlanPath {
  const names = path.filter((step) => step !== EVERY);
  if (names.every((name) => NAME.test(name))) return names;
  throw new Unreadable('The path of a fetch has conditions.');
}

/** What the steps of a plan look at, and what they tell: together, which fields nobody but the client reads. */
export class PlanInterest {
  readonly #looked = new Set<string>();
  readonly #tellers = new Map<string, number>();

  constructor(fetches: readonly PlanFetch[]) {
    for (const { node, path, operation } of fetches) {
      for (const [index, name] of path.entries()) this.#looked.add(placeKey(path.slice(0, index), name));
      this.#look(node.requires ?? [], path);
      for (const key of contextKeys(node.contextRewrites ?? [], path)) this.#looked.add(key);
      for (const key of toldBy(operation.selectionSet, path))
        this.#tellers.set(key, (this.#tellers.get(key) ?? 0) + 1);
    }
  }

  /** Whether a step needs the value of a field, or works below it. */
  isLooked(key: string): boolean {
    return this.#looked.has(key);
  }

  /** Whether one fetch alone tells a field. */
  isToldOnce(key: string): boolean {
    return this.#tellers.get(key) === 1;
  }

  #look(selections: readonly QueryPlanSelectionNode[], path: PlanPath): void {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') this.#look(selection.selections, path);
      else {
        const name = selection.alias ?? selection.name;
        this.#looked.add(placeKey(path, name));
        this.#look(selection.selections ?? [], [...path, name]);
      }
    }
  }
}

/** The keys of all fields that a fetch tells, each once. */
function toldBy({ selections }: SelectionSetNode, path: PlanPath): Set<string> {
  return new Set(selections.flatMap((selection) => [...toldBySelection(selection, path)]));
}

function toldBySelection(selection: SelectionNode, path: PlanPath): Iterable<string> {
  if (selection.directives?.length) throw new Unreadable('The fetch has conditions.');
  if (selection.kind === Kind.INLINE_FRAGMENT) return toldBy(selection.selectionSet, path);
  if (selection.kind !== Kind.FIELD) throw new Unreadable('The fetch has fragments.');
  const { selectionSet, name, alias } = selection;
  if (name.value === ENTITIES) return selectionSet ? toldBy(selectionSet, path) : [];
  const responseName = (alias ?? name).value;
  const below = selectionSet ? toldBy(selectionSet, [...path, responseName]) : [];
  return [placeKey(path, responseName), ...below];
}
