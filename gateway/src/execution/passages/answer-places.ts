import {
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { PlanPath } from '../plan/places.ts';
import { FieldCollector, type FieldGroups } from '../shape/field-groups.ts';
import type { Introspected } from '../shape/introspection.ts';
import { Unreadable } from './json-patterns.ts';

/** So many places of the answer may be what a path means; further ones would be made for each type on the way. */
const PLACES_MAX = 64;

/** What objects are told to be: interfaces, of whoever knows no more. */
export type ObjectsType = GraphQLObjectType | GraphQLInterfaceType;

/** What the client asks of the objects at a place, once they are known to be of a type. */
export interface AnswerPlace {
  readonly type: ObjectsType;
  /** The response names on the way to it, and the types of all objects on that way, its own last. */
  readonly key: string;
  /** By response name, in the order of the answer. */
  readonly fields: ReadonlyMap<string, AnswerField>;
}

/** A field of the answer, as the client asks for it. */
export interface AnswerField {
  /** Its place among the fields of its object. */
  readonly index: number;
  /** Its name in the schema. */
  readonly fieldName: string;
  /** Null for `__typename`. */
  readonly type: GraphQLOutputType | null;
  /** What is asked of its objects where they are of a type; null for types that they are not of. */
  readonly placeOf: (typeName: string) => AnswerPlace | null;
  /** What is asked of its objects, whatever they are. */
  readonly places: () => readonly AnswerPlace[];
}

/** The key of the place of objects of a type, under a field of others. */
export function keyBelow(key: string, name: string, typeName: string): string {
  return `${key}.${name}.${typeName}`;
}

/** What a client asks, place by place; each is looked at when it is needed, as there may be one for each type. */
export class AnswerPlaces {
  readonly root: AnswerPlace;
  readonly #schema: GraphQLSchema;
  readonly #collector: FieldCollector;
  readonly #set: SelectionSetNode;
  readonly #names = new Map<string, FieldGroups>();

  constructor({ schema, document, operation }: Introspected, rootType: GraphQLObjectType) {
    this.#schema = schema;
    this.#collector = new FieldCollector(schema, document);
    this.#set = operation.selectionSet;
    this.root = this.#place(rootType, [this.#set], rootType.name);
  }

  /** All places that a path may mean, none where the client asks nothing. @throws {Unreadable} for very many. */
  at(path: PlanPath): readonly AnswerPlace[] {
    let places: readonly AnswerPlace[] = [this.root];
    for (const name of path) {
      places = places.flatMap(({ fields }) => fields.get(name)?.places() ?? []);
      if (places.length > PLACES_MAX)
        throw new Unreadable('The objects of a path may be of very many types.');
    }
    return places;
  }

  /** Whether the client asks for something under a name, of objects of whatever type. */
  asks(path: PlanPath, name: string): boolean {
    return this.#namesAt(path).has(name);
  }

  #namesAt(path: PlanPath): FieldGroups {
    const key = path.join('.');
    const known = this.#names.get(key);
    if (known) return known;
    const sets = path.length === 0 ? [this.#set] : this.#setsAt(path);
    const names = this.#collector.collect(sets, null);
    this.#names.set(key, names);
    return names;
  }

  #setsAt(path: PlanPath): readonly SelectionSetNode[] {
    const nodes = this.#namesAt(path.slice(0, -1)).get(path.at(-1) ?? '') ?? [];
    return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  }

  #place(type: ObjectsType, sets: readonly SelectionSetNode[], key: string): AnswerPlace {
    const fields = new Map<string, AnswerField>();
    for (const [name, nodes] of this.#collector.collect(sets, type)) {
      const fieldName = nodes[0]?.name.value ?? '';
      const fieldType = type.getFields()[fieldName]?.type ?? null;
      const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      const make = (of: ObjectsType) => this.#place(of, below, keyBelow(key, name, of.name));
      fields.set(name, {
        index: fields.size,
        fieldName,
        type: fieldType,
        ...this.#placesBelow(fieldType, make),
      });
    }
    return { type, key, fields };
  }

  #placesBelow(
    fieldType: GraphQLOutputType | null,
    make: (type: ObjectsType) => AnswerPlace,
  ): Pick<AnswerField, 'placeOf' | 'places'> {
    const types = fieldType ? this.#typesOf(fieldType) : [];
    const known = new Map<string, AnswerPlace>();
    const placeOf = (typeName: string) => {
      const type = types.find(({ name }) => name === typeName);
      const place = known.get(typeName) ?? (type ? make(type) : null);
      if (place) known.set(typeName, place);
      return place;
    };
    return { placeOf, places: () => types.flatMap(({ name }) => placeOf(name) ?? []) };
  }

  /** What the objects of a field may be, for the client. */
  #typesOf(fieldType: GraphQLOutputType): readonly ObjectsType[] {
    const type = getNamedType(fieldType);
    if (isObjectType(type)) return [type];
    if (!isAbstractType(type)) return [];
    return [...this.#schema.getPossibleTypes(type), ...(isInterfaceType(type) ? [type] : [])];
  }
}
