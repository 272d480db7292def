import {
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
} from 'graphql';
import type { PlanPath } from '../plan/places.ts';
import type { FieldCollector } from '../shape/field-groups.ts';
import type { AnswerPlace, ObjectsType } from './answer-places.ts';
import { Unreadable } from './json-patterns.ts';

/** The field that tells what an object is. */
export const TYPENAME = '__typename';

/** Of objects that may be of more types, those are read whose types the fetch names, if it names some, */
const TYPES_FEW = 8;
/** and never those of more types than that: each is a reader more to be made when the operation is planned. */
const TYPES_MAX = 20;

/** Objects of one type that a fetch tells at a place of the answer. */
export interface ToldPlace {
  readonly type: ObjectsType;
  /** Whether they are told from those of other types by their `__typename`, which they say first. */
  readonly isNamed: boolean;
  readonly path: PlanPath;
  readonly sets: readonly SelectionSetNode[];
  /** What the client asks of them: one for each way that they may be reached. Nothing where it asks nothing. */
  readonly clients: readonly AnswerPlace[];
}

/** Objects that a fetch tells. */
export interface Told {
  readonly path: PlanPath;
  readonly sets: readonly SelectionSetNode[];
  /** What the client asks of those of a type; with null, of all. */
  readonly clientsOf: (typeName: string | null) => readonly AnswerPlace[];
}

/** What the objects of replies may be. */
export class ToldPlaces {
  readonly #supergraph: GraphQLSchema;
  readonly #collector: FieldCollector;

  constructor(supergraph: GraphQLSchema, collector: FieldCollector) {
    this.#supergraph = supergraph;
    this.#collector = collector;
  }

  /**
   * The places of objects that are of one of some types: one for each type that they may say to be of, or one alone.
   * @throws {Unreadable} where they may be of very many types, or do not say of which.
   */
  of(typeNames: readonly string[], told: Told): readonly ToldPlace[] {
    const types = typeNames.map((name) => this.#typeNamed(name));
    const [type, ...others] = types;
    const only = others.length > 0 ? undefined : type;
    if (isObjectType(only)) return [placeOf(only, told, false)];
    const named = this.#types(types, told).filter((each) => this.#saysFirst(each, told));
    if (named.length > 0) return named.map((each) => placeOf(each, told, true));
    if (isInterfaceType(only)) return [placeOf(only, told, false)];
    if (types.every(isObjectType) && others.length > 0) return this.#apart(types, told);
    throw new Unreadable(`What is of ${typeNames.join(' or ')} does not say first what it is.`);
  }

  /** Objects that do not say what they are, told apart by the names of their fields; a place for types that are alike. */
  #apart(types: readonly GraphQLObjectType[], told: Told): readonly ToldPlace[] {
    const alike = new Map<string, { readonly asked: string; readonly place: ToldPlace }>();
    for (const type of types) {
      const groups = this.#collector.collect(told.sets, type);
      const names = [...groups.keys()].join();
      const asked = [...groups.values()].flat().map(print).join();
      const known = alike.get(names);
      if (known && known.asked !== asked) throw new Unreadable(`"${names}" may be of several types.`);
      const place = placeOf(type, told, false);
      const clients = [...(known?.place.clients ?? []), ...place.clients];
      alike.set(names, { asked, place: { ...place, clients } });
    }
    return [...alike.values()].map(({ place }) => place);
  }

  #typeNamed(name: string): GraphQLCompositeType {
    const type = this.#supergraph.getType(name);
    if (isCompositeType(type)) return type;
    throw new Unreadable(`${name} is no type of objects.`);
  }

  #saysFirst(type: ObjectsType, { sets }: Told): boolean {
    const [first] = this.#collector.collect(sets, type).keys();
    return first === TYPENAME;
  }

  #types(types: readonly GraphQLCompositeType[], { sets }: Told): ObjectsType[] {
    const all = [...new Set(types.flatMap((type) => this.#within(type)))];
    if (all.length <= TYPES_FEW) return all;
    const named = namedBy(sets);
    const some = all.filter(({ name }) => named.has(name));
    const read = some.length > 0 ? some : all;
    if (read.length <= TYPES_MAX) return read;
    throw new Unreadable('There may be objects of very many types.');
  }

  #within(type: GraphQLCompositeType): readonly ObjectsType[] {
    if (isObjectType(type)) return [type];
    const own = isInterfaceType(type) && isInterfaceObject(type) ? [type] : [];
    return [...this.#supergraph.getPossibleTypes(type), ...own];
  }
}

function placeOf(type: ObjectsType, { path, sets, clientsOf }: Told, isNamed: boolean): ToldPlace {
  return { type, isNamed, path, sets, clients: clientsAt(type, isNamed, clientsOf) };
}

/** Who calls an object by the name of its interface may mean any of that; what others call so is another's to tell. */
function clientsAt(type: ObjectsType, isNamed: boolean, clientsOf: Told['clientsOf']): ToldPlace['clients'] {
  if (isObjectType(type)) return clientsOf(type.name);
  return isNamed ? [] : clientsOf(null);
}

/** Whether a subgraph knows objects by the name of their interface alone. */
function isInterfaceObject({ astNode }: ObjectsType): boolean {
  const given = astNode?.directives?.flatMap((directive) => directive.arguments ?? []) ?? [];
  return given.some(
    ({ name, value }) => name.value === 'isInterfaceObject' && value.kind === Kind.BOOLEAN && value.value,
  );
}

/** The types that fragments are on, of the objects themselves. */
function namedBy(sets: readonly SelectionSetNode[]): ReadonlySet<string> {
  const fragments = sets
    .flatMap(({ selections }) => selections)
    .filter((selection) => selection.kind === Kind.INLINE_FRAGMENT);
  const below = fragments.flatMap(({ selectionSet }) => [...namedBy([selectionSet])]);
  return new Set([...fragments.flatMap(({ typeCondition }) => typeCondition?.name.value ?? []), ...below]);
}
