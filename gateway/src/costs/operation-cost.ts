import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { PerVariables, type Variables } from '../cache/per-variables.ts';
import { type Cost, type CostGroup, type CostNode, type PageArgument, weigh } from './cost-node.ts';
import { costOfField, dearest, type FieldCost } from './field-costs.ts';

function listsAround(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return listsAround(type.ofType);
  return isListType(type) ? 1 + listsAround(type.ofType) : 0;
}

/** What is worth knowing of an operation to compile it. */
interface Source {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Reads the fields of an operation that are answered with objects; each fragment once. */
class CostCompiler {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #groups = new Map<string, CostGroup>();

  constructor({ schema, document, operation }: Source) {
    this.#schema = schema;
    this.#operation = operation;
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  compile(): readonly CostNode[] {
    const root = this.#schema.getRootType(this.#operation.operation);
    return root ? this.#nodes(this.#operation.selectionSet, root.name) : [];
  }

  #nodes({ selections }: SelectionSetNode, parent: string): CostNode[] {
    return selections.flatMap((selection) => this.#node(selection, parent) ?? []);
  }

  #node(selection: SelectionNode, parent: string): CostNode | null {
    if (selection.kind === Kind.FIELD) return this.#field(selection, parent);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(selection.name.value);
    const type = selection.typeCondition?.name.value ?? parent;
    return { kind: 'group', children: this.#nodes(selection.selectionSet, type) };
  }

  #fragment(name: string): CostGroup | null {
    const known = this.#groups.get(name);
    if (known) return known;
    const fragment = this.#fragments.get(name);
    if (!fragment) return null;
    const children = this.#nodes(fragment.selectionSet, fragment.typeCondition.name.value);
    const group: CostGroup = { kind: 'group', children };
    this.#groups.set(name, group);
    return group;
  }

  #field({ name, selectionSet, ...node }: FieldNode, parent: string): CostNode | null {
    const type = this.#schema.getType(parent);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
    // Introspection has no field here: it is answered from memory.
    if (!field) return null;
    const { own, surcharge, assumedSize, slicing, sized } = this.#costOf(field, type);
    if (!selectionSet && surcharge === 0) return null;
    const children = selectionSet ? this.#nodes(selectionSet, getNamedType(field.type).name) : [];
    const page = this.#page(node, field, slicing);
    const facts = { name: name.value, lists: listsAround(field.type), page, children };
    return { kind: 'field', ...facts, own, surcharge, assumedSize, sized: new Set(sized) };
  }

  /** A field of an interface is one of a type that has it, and costs what it costs of the dearest. */
  #costOf(field: GraphQLField<unknown, unknown>, type: GraphQLNamedType | undefined): FieldCost {
    const types = isInterfaceType(type) ? this.#schema.getPossibleTypes(type) : [];
    const fields = types.flatMap((each) => each.getFields()[field.name] ?? []);
    return dearest([field, ...fields].map(costOfField));
  }

  /** What an argument is not given, it has by the schema. */
  #page(
    { arguments: given = [] }: Pick<FieldNode, 'arguments'>,
    field: GraphQLField<unknown, unknown>,
    slicing: readonly string[],
  ) {
    return field.args.flatMap(({ name, defaultValue }) => {
      if (!slicing.includes(name)) return [];
      const usual = typeof defaultValue === 'number' ? defaultValue : null;
      const own = given.find((argument) => argument.name.value === name);
      if (own) return this.#argument(own.value, usual) ?? [];
      return usual === null ? [] : { value: usual };
    });
  }

  #argument(value: ValueNode, usual: number | null): PageArgument | null {
    if (value.kind === Kind.INT) return { value: Number(value.value) };
    if (value.kind !== Kind.VARIABLE) return null;
    const variable = value.name.value;
    const definition = this.#operation.variableDefinitions?.find(
      (each) => each.variable.name.value === variable,
    );
    const otherwise = definition?.defaultValue;
    return { variable, otherwise: otherwise?.kind === Kind.INT ? Number(otherwise.value) : usual };
  }
}

const compiled = new WeakMap<OperationDefinitionNode, readonly CostNode[]>();

const costs = new PerVariables<OperationDefinitionNode, Cost>();

/** What a valid operation may cost at most, with these variables. What was read of a document is remembered with it. */
export function operationCost(source: Source, variables: Variables): Cost {
  return costs.of(source.operation, variables, () => weighed(source, variables));
}

function weighed(source: Source, variables: Variables): Cost {
  const known = compiled.get(source.operation) ?? new CostCompiler(source).compile();
  compiled.set(source.operation, known);
  return weigh(known, variables);
}
