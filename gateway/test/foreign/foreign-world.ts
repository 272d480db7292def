import {
  type FieldNode,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLNamedOutputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { chance, hash } from '../mock-faults.ts';
import { ForeignContexts } from './foreign-contexts.ts';
import { ForeignPromises } from './foreign-promises.ts';
import { keyLeaf, leaf } from './foreign-values.ts';

/** An object of the world: what it is, and what a plan has told of it. */
export interface ForeignObject {
  readonly __typename: string;
  /** Which it is: `Type:number` for entities, the name of a root type for roots. */
  readonly $: string;
  readonly told?: Told;
}

/** What goes wrong in one asking. */
export interface WorldFate {
  readonly seed: number;
  /** Of all fields by which no plan goes on: so many of a thousand fail. */
  readonly errors: number;
}

/** The state of one asking. */
export interface Asking {
  readonly fate: WorldFate;
  /** Fields that have changed something. */
  turns: number;
}

type Told = Readonly<Record<string, unknown>>;

/** The field that a value is made for. */
interface Of {
  readonly identity: string;
  readonly owner: string;
  readonly fieldName: string;
}

const INSTANCES = 5;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, sorted(Object(value)[key])]);
}

function textOf(value: unknown): string {
  return JSON.stringify(sorted(value) ?? null);
}

function rootOf(typeName: string): ForeignObject {
  return { __typename: typeName, $: typeName };
}

/** The leaf at the end of what a selection with one field at each level says. */
function leafOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(leafOf);
  return typeof value === 'object' && value !== null ? leafOf(Object.values(value)[0]) : value;
}

function isObject(value: unknown): value is ForeignObject {
  return typeof value === 'object' && value !== null && '$' in value;
}

/** One truth about everything: each value depends on nothing but what it is of, its field and its arguments. */
export class ForeignWorld {
  readonly #schema: GraphQLSchema;
  readonly #subgraphs: readonly GraphQLSchema[];
  readonly #promises: ForeignPromises;
  readonly #contexts: ForeignContexts;

  /** @param schema of the whole supergraph, with what is hidden */
  constructor(schema: GraphQLSchema, sdls: readonly string[], subgraphs: readonly GraphQLSchema[]) {
    this.#schema = schema;
    this.#subgraphs = subgraphs;
    this.#promises = new ForeignPromises(sdls);
    this.#contexts = new ForeignContexts(schema, sdls);
    for (const set of this.#contexts.sets) this.#promises.need(set);
  }

  /** The type of an object in a subgraph, which may know it by its interface alone. */
  typeNameIn(schema: GraphQLSchema, { __typename }: ForeignObject): string {
    return this.#namesOf(__typename).find((name) => isObjectType(schema.getType(name))) ?? __typename;
  }

  /** Resolves a field of any schema of this world. */
  readonly resolve: GraphQLFieldResolver<ForeignObject | undefined, Asking> = (
    source,
    args,
    asking,
    info,
  ) => {
    const object = source ?? rootOf(info.parentType.name);
    const { fieldName } = info;
    const { seed, errors } = asking.fate;
    if (fieldName.startsWith('turn')) {
      asking.turns += 1;
      return asking.turns;
    }
    if (!this.#promises.needed.has(fieldName) && chance(errors, seed, object.$, fieldName))
      throw new GraphQLError(`No ${fieldName}.`, { extensions: { code: 'NO', of: object.$ } });
    return this.#value(object, fieldName, args);
  };

  /** The same where nobody gives fields what they take from above: it is found by the way to the object. */
  readonly resolveWhole: typeof this.resolve = (source, args, asking, info) => {
    const object = source ?? rootOf(info.parentType.name);
    const taken = this.#contexts.argumentsOf(object, info.fieldName, (of, set) => this.#take(of, set));
    const value = this.resolve(object, { ...args, ...taken }, asking, info);
    this.#contexts.note(value, object);
    return value;
  };

  /** What a selection of one leaf says of an object. */
  #take(object: ForeignObject, set: SelectionSetNode): unknown {
    return leafOf(this.#project(object, set));
  }

  /** The entity that a representation stands for. */
  find(representation: Told): ForeignObject | null {
    const keyed = String(representation.__typename);
    const type = this.#schema.getType(keyed);
    const types = isInterfaceType(type) ? this.#schema.getPossibleTypes(type) : [{ name: keyed }];
    const all = types.flatMap(({ name }) =>
      Array.from({ length: INSTANCES }, (_, index) => ({ __typename: name, $: `${name}:${index}` })),
    );
    const found = all.find((object) => this.#isMeant(object, keyed, representation));
    return found ? { ...found, told: representation } : null;
  }

  #value(object: ForeignObject, fieldName: string, args: Told): unknown {
    const identity = object.$;
    const owner = identity.split(/[:@]/)[0] ?? '';
    const type = this.#schema.getType(owner);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) throw new Error(`The world knows no ${owner}.${fieldName}.`);
    if (fieldName === 'echo') return { got: args };
    const place = `${identity}.${fieldName}(${textOf(args)})${this.#required(object, owner, fieldName)}`;
    return this.#make(field.type, place, { identity, owner, fieldName });
  }

  #isMeant(object: ForeignObject, keyed: string, representation: Told): boolean {
    const keys = this.#promises.keys.get(keyed) ?? [];
    return keys.some((key) => {
      const told = this.#project(representation, key);
      return told !== null && textOf(told) === textOf(this.#project(object, key));
    });
  }

  /** What a set of fields says of an object of the world, or of what was told of one; null where that is not told. */
  #project(source: unknown, { selections }: SelectionSetNode): unknown {
    if (Array.isArray(source))
      return source.map((each) => this.#project(each, { kind: Kind.SELECTION_SET, selections }));
    if (typeof source !== 'object' || source === null) return source ?? null;
    const met = selections.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind !== Kind.INLINE_FRAGMENT) return [selection];
      const isMet = Object(source).__typename === selection.typeCondition?.name.value;
      return isMet ? selection.selectionSet.selections : [];
    });
    const fields = met.filter((selection) => selection.kind === Kind.FIELD);
    const entries = fields.map((field) => [field.name.value, this.#projectField(source, field)] as const);
    return entries.some(([, value]) => value === undefined) ? null : Object.fromEntries(entries);
  }

  #projectField(source: object, { name, arguments: nodes = [], selectionSet }: FieldNode): unknown {
    if (name.value === '__typename') return null;
    const given = Object.fromEntries(nodes.map((each) => [each.name.value, valueFromASTUntyped(each.value)]));
    const value = isObject(source) ? this.#value(source, name.value, given) : Object(source)[name.value];
    return selectionSet && value !== undefined ? this.#project(value, selectionSet) : value;
  }

  #required({ $, __typename, told }: ForeignObject, owner: string, fieldName: string): string {
    const { requires } = this.#promises;
    const [set] = this.#namesOf(owner).flatMap((name) => requires.get(`${name}.${fieldName}`) ?? []);
    return set ? textOf(this.#project(told ?? { $, __typename }, set)) : '';
  }

  /** A type and its interfaces. */
  #namesOf(typeName: string): string[] {
    const type = this.#schema.getType(typeName);
    return [typeName, ...(isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : [])];
  }

  #make(type: GraphQLOutputType, place: string, of: Of): unknown {
    if (isNonNullType(type)) return this.#present(type.ofType, place, of);
    const mayBeNull = !this.#promises.keyFields.has(of.fieldName);
    return mayBeNull && hash(`null ${place}`) % 9 === 0 ? null : this.#present(type, place, of);
  }

  #present(type: GraphQLOutputType, place: string, of: Of): unknown {
    if (isNonNullType(type)) return this.#present(type.ofType, place, of);
    if (!isListType(type)) return this.#named(type, place, of);
    const length = hash(`length ${place}`) % 4;
    return Array.from({ length }, (_, index) => this.#make(type.ofType, `${place}[${index}]`, of));
  }

  #named(type: GraphQLNamedOutputType, place: string, of: Of): unknown {
    const seed = hash(place);
    if (isAbstractType(type)) {
      const possible = this.#possible(type.name, of);
      return this.#object(possible[hash(`kind ${place}`) % possible.length] ?? '', seed);
    }
    if (isObjectType(type)) return this.#object(type.name, seed);
    if (isEnumType(type)) return type.getValues()[seed % type.getValues().length]?.value;
    const isKey = this.#promises.keyFields.has(of.fieldName) && of.identity !== of.owner;
    return isKey ? keyLeaf(type.name, of.identity, of.fieldName, seed) : leaf(type.name, seed);
  }

  #object(typeName: string, seed: number): ForeignObject {
    const isEntity = this.#namesOf(typeName).some((name) => this.#promises.keys.has(name));
    const mark = isEntity ? `:${seed % INSTANCES}` : `@${seed.toString(36)}`;
    return { __typename: typeName, $: typeName + mark };
  }

  /** The types that every subgraph that answers a field knows there. */
  #possible(abstract: string, { owner, fieldName }: Of): string[] {
    const type = this.#schema.getType(abstract);
    const all = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
    const isKnown = (name: string) => (schema: GraphQLSchema) => {
      const own = schema.getType(owner);
      const field = isObjectType(own) ? own.getFields()[fieldName] : undefined;
      const named = field && getNamedType(field.type);
      if (!named || !isAbstractType(named)) return true;
      return schema.getPossibleTypes(named).some((each) => each.name === name);
    };
    return all.map(({ name }) => name).filter((name) => this.#subgraphs.every(isKnown(name)));
  }
}
