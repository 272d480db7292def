import {
  type DirectiveNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { ownValue } from '../json.ts';

/** What the client gave for the variables of its operation. */
export type GivenVariables = Readonly<Record<string, unknown>>;

/** The values of an operation's variables that `@skip` and `@include` look at, for one execution. */
export class Conditions {
  readonly #values: ReadonlyMap<string, boolean>;

  constructor(values: ReadonlyMap<string, boolean>) {
    this.#values = values;
  }

  /** Whether a selection with these directives is part of the answer. */
  lets(directives: readonly DirectiveNode[] | undefined): boolean {
    return !directives?.some((directive) => this.#refuses(directive));
  }

  #refuses({ name, arguments: given }: DirectiveNode): boolean {
    if (name.value !== 'skip' && name.value !== 'include') return false;
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? this.#values.get(value.name.value)
        : value?.kind === Kind.BOOLEAN && value.value;
    return holds === (name.value === 'skip');
  }
}

/** The variables that `@skip` and `@include` of a document look at, in the order of their names. */
export function conditionNames(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}

/** What an operation's boolean variables are when nothing is given for them. */
export function booleanDefaults({ variableDefinitions }: OperationDefinitionNode): Map<string, boolean> {
  const defaults = new Map<string, boolean>();
  for (const { variable, defaultValue } of variableDefinitions ?? [])
    if (defaultValue?.kind === Kind.BOOLEAN) defaults.set(variable.name.value, defaultValue.value);
  return defaults;
}

/**
 * The value of one such variable.
 * @throws {GraphQLError} `BAD_USER_INPUT` when it is null, or nothing at all.
 */
export function conditionValue(
  name: string,
  given: GivenVariables,
  defaults: ReadonlyMap<string, boolean>,
): boolean {
  const own = ownValue(given, name);
  const value = own === undefined ? defaults.get(name) : own;
  if (typeof value === 'boolean') return value;
  throw new GraphQLError(`Variable "$${name}" decides what is asked for and must be true or false.`, {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
