import {
  type ASTNode,
  type GraphQLNamedOutputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { hash } from './mock-faults.ts';

/** An object of a mock subgraph: its keys, and whatever it was represented by. */
export type MockObject = Record<string, unknown> & { readonly __typename: string };

/** What a value is made for. */
export interface MockWorld {
  readonly schema: GraphQLSchema;
  readonly place: string;
}

const KEY_FIELDS = ['id', 'key'];
/** What the mail addresses of the mocks end with. */
export const MAIL = '@house.test';
const IDS_MAX = 4;

/** The type that an id of the mocks names. */
export function typeOfId(id: unknown): string {
  return String(id).split(':')[0] ?? '';
}

/** What an object is, whatever it was found by. */
export function objectKey(source: MockObject | undefined): string {
  if (!source) return '';
  const key = source.$key ?? source.id ?? source.key ?? String(source.email ?? '').replace(MAIL, '');
  return String(key);
}

/** Whether a definition carries a directive. */
export function hasDirective(node: ASTNode | null | undefined, name: string): boolean {
  const directives = node && 'directives' in node ? node.directives : undefined;
  return directives?.some((directive) => directive.name.value === name) ?? false;
}

/** A value of a type that depends on nothing but the seed; one in ten nullable values is null. */
export function mockValue(type: GraphQLOutputType, world: MockWorld, seed: number): unknown {
  if (isNonNullType(type)) return valueFor(type.ofType, world, seed);
  return seed % 10 === 3 ? null : valueFor(type, world, seed);
}

function valueFor(type: GraphQLOutputType, world: MockWorld, seed: number): unknown {
  if (isNonNullType(type)) return valueFor(type.ofType, world, seed);
  if (!isListType(type)) return namedValue(type, world, seed);
  return Array.from({ length: (seed >>> 4) % 4 }, (_, index) => {
    const place = `${world.place}/${index}`;
    return mockValue(type.ofType, { ...world, place }, hash(place));
  });
}

function namedValue(type: GraphQLNamedOutputType, world: MockWorld, seed: number): unknown {
  if (isAbstractType(type)) {
    // In an order that is the same in every schema that has them.
    const types = world.schema
      .getPossibleTypes(type)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const chosen = types[seed % types.length];
    return chosen ? namedValue(chosen, world, seed >>> 2) : null;
  }
  if (isObjectType(type)) return mockObject(type.name, Object.keys(type.getFields()), world, seed);
  if (isEnumType(type)) return type.getValues()[seed % type.getValues().length]?.value;
  return leafValue(type.name, seed);
}

function mockObject(
  typeName: string,
  fields: readonly string[],
  { place }: MockWorld,
  seed: number,
): MockObject {
  const name = typeName === 'Media' ? ['Book', 'Film'][seed % 2] : typeName;
  const key = `${name}:${(seed >>> 3) % IDS_MAX}`;
  const keyField = KEY_FIELDS.find((field) => fields.includes(field));
  return {
    __typename: typeName,
    ...(keyField ? { [keyField]: key } : {}),
    ...(fields.includes('email') ? { email: `${key}${MAIL}` } : {}),
    $key: keyField || fields.includes('email') ? key : place,
  };
}

function leafValue(typeName: string, seed: number): unknown {
  if (typeName === 'Int') return seed % 3 === 0 ? 0 : seed % 1000;
  if (typeName === 'Float') return (seed % 1000) / 8;
  if (typeName === 'Boolean') return seed % 2 === 0;
  if (typeName === 'JSON') return { any: [seed % 10, null, { deep: true }] };
  return seed % 7 === 0 ? '' : `${typeName}-${seed % 1000}`;
}
