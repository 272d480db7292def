import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { FieldCollector } from '../shape/field-groups.ts';

/** A field of the answer, as the client asks for it. */
export interface AnswerField {
  /** Its place among the fields of its object. */
  readonly index: number;
  /** Its name in the schema. */
  readonly fieldName: string;
  /** Null for `__typename`. */
  readonly type: GraphQLOutputType | null;
  /** What is asked of its objects; null where it has none, or they may be of several types. */
  readonly place: AnswerPlace | null;
}

/** What the client asks of the objects at a place, which are of one type. */
export interface AnswerPlace {
  readonly type: GraphQLObjectType;
  /** By response name, in the order of the answer. */
  readonly fields: ReadonlyMap<string, AnswerField>;
}

/** What a client asks of an object and of everything below it. */
export function answerPlace(
  collector: FieldCollector,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): AnswerPlace {
  const fields = new Map<string, AnswerField>();
  for (const [name, nodes] of collector.collect(sets, type)) {
    const fieldName = nodes[0]?.name.value ?? '';
    const fieldType = type.getFields()[fieldName]?.type ?? null;
    const place = fieldType && placeOf(collector, fieldType, nodes);
    fields.set(name, { index: fields.size, fieldName, type: fieldType, place });
  }
  return { type, fields };
}

function placeOf(
  collector: FieldCollector,
  fieldType: GraphQLOutputType,
  nodes: readonly FieldNode[],
): AnswerPlace | null {
  const type = getNamedType(fieldType);
  if (!isObjectType(type)) return null;
  return answerPlace(
    collector,
    type,
    nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
  );
}
