import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The selections of a document that are one field of an answer. */
export type FieldGroups = ReadonlyMap<string, readonly FieldNode[]>;

/** The fields that a document without `@skip` and `@include` asks of an object of a type. */
export class FieldCollector {
  readonly #schema: GraphQLSchema;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(schema: GraphQLSchema, { definitions }: DocumentNode) {
    this.#schema = schema;
    for (const definition of definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition);
  }

  /**
   * The fields of all given selections that apply to a type, in the order in which they are asked for.
   * @param type null for the fields of whatever type
   */
  collect(sets: readonly SelectionSetNode[], type: GraphQLCompositeType | null): FieldGroups {
    const groups = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    for (const set of sets) this.#collectSet(set, type, groups, seen);
    return groups;
  }

  #collectSet(
    { selections }: SelectionSetNode,
    type: GraphQLCompositeType | null,
    groups: Map<string, FieldNode[]>,
    seen: Set<string>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) addTo(groups, selection);
      else {
        const set = this.#fragmentOf(selection, type, seen);
        if (set) this.#collectSet(set, type, groups, seen);
      }
    }
  }

  /** The selections of a fragment that applies to a type and was not spread before. */
  #fragmentOf(
    selection: Exclude<SelectionNode, FieldNode>,
    type: GraphQLCompositeType | null,
    seen: Set<string>,
  ): SelectionSetNode | null {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      return condition === undefined || this.#applies(condition, type) ? selection.selectionSet : null;
    }
    const name = selection.name.value;
    const fragment = this.#fragments.get(name);
    if (!fragment || seen.has(name)) return null;
    seen.add(name);
    return this.#applies(fragment.typeCondition.name.value, type) ? fragment.selectionSet : null;
  }

  #applies(condition: string, type: GraphQLCompositeType | null): boolean {
    if (type === null || condition === type.name) return true;
    const conditionType = this.#schema.getType(condition);
    if (!conditionType || !isAbstractType(conditionType) || isUnionType(type)) return false;
    return this.#schema.isSubType(conditionType, type);
  }
}

function addTo(groups: Map<string, FieldNode[]>, field: FieldNode): void {
  const name = (field.alias ?? field.name).value;
  const group = groups.get(name);
  if (group) group.push(field);
  else groups.set(name, [field]);
}
