import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import { BareObject, isInherited, isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import {
  type Complete,
  type Completion,
  completeLeaf,
  completeList,
  completeNonNull,
  completeNullable,
  FAULT,
  type Place,
  tellFault,
} from './completion.ts';
import type { FieldCollector } from './field-groups.ts';
import { leafCheck } from './leaf-values.ts';
import { runtimeType } from './runtime-type.ts';

const TYPENAME = '__typename';
const INTROSPECTION = new Set(['__schema', '__type']);

/** A field of the answer. */
interface ShapeField {
  readonly name: string;
  /** Such a name must be looked up, and set, with care. */
  readonly isInherited: boolean;
  readonly complete: Complete;
}

type ShapeFields = readonly ShapeField[];

const tellNoType: Complete = (_, run, parent, key) => tellFault(run, 'No __typename', parent, key);

function setsOf(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function completeFields(
  fields: ShapeFields,
  source: JsonObject,
  run: Completion,
  place: Place,
): JsonObject | typeof FAULT {
  const result = new BareObject();
  for (const field of fields) {
    const { name, isInherited: isSpecial } = field;
    const completed = field.complete(isSpecial ? ownValue(source, name) : source[name], run, place, name);
    if (completed === FAULT) return FAULT;
    if (isSpecial) setOwn(result, name, completed);
    else result[name] = completed;
  }
  return result;
}

/** Compiles the shape of an operation's answer, for given values of its conditions. */
export class ShapeCompiler {
  readonly #schema: GraphQLSchema;
  readonly #collector: FieldCollector;

  constructor(schema: GraphQLSchema, collector: FieldCollector) {
    this.#schema = schema;
    this.#collector = collector;
  }

  /** The shape of a whole answer; null where a fault reaches the root. */
  root(
    type: GraphQLObjectType,
    set: SelectionSetNode,
  ): (source: JsonObject, run: Completion) => JsonObject | null {
    const fields = this.#fields(type, [set]);
    return (source, run) => {
      const result = completeFields(fields, source, run, null);
      return result === FAULT ? null : result;
    };
  }

  #object(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Complete {
    const fieldsOf = this.#fieldsByType(type, sets);
    return (value, run, parent, key) => {
      if (value === null || value === undefined) return null;
      if (!isJsonObject(value)) return tellFault(run, 'No object', parent, key);
      const fields = fieldsOf(ownValue(value, TYPENAME));
      if (!fields) return tellFault(run, 'An unknown __typename', parent, key);
      return completeFields(fields, value, run, { parent, key });
    };
  }

  /** The fields of an object by its `__typename`; null when that is no type of objects. */
  #fieldsByType(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]) {
    const known = new Map<unknown, ShapeFields | null>();
    return (typeName: unknown): ShapeFields | null => {
      const found = known.get(typeName);
      if (found !== undefined) return found;
      const runtimeType = this.#typeNamed(typeName, type);
      const fields = runtimeType && this.#fields(runtimeType, sets);
      // What a subgraph says may be anything: only names of the schema are remembered.
      if (fields) known.set(typeName, fields);
      return fields;
    };
  }

  #typeNamed(typeName: unknown, otherwise: GraphQLCompositeType): GraphQLCompositeType | null {
    if (!typeName) return otherwise;
    return typeof typeName === 'string' ? runtimeType(this.#schema, typeName, otherwise) : null;
  }

  #fields(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): ShapeFields {
    const groups = this.#collector.collect(sets, type);
    return [...groups].flatMap(([name, nodes]): ShapeField[] => {
      const complete = this.#field(type, nodes);
      return complete ? [{ name, isInherited: isInherited(name), complete }] : [];
    });
  }

  #typeOfField(type: GraphQLCompositeType, node: FieldNode | undefined): GraphQLOutputType | null {
    if (!node || isUnionType(type)) return null;
    return type.getFields()[node.name.value]?.type ?? null;
  }

  /** A field of a type; null for one that the type does not have. */
  #field(type: GraphQLCompositeType, nodes: readonly FieldNode[]): Complete | null {
    const [node] = nodes;
    if (node?.name.value === TYPENAME) return isObjectType(type) ? () => type.name : tellNoType;
    if (node && INTROSPECTION.has(node.name.value)) return (_, run) => run.introspect(nodes);
    const fieldType = this.#typeOfField(type, node);
    return fieldType && this.#complete(fieldType, setsOf(nodes));
  }

  #complete(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): Complete {
    if (isNonNullType(type)) return completeNonNull(this.#completeNullable(type.ofType, sets), String(type));
    return completeNullable(this.#completeNullable(type, sets));
  }

  #completeNullable(type: GraphQLOutputType, sets: readonly SelectionSetNode[]): Complete {
    if (isListType(type)) return completeList(this.#complete(type.ofType, sets));
    if (isCompositeType(type)) return this.#object(type, sets);
    if (isLeafType(type)) return completeLeaf(leafCheck(type), type.name);
    return this.#complete(type, sets);
  }
}
