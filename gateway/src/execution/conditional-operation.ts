import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type SelectionSetNode,
  separateOperations,
  visit,
} from 'graphql';
import {
  CompiledOperation,
  type CompiledParts,
  type Execution,
  type WrittenAnswer,
} from './compiled-operation.ts';
import { Conditions, conditionValue, type GivenVariables } from './shape/conditions.ts';

/** As many choices of one operation are planned for themselves; what else its variables may be goes the usual way. */
const CHOICES_MAX = 8;

/** A plan that is made when somebody needs it: the one for all choices is hardly ever executed. */
export class LatePlan implements CompiledParts {
  readonly #make: () => CompiledParts;
  #made: CompiledParts | null = null;

  constructor(make: () => CompiledParts) {
    this.#make = make;
  }

  get step(): CompiledParts['step'] {
    return this.#parts.step;
  }

  get shapes(): CompiledParts['shapes'] {
    return this.#parts.shapes;
  }

  get rules(): CompiledParts['rules'] {
    return this.#parts.rules;
  }

  get primary(): CompiledParts['primary'] {
    return this.#parts.primary;
  }

  get #parts(): CompiledParts {
    this.#made ??= this.#make();
    return this.#made;
  }
}

/** What the variables of an operation may be that `@skip` and `@include` look at. */
export interface Choosing {
  /** In the order of their names. */
  readonly names: readonly string[];
  readonly defaults: ReadonlyMap<string, boolean>;
  /** The operation with what these values leave of it; null where that is no operation. */
  readonly compile: (conditions: Conditions) => CompiledOperation | null;
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function hasEmptySelection(document: DocumentNode): boolean {
  let isEmpty = false;
  visit(document, {
    SelectionSet: ({ selections }: SelectionSetNode) => {
      isEmpty ||= selections.length === 0;
    },
  });
  return isEmpty;
}

/** What conditions leave of an operation, without `@skip` and `@include`; null where something is left without fields. */
export function chosenDocument(
  document: DocumentNode,
  name: string,
  conditions: Conditions,
): DocumentNode | null {
  const left = visit(document, {
    enter: (node) => {
      if (
        node.kind !== Kind.FIELD &&
        node.kind !== Kind.FRAGMENT_SPREAD &&
        node.kind !== Kind.INLINE_FRAGMENT
      )
        return undefined;
      if (!conditions.lets(node.directives)) return null;
      if (!node.directives?.some(isCondition)) return undefined;
      return { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) };
    },
  });
  // Without fragments that nobody asks for any more.
  const alone = separateOperations(left)[name] ?? left;
  return hasEmptySelection(alone) ? null : alone;
}

/**
 * An operation whose variables choose what it asks for. What is written is planned anew for each choice, as if the client
 * had asked for that alone: replies can be read by patterns only where it is known what is asked for, and a plan for all
 * choices asks for some fields together with others that need more, and loses them where those are not chosen.
 */
export class ConditionalOperation extends CompiledOperation {
  readonly #choosing: Choosing;
  /** Null for what goes the usual way. */
  readonly #choices = new Map<string, CompiledOperation | null>();

  constructor(parts: CompiledParts, choosing: Choosing) {
    super(parts);
    this.#choosing = choosing;
  }

  override async write(execution: Execution): Promise<WrittenAnswer> {
    return this.#chosenBy(execution.variables)?.write(execution) ?? super.write(execution);
  }

  /** @throws {GraphQLError} as {@link conditionValue} does. */
  #chosenBy(given: GivenVariables): CompiledOperation | null {
    const { names, defaults, compile } = this.#choosing;
    const values = names.map((name) => conditionValue(name, given, defaults));
    const key = values.map(Number).join('');
    const known = this.#choices.get(key);
    if (known !== undefined || this.#choices.size >= CHOICES_MAX) return known ?? null;
    const chosen = compile(new Conditions(new Map(names.map((name, at) => [name, values[at] === true]))));
    this.#choices.set(key, chosen);
    return chosen;
  }
}
