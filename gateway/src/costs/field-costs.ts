import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  type InterfaceTypeDefinitionNode,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { z } from 'zod';

/** Items of a list of which nobody says how many it has. */
const ASSUMED_SIZE = 10;

/** What a field costs, by `@cost` and `@listSize`. */
export interface FieldCost {
  /** Points of each of its values, without what is below: 1 of an object, 0 of all else. */
  readonly own: number;
  /** What it weighs beside that, once for the field and not for each item: points that no answer shows. */
  readonly surcharge: number;
  /** Items of its list, or of the lists that it sizes, when no argument says how many. */
  readonly assumedSize: number;
  /** Arguments that say how many. */
  readonly slicing: readonly string[];
  /** Fields of its object whose lists are as long as the arguments say. */
  readonly sized: readonly string[];
}

const listSizeSchema = z.object({
  assumedSize: z.number().int().nonnegative().nullish(),
  slicingArguments: z.array(z.string()).nullish(),
  sizedFields: z.array(z.string()).nullish(),
});
const costSchema = z.object({ weight: z.number().int() });

type Fielded = InterfaceTypeDefinitionNode | ObjectTypeDefinitionNode;

const known = new WeakMap<GraphQLField<unknown, unknown>, FieldCost>();

function argumentsOf(directives: readonly ConstDirectiveNode[], name: string): unknown {
  const directive = directives.find((each) => each.name.value === name);
  const given = directive?.arguments?.map((argument) => [
    argument.name.value,
    valueFromASTUntyped(argument.value),
  ]);
  return given && Object.fromEntries(given);
}

function costFrom(
  field: GraphQLField<unknown, unknown>,
  directives: readonly ConstDirectiveNode[],
): FieldCost {
  const own = isCompositeType(getNamedType(field.type)) ? 1 : 0;
  const weight = costSchema.safeParse(argumentsOf(directives, 'cost')).data?.weight ?? own;
  const list = listSizeSchema.safeParse(argumentsOf(directives, 'listSize')).data;
  return {
    own,
    surcharge: weight - own,
    assumedSize: list?.assumedSize ?? ASSUMED_SIZE,
    slicing: list?.slicingArguments ?? [],
    sized: list?.sizedFields ?? [],
  };
}

/** What a field costs; of one of which no schema has said it, what any costs. */
export function costOfField(field: GraphQLField<unknown, unknown>): FieldCost {
  const cost = known.get(field) ?? costFrom(field, field.astNode?.directives ?? []);
  known.set(field, cost);
  return cost;
}

/** What a field costs that may be each of several; in each respect the dearest of them. */
export function dearest(costs: readonly FieldCost[]): FieldCost {
  return {
    own: Math.max(...costs.map(({ own }) => own)),
    surcharge: Math.max(...costs.map(({ surcharge }) => surcharge)),
    assumedSize: Math.max(...costs.map(({ assumedSize }) => assumedSize)),
    slicing: [...new Set(costs.flatMap(({ slicing }) => slicing))],
    sized: [...new Set(costs.flatMap(({ sized }) => sized))],
  };
}

function noteFields(schema: GraphQLSchema, { name, fields = [] }: Fielded): void {
  const type = schema.getType(name.value);
  const shown = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
  for (const { name: of, directives = [] } of fields) {
    const field = shown[of.value];
    if (field) known.set(field, costFrom(field, directives));
  }
}

/** Remembers of each field of a schema that clients see what the supergraph says that it costs. */
export function noteCosts(schema: GraphQLSchema, supergraph: DocumentNode): void {
  for (const node of supergraph.definitions)
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION)
      noteFields(schema, node);
}
