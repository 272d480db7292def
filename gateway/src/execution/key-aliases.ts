import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  Kind,
  parse,
  type ValueNode,
  visit,
} from 'graphql';
import { CompiledOperation, type CompiledParts, type OperationAnswer } from './compiled-operation.ts';
import { BareObject, isJsonObject, setOwn } from './json.ts';

/** By the name that is planned with, the alias that the client wrote. */
type Aliases = ReadonlyMap<string, string>;

const TYPENAME = '__typename';

/** The arguments of a supergraph's directives that say by which fields the plans go on. */
const FIELD_SETS: ReadonlyMap<string, string> = new Map([
  ['join__type', 'key'],
  ['join__field', 'requires'],
]);

const CONTEXT_ARGUMENTS = 'contextArguments';

/** The fields by which plans go on. */
class PlanFields {
  readonly all = new Set<string>();
  /** Those that plans ask for with arguments of their own. */
  readonly withArguments = new Set<string>();

  add(fieldSet: string): void {
    const text = fieldSet.trim();
    visit(parse(text.startsWith('{') ? text : `{ ${text} }`, { noLocation: true }), {
      Field: ({ name, arguments: given }) => {
        this.all.add(name.value);
        if (given?.length) this.withArguments.add(name.value);
      },
    });
  }
}

/** What fields take from above them: `contextArguments: [{ context: "shop", selection: "{ currency }" }]`. */
function contextSelections(value: ValueNode): string[] {
  if (value.kind !== Kind.LIST) return [];
  const fields = value.values.flatMap((each) => (each.kind === Kind.OBJECT ? each.fields : []));
  return fields.flatMap(({ name, value: selection }) =>
    name.value === 'selection' && selection.kind === Kind.STRING ? [selection.value] : [],
  );
}

/** The sets of fields that an argument of a directive of the supergraph names. */
function fieldSetsOf(wanted: string | undefined, { name, value }: ArgumentNode): string[] {
  if (name.value === CONTEXT_ARGUMENTS) return contextSelections(value);
  return name.value === wanted && value.kind === Kind.STRING ? [value.value] : [];
}

function planFieldsOf(supergraph: DocumentNode): PlanFields {
  const fields = new PlanFields();
  visit(supergraph, {
    Directive({ name, arguments: given = [] }) {
      const wanted = FIELD_SETS.get(name.value);
      for (const argument of given)
        for (const fieldSet of fieldSetsOf(wanted, argument)) fields.add(fieldSet);
    },
  });
  return fields;
}

/** What no alias of a client begins with. */
function unusedMark(document: DocumentNode): string {
  const aliases: string[] = [];
  visit(document, { Field: ({ alias }) => void (alias && aliases.push(alias.value)) });
  let mark = '__as_';
  while (aliases.some((alias) => alias.startsWith(mark))) mark = `_${mark}`;
  return mark;
}

/** An operation in which aliases stand in the way of keys, and the name that stands for each of them. */
export interface Unaliased {
  readonly document: DocumentNode;
  readonly aliases: Aliases;
}

/**
 * Aliases that are named like a field by which plans go on, such as `id: name`, or like `__typename`. The planner asks for
 * the keys of its own beside them, and one would be taken for the other: they are planned under another name, and answered
 * under their own. So are fields that plans ask for with other arguments than the client.
 */
export class KeyAliases {
  readonly #fields: PlanFields;

  constructor(supergraph: DocumentNode) {
    this.#fields = planFieldsOf(supergraph);
  }

  /** Whether plans go on by a field of this name, or by some other of its name. */
  isPlanField(name: string): boolean {
    return this.#fields.all.has(name);
  }

  /** The document without such aliases; null where there are none. */
  moved(document: DocumentNode): Unaliased | null {
    const aliases = new Map<string, string>();
    const mark = unusedMark(document);
    const moved = visit(document, {
      Field: (node) => {
        const alias = (node.alias ?? node.name).value;
        if (!this.#isInTheWay(alias, node)) return undefined;
        const stand = mark + alias;
        aliases.set(stand, alias);
        return { ...node, alias: { kind: Kind.NAME, value: stand } };
      },
    });
    return aliases.size > 0 ? { document: moved, aliases } : null;
  }

  #isInTheWay(alias: string, { name: { value: name }, arguments: given = [] }: FieldNode): boolean {
    const { all, withArguments } = this.#fields;
    // By its type it is decided what an object is asked, and what is read of it.
    if (alias === TYPENAME) return name !== TYPENAME;
    if (alias !== name) return all.has(alias);
    return withArguments.has(name) || (given.length > 0 && all.has(name));
  }
}

function restored(value: unknown, aliases: Aliases): unknown {
  if (Array.isArray(value)) return value.map((item) => restored(item, aliases));
  if (!isJsonObject(value)) return value;
  const result = new BareObject();
  for (const [name, inner] of Object.entries(value))
    setOwn(result, aliases.get(name) ?? name, restored(inner, aliases));
  return result;
}

function atItsPlace(error: GraphQLError, aliases: Aliases): GraphQLError {
  const { message, path, extensions } = error;
  const ownPath = path?.map((key) => aliases.get(`${key}`) ?? key);
  return new GraphQLError(message, { path: ownPath ?? null, extensions, originalError: error.originalError });
}

/** An operation that was planned without some of its aliases, and is answered with them. */
export class KeyAliasedOperation extends CompiledOperation {
  readonly #aliases: Aliases;

  constructor(parts: CompiledParts, aliases: Aliases) {
    super(parts);
    this.#aliases = aliases;
  }

  override async execute(...asked: Parameters<CompiledOperation['execute']>): Promise<OperationAnswer> {
    const { data, errors, faults } = await super.execute(...asked);
    const aliases = this.#aliases;
    const answer = restored(data, aliases);
    return {
      data: isJsonObject(answer) ? answer : null,
      errors: errors.map((error) => atItsPlace(error, aliases)),
      faults: faults.map((fault) => atItsPlace(fault, aliases)),
    };
  }

  /** As objects: such operations are rare. */
  override write(...[execution]: Parameters<CompiledOperation['write']>): Promise<OperationAnswer> {
    return this.execute(execution);
  }
}
