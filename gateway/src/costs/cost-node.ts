import { ownValue } from '../execution/json.ts';

/** An argument that says how many items are asked for, such as `first`: a number of the document, or a variable. */
export type PageArgument =
  | { readonly value: number }
  | { readonly variable: string; readonly otherwise: number | null };

/** A field that costs: one that is answered with objects, or says so. Others are left out. */
export interface CostField {
  readonly kind: 'field';
  readonly name: string;
  /** Points of each of its values, without what is below. */
  readonly own: number;
  /** Points of the field itself, which no answer shows. */
  readonly surcharge: number;
  /** Lists around the object: 0 for one object, 1 for a list of them. */
  readonly lists: number;
  readonly page: readonly PageArgument[];
  /** Items when no argument says how many. */
  readonly assumedSize: number;
  /** Fields of its object whose lists are as long as its arguments say. */
  readonly sized: ReadonlySet<string>;
  readonly children: readonly CostNode[];
}

/** The fields of a fragment, one for all places where it is spread. */
export interface CostGroup {
  readonly kind: 'group';
  readonly children: readonly CostNode[];
}

/** A part of an operation, as far as it costs. */
export type CostNode = CostField | CostGroup;

/** What an operation may cost at most. */
export interface Cost {
  /** One for each object that it may be answered with, and what fields weigh beside. */
  readonly points: number;
  /** What fields at the root weigh beside their objects: it is never given back. */
  readonly surcharge: number;
  /** The greatest product of sizes of lists inside lists. */
  readonly product: number;
  /** The greatest and the smallest number of items that a list is asked for; 1 where none is. */
  readonly sizes: { readonly min: number; readonly max: number };
}

type Variables = Readonly<Record<string, unknown>>;
interface Weight {
  readonly points: number;
  readonly product: number;
}

/** How long the lists of some fields are, by the field around them. */
interface Sizing {
  readonly size: number;
  readonly fields: ReadonlySet<string>;
}

function numberOf(argument: PageArgument, variables: Variables): number | null {
  if ('value' in argument) return argument.value;
  const given = ownValue(variables, argument.variable);
  if (given === undefined) return argument.otherwise;
  return typeof given === 'number' && Number.isInteger(given) ? given : null;
}

/** Weighs an operation for given variables. A fragment is weighed once for each size of the list that it is in. */
class Scale {
  readonly #variables: Variables;
  readonly #groups = new Map<CostGroup, Map<string, Weight>>();
  readonly #surcharges = new Map<CostGroup, number>();
  readonly #sizes = { min: 1, max: 1 };

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  weigh(nodes: readonly CostNode[]): Cost {
    return { ...this.#sum(nodes, null), surcharge: this.#surcharge(nodes), sizes: this.#sizes };
  }

  #surcharge(nodes: readonly CostNode[]): number {
    return nodes.reduce((sum, node) => {
      if (node.kind === 'field') return sum + node.surcharge;
      const known = this.#surcharges.get(node) ?? this.#surcharge(node.children);
      this.#surcharges.set(node, known);
      return sum + known;
    }, 0);
  }

  #sum(nodes: readonly CostNode[], sizing: Sizing | null): Weight {
    let points = 0;
    let product = 1;
    for (const node of nodes) {
      const weight = node.kind === 'field' ? this.#field(node, sizing) : this.#group(node, sizing);
      points += weight.points;
      product = Math.max(product, weight.product);
    }
    return { points, product };
  }

  #group(group: CostGroup, sizing: Sizing | null): Weight {
    const known = this.#groups.get(group) ?? new Map<string, Weight>();
    this.#groups.set(group, known);
    const key = sizing ? `${sizing.size} ${[...sizing.fields].join()}` : '';
    const weight = known.get(key) ?? this.#sum(group.children, sizing);
    known.set(key, weight);
    return weight;
  }

  #field(field: CostField, sizing: Sizing | null): Weight {
    const { name, lists, page, assumedSize, sized, own, surcharge, children } = field;
    const size = this.#pageOf(page) ?? (sizing?.fields.has(name) ? sizing.size : assumedSize);
    const inner = this.#sum(children, lists === 0 ? { size, fields: sized } : null);
    const outer = lists === 0 ? 1 : size * assumedSize ** (lists - 1);
    return { points: surcharge + outer * (own + inner.points), product: outer * inner.product };
  }

  #pageOf(page: readonly PageArgument[]): number | null {
    const asked = page.flatMap((argument) => numberOf(argument, this.#variables) ?? []);
    if (asked.length === 0) return null;
    this.#sizes.min = Math.min(this.#sizes.min, ...asked);
    this.#sizes.max = Math.max(this.#sizes.max, ...asked);
    return Math.max(...asked, 0);
  }
}

/** The cost of an operation for given variables. Time grows with the document, not with what it spreads. */
export function weigh(nodes: readonly CostNode[], variables: Variables): Cost {
  return new Scale(variables).weigh(nodes);
}
