import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  specifiedScalarTypes,
  type TypeNode,
} from 'graphql';
import { namedTypeOf } from './seams.ts';
import { withDirectives } from './written-directives.ts';

/** Objects of a list of which nobody says how long it is. */
const ASSUMED_SIZE = 10;
/** What each mutation costs beside what it answers: it writes, and tells others. */
const MUTATION_WEIGHT = 10;
const SLICING = ['first', 'last'];
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);
const CONNECTION = /Connection$/;

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}

/** Names of types that have no fields. */
function leavesOf({ definitions }: DocumentNode): ReadonlySet<string> {
  const own = definitions.flatMap((node) =>
    node.kind === Kind.SCALAR_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION
      ? [node.name.value]
      : [],
  );
  return new Set([...specifiedScalarTypes.map(({ name }) => name), ...own]);
}

const says = ({ directives = [] }: FieldDefinitionNode, name: string) =>
  directives.some((directive) => directive.name.value === name);

function listSizeOf(field: FieldDefinitionNode, parent: string, leaves: ReadonlySet<string>): string {
  const slicing = SLICING.filter((name) => field.arguments?.some((argument) => argument.name.value === name));
  const isOfObjects =
    isList(field.type) && !leaves.has(namedTypeOf(field.type).name.value) && !CONNECTION.test(parent);
  if (says(field, 'listSize') || (slicing.length === 0 && !isOfObjects)) return '';
  if (slicing.length === 0) return `@listSize(assumedSize: ${ASSUMED_SIZE})`;
  const sized = isList(field.type) ? '' : ', sizedFields: ["edges"]';
  const by = `slicingArguments: ${JSON.stringify(slicing)}${sized}, requireOneSlicingArgument: false`;
  return `@listSize(assumedSize: ${ASSUMED_SIZE}, ${by})`;
}

function costOf(field: FieldDefinitionNode, { name }: ObjectTypeDefinitionNode): string {
  const isWeighed = says(field, 'cost');
  if (isWeighed && !ROOTS.has(name.value))
    throw new TypeError(
      `${name.value}.${field.name.value} is no root field: what it cost could not be told.`,
    );
  return name.value === 'Mutation' && !isWeighed ? `@cost(weight: ${MUTATION_WEIGHT})` : '';
}

/**
 * The SDL with what operations cost: `@listSize` on every list of objects and every page, by `first` and `last` where
 * a field has them, and `@cost` on every mutation. What a field says of itself stays. The gateway weighs operations by
 * it before they are executed.
 * @throws {TypeError} for `@cost` on what is no root field.
 */
export function withCosts(document: DocumentNode): DocumentNode {
  const leaves = leavesOf(document);
  return withDirectives(document, (field, type) =>
    `${costOf(field, type)} ${listSizeOf(field, type.name.value, leaves)}`.trim(),
  );
}
