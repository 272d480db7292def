/** Items of a list that is not asked for a number of them. */
export const DEFAULT_LIST_SIZE = 10;

/** `first` or `last` of a field: a number of the document, or a variable. */
export type PageArgument =
  | { readonly value: number }
  | { readonly variable: string; readonly otherwise: number | null };

/** A field that is answered with objects. What is not asked for objects costs nothing and is left out. */
export interface CostField {
  readonly kind: 'field';
  /** Lists around the object: 0 for one object, 1 for a list of them. */
  readonly lists: number;
  readonly page: readonly PageArgument[];
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
  /** One for each object that it may be answered with. */
  readonly points: number;
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

function numberOf(argument: PageArgument, variables: Variables): number | null {
  if ('value' in argument) return argument.value;
  const given = variables[argument.variable];
  if (given === undefined) return argument.otherwise;
  return typeof given === 'number' && Number.isInteger(given) ? given : null;
}

/** Weighs an operation for given variables. A fragment is weighed once for each size of the list that it is in. */
class Scale {
  readonly #variables: Variables;
  readonly #groups = new Map<CostGroup, Map<number | null, Weight>>();
  readonly #sizes = { min: 1, max: 1 };

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  weigh(nodes: readonly CostNode[]): Cost {
    return { ...this.#sum(nodes, null), sizes: this.#sizes };
  }

  /** `size` is what the connection around these fields was asked for. */
  #sum(nodes: readonly CostNode[], size: number | null): Weight {
    let points = 0;
    let product = 1;
    for (const node of nodes) {
      const weight = node.kind === 'field' ? this.#field(node, size) : this.#group(node, size);
      points += weight.points;
      product = Math.max(product, weight.product);
    }
    return { points, product };
  }

  #group(group: CostGroup, size: number | null): Weight {
    const known = this.#groups.get(group) ?? new Map<number | null, Weight>();
    this.#groups.set(group, known);
    const weight = known.get(size) ?? this.#sum(group.children, size);
    known.set(size, weight);
    return weight;
  }

  #field({ lists, page, children }: CostField, size: number | null): Weight {
    const asked = this.#pageOf(page);
    const inner = this.#sum(children, lists === 0 ? asked : null);
    const outer = lists === 0 ? 1 : (asked ?? size ?? DEFAULT_LIST_SIZE) * DEFAULT_LIST_SIZE ** (lists - 1);
    return { points: outer * (1 + inner.points), product: outer * inner.product };
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
