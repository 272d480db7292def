import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** How much a client's document may ask for. */
export const DOCUMENT_LIMITS = {
  tokens: 1000,
  depth: 8,
  aliases: 15,
  directives: 5,
  rootFields: 10,
} as const;

/** The code of a document that is refused for its size. */
export const DOCUMENT_LIMIT_EXCEEDED = 'DOCUMENT_LIMIT_EXCEEDED';

/** Introspection is deep by nature; graphql-js bounds it by a rule of its own. */
const INTROSPECTION = new Set(['__schema', '__type']);

interface Size {
  readonly depth: number;
  readonly rootFields: number;
}

const EMPTY: Size = { depth: 0, rootFields: 0 };

/** Measures selections; each fragment is measured once, however often it is spread. */
class Ruler {
  readonly #context: ValidationContext;
  readonly #fragments = new Map<FragmentDefinitionNode, Size>();

  constructor(context: ValidationContext) {
    this.#context = context;
  }

  measure({ selections }: SelectionSetNode): Size {
    const sizes = selections.map((selection) => this.#measureOne(selection));
    return {
      depth: sizes.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
      rootFields: sizes.reduce((sum, { rootFields }) => sum + rootFields, 0),
    };
  }

  #measureOne(selection: SelectionNode): Size {
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.measure(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#measureFragment(selection.name.value);
    const isOpen = selection.selectionSet && !INTROSPECTION.has(selection.name.value);
    return { depth: 1 + (isOpen ? this.measure(selection.selectionSet).depth : 0), rootFields: 1 };
  }

  #measureFragment(name: string): Size {
    const fragment = this.#context.getFragment(name);
    if (!fragment) return EMPTY;
    const known = this.#fragments.get(fragment);
    if (known) return known;
    // A fragment that spreads itself is refused by another rule; here it only must not loop.
    this.#fragments.set(fragment, EMPTY);
    const size = this.measure(fragment.selectionSet);
    this.#fragments.set(fragment, size);
    return size;
  }
}

/** The validation rule that refuses documents beyond {@link DOCUMENT_LIMITS} (tokens are bounded by the parser). */
export function documentLimits(context: ValidationContext): ASTVisitor {
  const ruler = new Ruler(context);
  const found = { depth: 0, aliases: 0, directives: 0, rootFields: 0 };

  function reportExcess(): void {
    for (const limit of ['depth', 'aliases', 'directives', 'rootFields'] as const) {
      const max = DOCUMENT_LIMITS[limit];
      if (found[limit] > max) context.reportError(limitError(limit, max));
    }
  }

  return {
    OperationDefinition(operation: OperationDefinitionNode) {
      const { depth, rootFields } = ruler.measure(operation.selectionSet);
      found.depth = Math.max(found.depth, depth);
      found.rootFields = Math.max(found.rootFields, rootFields);
    },
    Field(field) {
      if (field.alias) found.aliases += 1;
    },
    Directive() {
      found.directives += 1;
    },
    Document: { leave: reportExcess },
  };
}

/** The refusal of a document beyond one limit. Apollo Server keeps only `validationErrorCode` of a rule's codes. */
export function limitError(limit: keyof typeof DOCUMENT_LIMITS, max: number): GraphQLError {
  return new GraphQLError(`The document exceeds the limit of ${max} for ${limit}.`, {
    extensions: { validationErrorCode: DOCUMENT_LIMIT_EXCEEDED, limit, max },
  });
}
