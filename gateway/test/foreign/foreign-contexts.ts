import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** An object of a world, by what it is and which. */
interface Known {
  readonly __typename: string;
  readonly $: string;
}

/** An argument that a subgraph is given from above. */
interface Taken {
  readonly argument: string;
  /** The names of the types that set the context. */
  readonly types: ReadonlySet<string>;
  readonly set: SelectionSetNode;
}

const FROM = /^\s*\$(\w+)\s*(.*)$/s;

function argumentOf(directives: readonly ConstDirectiveNode[] | undefined, directive: string, name: string) {
  return (directives ?? [])
    .filter((each) => each.name.value === directive)
    .flatMap(({ arguments: given = [] }) =>
      given.flatMap((each) =>
        each.name.value === name && each.value.kind === Kind.STRING ? each.value.value : [],
      ),
    );
}

/** The fields of a selection, with or without braces around it. */
function selectionOf(text: string): SelectionSetNode {
  const [definition] = parse(text.trim().startsWith('{') ? text : `{ ${text} }`, {
    noLocation: true,
  }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No selection.');
  return definition.selectionSet;
}

/** What the SDL of subgraphs says of `@context` and `@fromContext`, and the way by which each object was come to. */
export class ForeignContexts {
  /** By type and field. */
  readonly #taken = new Map<string, Taken[]>();
  readonly #above = new WeakMap<object, Known>();
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema, sdls: readonly string[]) {
    this.#schema = schema;
    for (const sdl of sdls) this.#read(sdl);
  }

  /** The fields that are taken by somebody. */
  get sets(): SelectionSetNode[] {
    return [...this.#taken.values()].flat().map(({ set }) => set);
  }

  /** Notes that what is in a value was come to by an object. */
  note(value: unknown, above: Known): void {
    if (Array.isArray(value)) for (const each of value) this.note(each, above);
    else if (typeof value === 'object' && value !== null && '$' in value) this.#above.set(value, above);
  }

  /** The arguments that a field is given from above an object: of the nearest that sets their context. */
  argumentsOf(
    object: Known,
    fieldName: string,
    read: (of: Known, set: SelectionSetNode) => unknown,
  ): Readonly<Record<string, unknown>> {
    const taken = this.#taken.get(`${object.__typename}.${fieldName}`) ?? [];
    const entries = taken.map(({ argument, types, set }) => {
      let above = this.#above.get(object);
      while (above && !this.#isOne(above, types)) above = this.#above.get(above);
      return [argument, above && read(above, set)] as const;
    });
    return Object.fromEntries(entries);
  }

  #isOne({ __typename }: Known, names: ReadonlySet<string>): boolean {
    const own = this.#schema.getType(__typename);
    return [...names].some((name) => {
      const type = this.#schema.getType(name);
      if (isAbstractType(type)) return isObjectType(own) && this.#schema.isSubType(type, own);
      return name === __typename;
    });
  }

  #read(sdl: string): void {
    const document = parse(sdl, { noLocation: true });
    const types = new Map<string, Set<string>>();
    const note = ({ name, directives }: Pick<ObjectTypeDefinitionNode, 'name' | 'directives'>) => {
      for (const context of argumentOf(directives, 'context', 'name'))
        types.set(context, (types.get(context) ?? new Set()).add(name.value));
    };
    visit(document, {
      ObjectTypeDefinition: (type) => note(type),
      InterfaceTypeDefinition: (type) => note(type),
      UnionTypeDefinition: (type) => note(type),
    });
    visit(document, {
      ObjectTypeDefinition: ({ name, fields = [] }) => {
        for (const field of fields) this.#take(`${name.value}.${field.name.value}`, field, types);
      },
    });
  }

  #take(
    key: string,
    { arguments: given = [] }: FieldDefinitionNode,
    types: ReadonlyMap<string, Set<string>>,
  ) {
    for (const { name, directives } of given)
      for (const text of argumentOf(directives, 'fromContext', 'field')) {
        const [, context = '', selection = ''] = FROM.exec(text) ?? [];
        const taken = {
          argument: name.value,
          types: types.get(context) ?? new Set(),
          set: selectionOf(selection),
        };
        this.#taken.set(key, [...(this.#taken.get(key) ?? []), taken]);
      }
  }
}
