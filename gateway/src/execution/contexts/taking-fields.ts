import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { z } from 'zod';

const contextArguments = z.array(z.object({ context: z.string(), selection: z.string() }));

/** What a field takes from above. */
export interface Taking {
  /** The types that set its context, in the subgraph that answers it. */
  readonly setters: ReadonlySet<string>;
  readonly set: SelectionSetNode;
}

function argumentOf({ arguments: given = [] }: ConstDirectiveNode, name: string): unknown {
  const found = given.find((each) => each.name.value === name);
  return found && valueFromASTUntyped(found.value);
}

/** A selection with or without braces around it. */
export function selectionOf(text: string): SelectionSetNode {
  const source = text.trim().startsWith('{') ? text : `{ ${text} }`;
  const [definition] = parse(source, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${text}" selects nothing.`);
  return definition.selectionSet;
}

/** The fields of a supergraph that take arguments from above them (`@fromContext`). */
export class TakingFields {
  /** By type and field. */
  readonly #takings = new Map<string, Taking[]>();
  readonly #setters = new Map<string, Set<string>>();

  constructor(supergraph: DocumentNode) {
    const note = ({ name, directives = [] }: Pick<ObjectTypeDefinitionNode, 'name' | 'directives'>) => {
      for (const directive of directives)
        if (directive.name.value === 'context')
          this.#settersOf(String(argumentOf(directive, 'name'))).add(name.value);
    };
    visit(supergraph, {
      ObjectTypeDefinition: (type) => {
        note(type);
        for (const { name, directives = [] } of type.fields ?? [])
          for (const directive of directives) this.#take(`${type.name.value}.${name.value}`, directive);
      },
      InterfaceTypeDefinition: (type) => note(type),
      UnionTypeDefinition: (type) => note(type),
    });
  }

  /** Whether there are none. */
  get isEmpty(): boolean {
    return this.#takings.size === 0;
  }

  /** What a field of a type takes. */
  of(type: GraphQLCompositeType, fieldName: string): readonly Taking[] {
    return this.#takings.get(`${type.name}.${fieldName}`) ?? [];
  }

  #take(key: string, directive: ConstDirectiveNode): void {
    const given = contextArguments.safeParse(argumentOf(directive, 'contextArguments'));
    for (const { context, selection } of given.data ?? [])
      this.#takings.set(key, [
        ...(this.#takings.get(key) ?? []),
        { setters: this.#settersOf(context), set: selectionOf(selection) },
      ]);
  }

  #settersOf(context: string): Set<string> {
    const setters = this.#setters.get(context) ?? new Set();
    this.#setters.set(context, setters);
    return setters;
  }
}

/** Whether objects of a type set a context, all of them, as the planner looks at it. */
export function isSetter(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  { setters }: Pick<Taking, 'setters'>,
): boolean {
  return [...setters].some((name) => {
    if (name === type.name) return true;
    const setter = schema.getType(name);
    if (isUnionType(setter)) return isObjectType(type) && schema.isSubType(setter, type);
    return !isUnionType(type) && isInterfaceType(setter) && type.getInterfaces().includes(setter);
  });
}
