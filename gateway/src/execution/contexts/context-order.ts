import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { placeKey } from '../passages/place-key.ts';
import { withoutSpreads } from '../passages/plan-interest.ts';
import { EVERY, type PlanPath } from '../plan/places.ts';
import { contextKeys } from './context-values.ts';

/** Fields, by the names on the way to them. */
type Keys = ReadonlySet<string>;

function fetchesIn(node: PlanNode | undefined, path: PlanPath): [FetchNode, PlanPath][] {
  switch (node?.kind) {
    case 'Fetch':
      return [[node, path]];
    case 'Flatten':
      return fetchesIn(node.node, [...path, ...node.path.map(String).filter((step) => step !== EVERY)]);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((each) => fetchesIn(each, path));
    default:
      return [];
  }
}

/** The fields that the fetches of a node take from above. */
function neededBy(node: PlanNode): Keys {
  const keys = fetchesIn(node, []).flatMap(([{ contextRewrites = [] }, path]) =>
    contextKeys(contextRewrites, path),
  );
  return new Set(keys);
}

function toldBySelections({ selections }: SelectionSetNode, path: PlanPath): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return toldBySelections(selection.selectionSet, path);
    const { name, alias, selectionSet } = selection;
    // Plans ask for what is taken by its own name, or rewrite it to that.
    const own = placeKey(path, name.value);
    const isRoot = name.value === '_entities';
    const below = isRoot ? path : [...path, (alias ?? name).value];
    return [own, ...(selectionSet ? toldBySelections(selectionSet, below) : [])];
  });
}

function toldBy(nodes: readonly PlanNode[]): Keys {
  const keys = nodes
    .flatMap((node) => fetchesIn(node, []))
    .flatMap(([{ operation }, path]) => {
      const { definitions } = parse(operation, { noLocation: true });
      const asked = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
      if (asked?.kind !== Kind.OPERATION_DEFINITION) return [];
      return toldBySelections(withoutSpreads(asked, definitions).selectionSet, path);
    });
  return new Set(keys);
}

/** A node as what may be done beside others, and what waits for them. */
function split(node: PlanNode, told: Keys): { readonly head: PlanNode[]; readonly tail: PlanNode[] } {
  const waits = (each: PlanNode) => [...neededBy(each)].some((key) => told.has(key));
  if (node.kind !== 'Sequence') return waits(node) ? { head: [], tail: [node] } : { head: [node], tail: [] };
  const at = node.nodes.findIndex(waits);
  if (at < 0) return { head: [node], tail: [] };
  return { head: inTurn(node.nodes.slice(0, at)), tail: inTurn(node.nodes.slice(at)) };
}

function inTurn(nodes: PlanNode[]): PlanNode[] {
  return nodes.length > 1 ? [{ kind: 'Sequence', nodes }] : nodes;
}

function besideEachOther(nodes: PlanNode[]): PlanNode {
  const [only, ...others] = nodes;
  return only && others.length === 0 ? only : { kind: 'Parallel', nodes };
}

function parallel(nodes: PlanNode[]): PlanNode {
  const parts = nodes.map((node) => split(node, toldBy(nodes.filter((other) => other !== node))));
  const heads = parts.flatMap(({ head }) => head);
  const tails = parts.flatMap(({ tail }) => tail);
  if (heads.length === 0 || tails.length === 0) return besideEachOther(nodes);
  return { kind: 'Sequence', nodes: [besideEachOther(heads), parallel(tails)] };
}

/**
 * A plan in which what is taken from above is known before it is taken: the planner of Apollo puts a fetch that takes a
 * value beside the one that tells it, where they are of the same subgraph and another has told what both begin with.
 */
export function inContextOrder(node: PlanNode): PlanNode {
  if (neededBy(node).size === 0) return node;
  if (node.kind === 'Sequence') return { ...node, nodes: node.nodes.map(inContextOrder) };
  return node.kind === 'Parallel' ? parallel(node.nodes.map(inContextOrder)) : node;
}
