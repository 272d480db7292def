import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { PlanRefused } from '../plan/plan-refused.ts';
import { takenOf } from './taken-selections.ts';
import { isSetter, type Taking, type TakingFields } from './taking-fields.ts';

/** An abstract type whose objects are of more types is not taken apart. */
const TYPES_MAX = 20;

/** Selections of objects of a type, on the way to what is looked at. */
interface Level {
  readonly type: GraphQLCompositeType;
  /** What is taken from these objects below them, by its text. */
  readonly taken: Map<string, SelectionNode>;
  /** Whether nothing may be asked here that the client has not asked: root fields of mutations and subscriptions happen. */
  readonly isClosed: boolean;
  /** Whether some of the objects, and not all, have what is taken. */
  isMixed: boolean;
}

function levelOf(type: GraphQLCompositeType, isClosed = false): Level {
  return { type, taken: new Map(), isClosed, isMixed: false };
}

/** The operation with its fragments in their places. */
function spread(document: DocumentNode, { selections, ...set }: SelectionSetNode): SelectionSetNode {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const inPlace = (selection: SelectionNode): SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(selection.name.value);
      if (!fragment) return [];
      const { typeCondition, selectionSet } = fragment;
      return inPlace({ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet });
    }
    const { selectionSet } = selection;
    if (!selectionSet) return [selection];
    return [
      {
        ...selection,
        selectionSet: { ...selectionSet, selections: selectionSet.selections.flatMap(inPlace) },
      },
    ];
  };
  return { ...set, selections: selections.flatMap(inPlace) };
}

/**
 * Asks for what fields take from above them as if the client had. The planner of Apollo asks for it as well, but of what
 * several of them take below one object it keeps one, and it finds no way to what is taken from objects by the type of
 * each where the client asks for them by their interface.
 */
export class ToldAbove {
  readonly #schema: GraphQLSchema;
  readonly #fields: TakingFields;

  /** @param schema what clients see: what they do not is left to the planner */
  constructor(schema: GraphQLSchema, fields: TakingFields) {
    this.#schema = schema;
    this.#fields = fields;
  }

  /**
   * The document of one operation, without conditions.
   * @throws {PlanRefused} when a field takes something from the root of a mutation or a subscription: it would happen.
   */
  asked(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
    const type = this.#schema.getRootType(operation.operation);
    if (this.#fields.isEmpty || !type) return document;
    const root = levelOf(type, operation.operation !== OperationTypeNode.QUERY);
    const given = spread(document, operation.selectionSet);
    const selectionSet = this.#set(given, root, []);
    return selectionSet === given ? document : { ...document, definitions: [{ ...operation, selectionSet }] };
  }

  /** The same selections where nothing in them takes anything. */
  #set(set: SelectionSetNode, level: Level, above: readonly Level[]): SelectionSetNode {
    const selections = set.selections.map((selection) => this.#selection(selection, level, above));
    if (level.isMixed) return this.#set(this.#takenApart(set, level.type), levelOf(level.type), above);
    const isSame = selections.every((selection, index) => selection === set.selections[index]);
    if (isSame && level.taken.size === 0) return set;
    return { ...set, selections: [...selections, ...level.taken.values()] };
  }

  #selection(selection: SelectionNode, level: Level, above: readonly Level[]): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.FIELD) return this.#field(selection, level, above);
    const type = this.#schema.getType(selection.typeCondition?.name.value ?? level.type.name);
    if (!isCompositeType(type)) return selection;
    const selectionSet = this.#set(selection.selectionSet, levelOf(type, level.isClosed), above);
    return selectionSet === selection.selectionSet ? selection : { ...selection, selectionSet };
  }

  #field(field: FieldNode, level: Level, above: readonly Level[]): FieldNode {
    const { name, selectionSet: given } = field;
    for (const taking of this.#fields.of(level.type, name.value)) this.#take(taking, above);
    const definition = isUnionType(level.type) ? undefined : level.type.getFields()[name.value];
    const type = definition && getNamedType(definition.type);
    if (!given || !isCompositeType(type)) return field;
    const selectionSet = this.#set(given, levelOf(type), [...above, level]);
    return selectionSet === given ? field : { ...field, selectionSet };
  }

  /** Asks the nearest that sets the context. */
  #take(taking: Taking, above: readonly Level[]): void {
    const schema = this.#schema;
    const nearest = above.findLast(
      ({ type }) => isSetter(schema, type, taking) || this.#isMixed(type, taking),
    );
    if (!nearest) return;
    if (nearest.isClosed) throw new PlanRefused('what is taken from the root of a mutation or subscription');
    if (!isSetter(schema, nearest.type, taking)) nearest.isMixed = true;
    else
      for (const selection of takenOf(schema, nearest.type, taking))
        nearest.taken.set(print(selection), selection);
  }

  #isMixed(type: GraphQLCompositeType, taking: Taking): boolean {
    if (!isAbstractType(type)) return false;
    const possible = this.#schema.getPossibleTypes(type);
    return possible.length <= TYPES_MAX && possible.some((each) => isSetter(this.#schema, each, taking));
  }

  /** What is asked of objects of an abstract type, asked of each of the types that they may be of. */
  #takenApart({ selections, ...set }: SelectionSetNode, type: GraphQLCompositeType): SelectionSetNode {
    const fields = selections.filter(({ kind }) => kind === Kind.FIELD);
    const others = selections.filter(({ kind }) => kind !== Kind.FIELD);
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
    const apart = possible.map(({ name }) => ({
      kind: Kind.INLINE_FRAGMENT as const,
      typeCondition: { kind: Kind.NAMED_TYPE as const, name: { kind: Kind.NAME as const, value: name } },
      selectionSet: { ...set, selections: fields },
    }));
    return { ...set, selections: [...apart, ...others] };
  }
}
