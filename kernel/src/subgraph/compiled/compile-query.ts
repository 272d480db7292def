import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
  visit,
} from 'graphql';
import { gateOf } from '../../permissions/pass-by-caller.ts';
import { completing } from './complete-value.ts';
import type { FieldPlan, ObjectPlan, Selected } from './plans.ts';

/** Fields of one selection by their names in the answer. */
type Grouped = Map<string, FieldNode[]>;

interface Fragments {
  readonly [name: string]: FragmentDefinitionNode;
}

/** A query, ready to be executed. */
export interface CompiledQuery {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly root: ObjectPlan;
  /** How many fields were compiled so far. */
  readonly fieldCount: () => number;
}

/** Compiles selections, each for the types of the values that turn up. */
class Compiler {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  #fields = 0;

  constructor(schema: GraphQLSchema, fragments: Fragments) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  get fieldCount(): number {
    return this.#fields;
  }

  objectOf(type: GraphQLObjectType, sets: readonly (SelectionSetNode | undefined)[]): ObjectPlan {
    const grouped: Grouped = new Map();
    for (const set of sets) this.#collect(type, set, grouped);
    return { type, fields: [...grouped].map(([key, nodes]) => this.#fieldOf(type, key, nodes)) };
  }

  #collect(type: GraphQLObjectType, set: SelectionSetNode | undefined, grouped: Grouped): void {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        grouped.set(key, [...(grouped.get(key) ?? []), selection]);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments[selection.name.value] : selection;
      const condition = fragment?.typeCondition?.name.value;
      if (this.#holds(condition, type)) this.#collect(type, fragment?.selectionSet, grouped);
    }
  }

  #holds(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = this.#schema.getType(condition);
    return isAbstractType(named) && this.#schema.isSubType(named, type);
  }

  #fieldOf(parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): FieldPlan {
    const [node] = nodes;
    const name = node?.name.value ?? '';
    const field = name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : parent.getFields()[name];
    if (!node || !field) throw new TypeError(`${parent.name} has no field "${name}".`);
    const plan = { index: this.#fields, key, parent, field, nodes, node };
    this.#fields += 1;
    const complete = completing(field.type, this.#selected(field.type, nodes));
    return { ...plan, gate: gateOf(field), hasArguments: field.args.length > 0, complete };
  }

  #selected(type: FieldPlan['field']['type'], nodes: readonly FieldNode[]): Selected {
    const sets = nodes.map(({ selectionSet }) => selectionSet);
    const known = new Map<GraphQLObjectType, ObjectPlan>();
    const planOf = (runtime: GraphQLObjectType): ObjectPlan => {
      const plan = known.get(runtime) ?? this.objectOf(runtime, sets);
      known.set(runtime, plan);
      return plan;
    };
    // What is known beforehand is compiled beforehand.
    const named = getNamedType(type);
    if (isObjectType(named)) planOf(named);
    return planOf;
  }
}

/** What the compiler does not know: directives, introspection, and a name that is special to JavaScript. */
function isPlain(document: DocumentNode): boolean {
  let plain = true;
  visit(document, {
    Directive: () => {
      plain = false;
    },
    Field: ({ name, alias }) => {
      const isMeta = name.value === '__schema' || name.value === '__type';
      if (isMeta || alias?.value === '__proto__') plain = false;
    },
  });
  return plain;
}

/** The only operation of a valid document when it is a query that can be compiled; null leaves it to graphql-js. */
export function compileQuery(schema: GraphQLSchema, document: DocumentNode): CompiledQuery | null {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  const query = schema.getQueryType();
  if (operations.length !== 1 || operation?.kind !== Kind.OPERATION_DEFINITION || !query) return null;
  if (operation.operation !== OperationTypeNode.QUERY || !isPlain(document)) return null;
  const fragments = Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const compiler = new Compiler(schema, fragments);
  const root = compiler.objectOf(query, [operation.selectionSet]);
  return { schema, operation, fragments, root, fieldCount: () => compiler.fieldCount };
}
