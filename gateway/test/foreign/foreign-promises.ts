import {
  type ConstDirectiveNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';

type Fields = Pick<ObjectTypeDefinitionNode, 'name' | 'directives' | 'fields'>;

function setOf(fieldSet: string): SelectionSetNode {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No set of fields.');
  return definition.selectionSet;
}

/** The sets of fields of all directives of a name. */
function setsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  directive: string,
): SelectionSetNode[] {
  const named = (directives ?? []).filter(({ name }) => name.value === directive);
  return named.flatMap(({ arguments: given = [] }) =>
    given.flatMap(({ name, value }) =>
      name.value === 'fields' && value.kind === Kind.STRING ? setOf(value.value) : [],
    ),
  );
}

function namesIn(set: SelectionSetNode): string[] {
  const names: string[] = [];
  visit(set, { Field: ({ name }) => void names.push(name.value) });
  return names;
}

/** What the SDL of subgraphs says of keys, and of what fields require. */
export class ForeignPromises {
  /** By type. */
  readonly keys = new Map<string, readonly SelectionSetNode[]>();
  /** By type and field. */
  readonly requires = new Map<string, SelectionSetNode>();
  /** Fields by which plans go on: they do not fail. */
  readonly needed = new Set<string>();
  /** Those of them that are keys, or in keys. */
  readonly keyFields = new Set<string>();

  constructor(sdls: readonly string[]) {
    for (const sdl of sdls)
      visit(parse(sdl), {
        ObjectTypeDefinition: (type) => this.#note(type),
        InterfaceTypeDefinition: (type) => this.#note(type),
      });
  }

  /** Notes that plans go on by the fields of a set. */
  need(set: SelectionSetNode): void {
    for (const name of namesIn(set)) this.needed.add(name);
  }

  #note({ name: { value: typeName }, directives, fields = [] }: Fields): void {
    const keys = setsOf(directives, 'key');
    if (keys.length > 0) this.keys.set(typeName, [...(this.keys.get(typeName) ?? []), ...keys]);
    for (const name of keys.flatMap(namesIn)) {
      this.keyFields.add(name);
      this.needed.add(name);
    }
    for (const field of fields)
      for (const set of setsOf(field.directives, 'requires')) {
        this.requires.set(`${typeName}.${field.name.value}`, set);
        this.need(set);
      }
  }
}
