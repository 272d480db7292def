import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  visit,
} from 'graphql';

/** How much a client's document may ask for. */
export interface DocumentLimits {
  readonly tokens: number;
  /** Fields inside fields, without introspection, which is deep by nature. */
  readonly depth: number;
  /** The same inside `__schema` and `__type`. */
  readonly introspectionDepth: number;
  /** Lists and objects inside each other, in an argument. */
  readonly valueDepth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  /**
   * Fields and fragments, each as often as it is spread by other fragments. The planner takes each of them by itself
   * where their types differ: without a limit 1,200 characters would keep it busy for ever.
   */
  readonly selections: number;
  /** Items that one list may be asked for. */
  readonly listSize: number;
  /** The product of the sizes of lists inside lists. */
  readonly listProduct: number;
}

/** The limits unless a gateway is given others. */
export const DOCUMENT_LIMITS = {
  tokens: 1000,
  depth: 8,
  introspectionDepth: 20,
  valueDepth: 10,
  aliases: 15,
  directives: 5,
  rootFields: 10,
  selections: 500,
  listSize: 100,
  listProduct: 10_000,
} as const satisfies DocumentLimits;

/** The limits that a gateway may be given; the others are the same everywhere. */
export type OwnLimits = Partial<Pick<DocumentLimits, 'depth'>>;

/** A validation rule knows of its gateway only the schema that it serves: by it the limits are found here. */
const limitsBySchema = new WeakMap<GraphQLSchema, DocumentLimits>();

/** Gives the documents of a served schema other limits. */
export function setLimits(schema: GraphQLSchema, own: OwnLimits): void {
  limitsBySchema.set(schema, { ...DOCUMENT_LIMITS, ...own });
}

/** The code of a document that is refused for its size. */
export const DOCUMENT_LIMIT_EXCEEDED = 'DOCUMENT_LIMIT_EXCEEDED';

const INTROSPECTION = new Set(['__schema', '__type']);

interface Size {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly rootFields: number;
  readonly selections: number;
}

const EMPTY: Size = { depth: 0, introspectionDepth: 0, rootFields: 0, selections: 0 };
const OF_OPERATIONS = ['depth', 'introspectionDepth', 'rootFields', 'selections'] as const;
const COUNTED = [...OF_OPERATIONS, 'valueDepth', 'aliases', 'directives'] as const;

/** A limit that a document exceeds. */
export interface Excess {
  readonly limit: keyof DocumentLimits;
  readonly max: number;
}

function counted(size: Size): Size {
  return { ...size, selections: 1 + size.selections };
}

/** Measures selections; each fragment is measured once, however often it is spread. */
class Ruler {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #sizes = new Map<FragmentDefinitionNode, Size>();

  constructor({ definitions }: DocumentNode) {
    const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  measure({ selections }: SelectionSetNode): Size {
    const spread = new Set<string>();
    const sizes = selections.map((selection) => this.#measureOne(selection, spread));
    return {
      depth: Math.max(0, ...sizes.map(({ depth }) => depth)),
      introspectionDepth: Math.max(0, ...sizes.map(({ introspectionDepth }) => introspectionDepth)),
      rootFields: sizes.reduce((sum, { rootFields }) => sum + rootFields, 0),
      selections: sizes.reduce((sum, size) => sum + size.selections, 0),
    };
  }

  /** @param spread fragments of the same place: what is spread there once more is no more work. */
  #measureOne(selection: SelectionNode, spread: Set<string>): Size {
    if (selection.kind === Kind.INLINE_FRAGMENT) return counted(this.measure(selection.selectionSet));
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#measureSpread(selection.name.value, spread);
    const inner = selection.selectionSet ? this.measure(selection.selectionSet) : EMPTY;
    const selections = 1 + inner.selections;
    if (!INTROSPECTION.has(selection.name.value))
      return { ...inner, depth: 1 + inner.depth, rootFields: 1, selections };
    const introspectionDepth = 1 + Math.max(inner.depth, inner.introspectionDepth);
    return { depth: 1, introspectionDepth, rootFields: 1, selections };
  }

  #measureSpread(name: string, spread: Set<string>): Size {
    const size = this.#measureFragment(name);
    if (spread.has(name)) return { ...size, selections: 0 };
    spread.add(name);
    return counted(size);
  }

  #measureFragment(name: string): Size {
    const fragment = this.#fragments.get(name);
    if (!fragment) return EMPTY;
    const known = this.#sizes.get(fragment);
    if (known) return known;
    // A fragment that spreads itself is refused by another rule; here it only must not loop.
    this.#sizes.set(fragment, EMPTY);
    const size = this.measure(fragment.selectionSet);
    this.#sizes.set(fragment, size);
    return size;
  }
}

/** The selections of the largest operation of a document, each as often as fragments spread it. */
export function selectionsOf(document: DocumentNode): number {
  const ruler = new Ruler(document);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return Math.max(0, ...operations.map(({ selectionSet }) => ruler.measure(selectionSet).selections));
}

/** The limits that a document exceeds (tokens are bounded by the parser); time grows with its length alone. */
export function excessesOf(document: DocumentNode, limits: DocumentLimits): Excess[] {
  const ruler = new Ruler(document);
  const found = { ...EMPTY, valueDepth: 0, aliases: 0, directives: 0 };
  let valueDepth = 0;
  const value = {
    enter: () => {
      valueDepth += 1;
      found.valueDepth = Math.max(found.valueDepth, valueDepth);
    },
    leave: () => {
      valueDepth -= 1;
    },
  };
  visit(document, {
    OperationDefinition({ selectionSet }) {
      const size = ruler.measure(selectionSet);
      for (const limit of OF_OPERATIONS) found[limit] = Math.max(found[limit], size[limit]);
    },
    Field({ alias }) {
      if (alias) found.aliases += 1;
    },
    Directive() {
      found.directives += 1;
    },
    ListValue: value,
    ObjectValue: value,
  });
  const exceeded = COUNTED.filter((limit) => found[limit] > limits[limit]);
  return exceeded.map((limit) => ({ limit, max: limits[limit] }));
}

/** By them plans tell subgraphs which entities they ask for, and what those take from above, beside what a client gives. */
const TAKEN = /^(representations|contextualArgument)(_\d+)*$/;

/** Refuses names that GraphQL keeps for itself: with them a document can pose as a part of the schema. */
function reportReserved(context: ValidationContext, { value }: NameNode, own = ''): void {
  if (!value.startsWith('__') || value === own) return;
  const message = 'Names that begin with two underscores are reserved for introspection.';
  context.reportError(new GraphQLError(message));
}

function limitsOf(schema: GraphQLSchema): DocumentLimits {
  return limitsBySchema.get(schema) ?? DOCUMENT_LIMITS;
}

/** The validation rule that refuses documents beyond their limits, and with names that are reserved. */
export function documentLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      for (const { limit, max } of excessesOf(document, limitsOf(context.getSchema())))
        context.reportError(limitError(limit, max));
    },
    OperationDefinition({ name }) {
      if (name) reportReserved(context, name);
    },
    FragmentDefinition({ name }) {
      reportReserved(context, name);
    },
    VariableDefinition({ variable }) {
      reportReserved(context, variable.name);
      const { value } = variable.name;
      if (TAKEN.test(value))
        context.reportError(
          new GraphQLError(`Variables must not be named "${value}", which is kept for federation.`),
        );
    },
    Field({ alias, name }) {
      if (alias) reportReserved(context, alias, name.value);
    },
  };
}

/** The refusal of a document beyond one limit. Apollo Server keeps only `validationErrorCode` of a rule's codes. */
function limitError(limit: keyof DocumentLimits, max: number): GraphQLError {
  return new GraphQLError(`The document exceeds the limit of ${max} for ${limit}.`, {
    extensions: { validationErrorCode: DOCUMENT_LIMIT_EXCEEDED, limit, max },
  });
}
