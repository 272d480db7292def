import {
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
} from 'graphql';
import { isInherited } from '../json.ts';
import { FieldCollector } from '../shape/field-groups.ts';
import type { AnswerField, AnswerPlace, AnswerPlaces } from './answer-places.ts';
import { Unreadable, valuePattern } from './json-patterns.ts';
import { placeKey } from './place-key.ts';
import type { PlanInterest } from './plan-interest.ts';
import { type ToldPlace, ToldPlaces, TYPENAME } from './told-places.ts';

/** A field of objects that a fetch tells. */
export interface ToldField {
  readonly name: string;
  /** Its place among the fields of the client where its text may go out as it is, else null. */
  readonly passageIndex: number | null;
  /** Whether its value is needed, passage or not. */
  readonly isLooked: boolean;
  /** Whether its value is needed where it is in no passage: the client asks for it, if of other types. */
  readonly isKept: boolean;
  readonly kind: ToldKind;
}

/** What a field is made of. */
export type ToldKind =
  | { readonly kind: 'typename'; readonly typeName: string }
  | { readonly kind: 'leaf'; readonly pattern: string }
  /** An object of one type. */
  | { readonly kind: 'object'; readonly mayBeNull: boolean; readonly place: ToldPlace }
  /** Lists of objects, lists of such lists, or with the depth 0 an object; with a place for each type. */
  | { readonly kind: 'objects'; readonly depth: number; readonly places: readonly ToldPlace[] };

/** What the client asks under a name that a fetch tells. */
interface Asked {
  /** As it is asked of objects of each type. */
  readonly fields: readonly AnswerField[];
  /** Its place among the fields of the client, if it is the same for all of them; else null. */
  readonly index: number | null;
  /** Its type, likewise. */
  readonly type: GraphQLOutputType | null;
}

/** What the fields of fetches are, by the schema, the client's document and the rest of the plan. */
export class ToldFields {
  readonly places: ToldPlaces;
  readonly #collector: FieldCollector;
  readonly #interest: PlanInterest;
  readonly #client: AnswerPlaces;
  readonly #known = new Map<ToldPlace, readonly ToldField[]>();

  constructor(supergraph: GraphQLSchema, interest: PlanInterest, client: AnswerPlaces) {
    this.#collector = new FieldCollector(supergraph, { kind: Kind.DOCUMENT, definitions: [] });
    this.places = new ToldPlaces(supergraph, this.#collector);
    this.#interest = interest;
    this.#client = client;
  }

  /** The fields at a place, in the order of the reply. @throws {Unreadable} for what no pattern is made of. */
  of(place: ToldPlace): readonly ToldField[] {
    // A place is looked at from above and for itself.
    const known = this.#known.get(place);
    if (known) return known;
    const groups = this.#collector.collect(place.sets, place.type);
    const fields = [...groups].map(([name, nodes]) => this.#field(name, nodes, place));
    this.#known.set(place, fields);
    return fields;
  }

  #field(name: string, nodes: readonly FieldNode[], place: ToldPlace): ToldField {
    if (isInherited(name)) throw new Unreadable(`Objects inherit "${name}".`);
    const key = placeKey(place.path, name);
    const asked = askedField(place, name, nodes[0]?.name.value ?? '');
    const tellsType = place.isNamed && name === TYPENAME;
    const isLooked = tellsType || this.#interest.isLooked(key);
    const kind = this.#kind(name, nodes, place, asked);
    const isFree = this.#interest.isToldOnce(key);
    const isText = kind.kind === 'object' ? !isLooked && this.#isWhole(kind.place) : isPlain(kind, place);
    return {
      name,
      kind,
      isLooked,
      isKept: isLooked || this.#isAsked(name, place),
      passageIndex: isFree && isText ? asked.index : null,
    };
  }

  /** Of whatever type the objects will be found to be. */
  #isAsked(name: string, { path, clients }: ToldPlace): boolean {
    return clients.some(({ fields }) => fields.has(name)) || this.#client.asks(path, name);
  }

  #kind(name: string, nodes: readonly FieldNode[], place: ToldPlace, asked: Asked): ToldKind {
    const { type, path } = place;
    const fieldName = nodes[0]?.name.value ?? '';
    if (fieldName === TYPENAME) return { kind: 'typename', typeName: type.name };
    const fieldType = asked.type ?? type.getFields()[fieldName]?.type;
    if (!fieldType) throw new Unreadable(`${type.name} has no ${fieldName}.`);
    if (isLeafType(getNamedType(fieldType))) return { kind: 'leaf', pattern: valuePattern(fieldType) };
    const places = this.places.of([getNamedType(fieldType).name], {
      path: [...path, name],
      sets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      clientsOf: (typeName) => placesOf(asked.fields, typeName),
    });
    return objectOrObjects(fieldType, places);
  }

  /** Whether the reply tells of an object exactly what the client reads of it, in the same order. */
  #isWhole(place: ToldPlace): boolean {
    const fields = this.of(place);
    const isInOrder = fields.every(
      ({ passageIndex, isLooked }, index) => passageIndex === index && !isLooked,
    );
    return isInOrder && place.clients.every((client) => client.fields.size === fields.length);
  }
}

/** Whether the text of what is no object is what the client reads: of an interface it is not the name of a type. */
function isPlain(kind: ToldKind, { type, clients }: ToldPlace): boolean {
  if (kind.kind !== 'typename') return kind.kind === 'leaf';
  return clients.every((client) => client.type.name === type.name);
}

/** What is asked of the objects under a name, of one type or whatever they are. */
function placesOf(fields: readonly AnswerField[], typeName: string | null): readonly AnswerPlace[] {
  return fields.flatMap((field) => (typeName === null ? field.places() : (field.placeOf(typeName) ?? [])));
}

function askedField({ clients }: ToldPlace, name: string, fieldName: string): Asked {
  const fields = clients.flatMap((client) => client.fields.get(name) ?? []);
  if (fields.some((field) => field.fieldName !== fieldName))
    throw new Unreadable(`"${name}" is something else.`);
  const [first, ...others] = fields;
  const isSame = others.every(
    ({ index, type }) => index === first?.index && String(type) === String(first.type),
  );
  if (!first || !isSame || fields.length < clients.length) return { fields, index: null, type: null };
  return { fields, index: first.index, type: first.type };
}

function objectOrObjects(fieldType: GraphQLOutputType, places: readonly ToldPlace[]): ToldKind {
  const [place, ...others] = places;
  const isOne = place && others.length === 0 && !place.isNamed;
  const depth = depthOf(fieldType);
  if (isOne && depth === 0) return { kind: 'object', mayBeNull: !isNonNullType(fieldType), place };
  return { kind: 'objects', depth, places };
}

/** How many lists are around what is in them. */
function depthOf(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return depthOf(type.ofType);
  return isListType(type) ? 1 + depthOf(type.ofType) : 0;
}
