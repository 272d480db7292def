import type { FetchNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
} from 'graphql';
import { isJsonObject } from '../json.ts';
import type { SubgraphReply } from '../plan/plan-run.ts';
import { RequestTemplate } from '../plan/request-template.ts';
import type { AccessRules, Gate } from './access-rules.ts';
import { completePruned, type PrunedPlace, refusalAt } from './pruned-places.ts';
import { gatesOf, Pruner, withUsedVariables } from './pruner.ts';
import type { Verdicts } from './verdicts.ts';

/** As many rules of one fetch are looked at; the subgraph judges the others. */
const RULES_MAX = 30;
/** For as many combinations of refusals a fetch is remembered. */
const VARIANTS_MAX = 32;

const ROOT_TYPES = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** A fetch for callers who are refused something of it. */
export interface FetchVariant {
  /** What is asked; null when nothing is left to be asked. */
  readonly template: RequestTemplate | null;
  /** The same as a fetch of the plan; null when nothing is left to be asked. */
  readonly node: FetchNode | null;
  /** The reply as the subgraph would have given it, had it been asked for everything. */
  complete(reply: SubgraphReply, verdicts: Verdicts): SubgraphReply;
}

interface Parts {
  readonly node: FetchNode;
  readonly rules: AccessRules;
  readonly operation: OperationDefinitionNode;
  readonly fragments: readonly FragmentDefinitionNode[];
  readonly gates: readonly Gate[];
  /** The rules that are looked at. */
  readonly indices: readonly number[];
}

function rootFieldOf({ selectionSet }: OperationDefinitionNode): FieldNode | null {
  const [only, ...others] = selectionSet.selections;
  const isAlone = only?.kind === Kind.FIELD && others.length === 0 && !only.directives?.length;
  return isAlone ? only : null;
}

/** The only root field of a fetch is refused: there is nothing to be asked. */
function refusedWhole(field: FieldNode, rule: number, mayBeNull: boolean): FetchVariant {
  const key = (field.alias ?? field.name).value;
  return {
    template: null,
    node: null,
    complete: (reply, verdicts) => {
      const refusal = verdicts.refusalOf(rule);
      if (!refusal) return reply;
      const errors = [refusalAt(refusal, [key])];
      return { data: mayBeNull ? { [key]: null } : null, errors };
    },
  };
}

function pruned(
  { node, operation, fragments }: Parts,
  selectionSet: Parts['operation']['selectionSet'],
  place: PrunedPlace,
) {
  const rest = withUsedVariables({ ...operation, selectionSet }, fragments);
  const names = new Set((rest.variableDefinitions ?? []).map(({ variable }) => variable.name.value));
  const variableUsages = (node.variableUsages ?? []).filter((name) => names.has(name));
  const text = print({ kind: Kind.DOCUMENT, definitions: [rest, ...fragments] });
  const isEmpty = selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename',
  );
  const asked = { ...node, operation: text, variableUsages };
  const variant: FetchVariant = {
    template: isEmpty ? null : new RequestTemplate(asked),
    node: isEmpty ? null : asked,
    complete: (reply, verdicts) => {
      if (!isJsonObject(reply.data)) return reply;
      const told = completePruned(reply.data, place, verdicts);
      return told.length === 0 ? reply : { ...reply, errors: [...(reply.errors ?? []), ...told] };
    },
  };
  return variant;
}

/**
 * A fetch as callers are let to ask it: the fields that they are refused whatever the value are not asked for, and
 * told as the subgraph would tell them. Where a field that is never null is refused, the whole fetch is left to the
 * subgraph, because the refusal reaches further than its own place; unless that field is all there is of the fetch.
 */
export class GatedFetch {
  readonly #parts: Parts;
  readonly #variants = new Map<number, FetchVariant | null>();

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The gates of a fetch; null when it has none. */
  static of(node: FetchNode, rules: AccessRules): GatedFetch | null {
    const { definitions } = parse(node.operation, { noLocation: true });
    const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return null;
    const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    const gates = gatesOf(rules, operation.selectionSet, ROOT_TYPES[node.operationKind]);
    const indices = [...new Set(gates.map(({ rule }) => rule))].slice(0, RULES_MAX);
    return gates.length === 0 ? null : new GatedFetch({ node, rules, operation, fragments, gates, indices });
  }

  /** What is asked and told instead, for a caller; null for whoever may ask everything. */
  variantFor(verdicts: Verdicts): FetchVariant | null {
    const bits = verdicts.bitsOf(this.#parts.indices);
    if (bits === 0) return null;
    const known = this.#variants.get(bits);
    if (known !== undefined) return known;
    const variant = this.#variantOf(bits);
    if (this.#variants.size >= VARIANTS_MAX) this.#variants.clear();
    this.#variants.set(bits, variant);
    return variant;
  }

  #variantOf(bits: number): FetchVariant | null {
    const { node, rules, operation, gates, indices } = this.#parts;
    const refused = new Set(indices.filter((_, at) => (bits & (1 << at)) !== 0));
    const rootType = ROOT_TYPES[node.operationKind];
    const only = rootFieldOf(operation);
    const gate = only && rules.find(rootType, only.name.value)?.gate;
    if (only && gate && refused.has(gate.rule)) return refusedWhole(only, gate.rule, gate.mayBeNull);
    if (gates.some((each) => !each.mayBeNull && refused.has(each.rule))) return null;
    const result = new Pruner(rules, refused).prune(operation.selectionSet, rootType, null);
    return result && pruned(this.#parts, result.set, result.place);
  }
}
