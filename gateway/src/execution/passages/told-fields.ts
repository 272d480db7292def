import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isInherited } from '../json.ts';
import type { PlanPath } from '../plan/places.ts';
import type { AnswerField, AnswerPlace } from './answer-places.ts';
import { Unreadable, valuePattern } from './json-patterns.ts';
import { type PlanInterest, placeKey } from './plan-interest.ts';

const TYPENAME = '__typename';

/** The objects that a fetch tells at a place of the answer. */
export interface ToldPlace {
  readonly type: GraphQLObjectType;
  readonly path: PlanPath;
  readonly set: SelectionSetNode;
  /** What the client asks of them; null where it asks nothing. */
  readonly client: AnswerPlace | null;
}

/** A field of objects that a fetch tells. */
export interface ToldField {
  readonly name: string;
  /** Its place among the fields of the client where its text may go out as it is, else null. */
  readonly passageIndex: number | null;
  /** Whether its value is needed, passage or not. */
  readonly isLooked: boolean;
  /** Whether the client asks for it. */
  readonly isAsked: boolean;
  readonly kind: ToldKind;
}

/** What a field is made of. */
export type ToldKind =
  | { readonly kind: 'typename'; readonly typeName: string }
  | { readonly kind: 'leaf'; readonly pattern: string }
  | { readonly kind: 'object'; readonly mayBeNull: boolean; readonly place: ToldPlace }
  | { readonly kind: 'list'; readonly place: ToldPlace };

/** What the fields of fetches are, by the schema, the client's document and the rest of the plan. */
export class ToldFields {
  readonly #supergraph: GraphQLSchema;
  readonly #interest: PlanInterest;
  readonly #known = new Map<SelectionSetNode, readonly ToldField[]>();

  constructor(supergraph: GraphQLSchema, interest: PlanInterest) {
    this.#supergraph = supergraph;
    this.#interest = interest;
  }

  /** The type of objects of that name. @throws {Unreadable} for other types. */
  objectType(name: string): GraphQLObjectType {
    const type = this.#supergraph.getType(name);
    if (isObjectType(type)) return type;
    throw new Unreadable(`${name} may be of several types.`);
  }

  /** The fields at a place, in the order of the reply. @throws {Unreadable} for what no pattern is made of. */
  of(place: ToldPlace): readonly ToldField[] {
    // A selection is of one place, which is looked at from above and for itself.
    const known = this.#known.get(place.set);
    if (known) return known;
    const fields = place.set.selections.map((selection) => {
      if (selection.kind !== Kind.FIELD || selection.directives?.length)
        throw new Unreadable('The fetch has fragments or conditions.');
      return this.#field(selection, place);
    });
    this.#known.set(place.set, fields);
    return fields;
  }

  #field(node: FieldNode, place: ToldPlace): ToldField {
    const name = (node.alias ?? node.name).value;
    if (isInherited(name)) throw new Unreadable(`Objects inherit "${name}".`);
    const key = placeKey(place.path, name);
    const asked = askedField(place, name, node.name.value);
    const isLooked = this.#interest.isLooked(key);
    const kind = this.#kind(node, place, asked);
    const isFree = asked !== null && this.#interest.isToldOnce(key);
    const isText = kind.kind === 'object' ? !isLooked && this.#isWhole(kind.place) : kind.kind !== 'list';
    return {
      name,
      kind,
      isLooked,
      isAsked: asked !== null,
      passageIndex: isFree && isText ? asked.index : null,
    };
  }

  #kind(node: FieldNode, { type, path, client }: ToldPlace, asked: AnswerField | null): ToldKind {
    if (node.name.value === TYPENAME) return { kind: 'typename', typeName: type.name };
    const fieldType = asked?.type ?? type.getFields()[node.name.value]?.type;
    if (!fieldType) throw new Unreadable(`${type.name} has no ${node.name.value}.`);
    if (isLeafType(getNamedType(fieldType))) return { kind: 'leaf', pattern: valuePattern(fieldType) };
    if (!node.selectionSet || (asked && !asked.place))
      throw new Unreadable(`${fieldType} may be of several types.`);
    const place: ToldPlace = {
      type: this.objectType(getNamedType(fieldType).name),
      path: [...path, (node.alias ?? node.name).value],
      set: node.selectionSet,
      client: client && (asked?.place ?? null),
    };
    return objectOrList(fieldType, place);
  }

  /** Whether the reply tells of an object exactly what the client reads of it, in the same order. */
  #isWhole(place: ToldPlace): boolean {
    const fields = this.of(place);
    const isInOrder = fields.every(
      ({ passageIndex, isLooked }, index) => passageIndex === index && !isLooked,
    );
    return isInOrder && fields.length === place.client?.fields.size;
  }
}

/** What the client asks under a name; null for nothing. */
function askedField({ client }: ToldPlace, name: string, fieldName: string): AnswerField | null {
  const asked = client?.fields.get(name) ?? null;
  if (asked && asked.fieldName !== fieldName) throw new Unreadable(`"${name}" is something else.`);
  return asked;
}

function objectOrList(fieldType: GraphQLOutputType, place: ToldPlace): ToldKind {
  const mayBeNull = !isNonNullType(fieldType);
  const present = isNonNullType(fieldType) ? fieldType.ofType : fieldType;
  if (!isListType(present)) return { kind: 'object', mayBeNull, place };
  const element = isNonNullType(present.ofType) ? present.ofType.ofType : present.ofType;
  if (isListType(element)) throw new Unreadable('There are lists of lists of objects.');
  return { kind: 'list', place };
}
