import {
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { PlanPath } from '../plan/places.ts';
import type { FieldCollector } from '../shape/field-groups.ts';
import type { AnswerPlace, ObjectsType } from './answer-places.ts';
import { Unreadable } from './json-patterns.ts';

/** The field that tells what an object is. */
export const TYPENAME = '__typename';

/** Objects that may be of more types are read as far as the fetch names their types. */
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
   * The places of objects that are of a type: one for each type that they may say to be of, or one alone.
   * @throws {Unreadable} where they may be of very many types, or do not say of which.
   */
  of(typeName: string, told: Told): readonly ToldPlace[] {
    const type = this.#supergraph.getType(typeName);
    if (isObjectType(type)) return [placeOf(type, told, false)];
    if (!isAbstractType(type)) throw new Unreadable(`${typeName} is no type of objects.`);
    const [first] = this.#collector.collect(told.sets, type).keys();
    if (first === TYPENAME) return this.#types(type, told).map((each) => placeOf(each, told, true));
    if (isInterfaceType(type)) return [placeOf(type, told, false)];
    throw new Unreadable(`What is of ${typeName} does not say first what it is.`);
  }

  #types(type: Exclude<ObjectsType, GraphQLObjectType> | GraphQLUnionType, { sets }: Told): ObjectsType[] {
    const own = isInterfaceType(type) && isInterfaceObject(type) ? [type] : [];
    const all = [...this.#supergraph.getPossibleTypes(type), ...own];
    if (all.length <= TYPES_MAX) return all;
    const named = namedBy(sets);
    const some = all.filter(({ name }) => named.has(name));
    if (some.length > 0 && some.length <= TYPES_MAX) return some;
    throw new Unreadable(`${type.name} may be of very many types.`);
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
