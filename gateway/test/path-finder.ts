import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';

/** How to get from a root to a type: an operation with a place for selections of it. */
type Wrap = (selections: string) => string;

const LEAVES: Readonly<Record<string, string>> = { Int: '1', Float: '1.5', Boolean: 'true' };

/** A value that an input type allows, as it is written in a document. */
export function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (!isInputObjectType(type)) return LEAVES[type.name] ?? '"Item:1"';
  const fields = Object.values(type.getFields()).filter(isRequiredInputField);
  return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
  const required = args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${literal(type)}`);
  return required.length > 0 ? `(${required.join(', ')})` : '';
}

/** Finds the shortest operation that asks for a field of a schema. */
export class PathFinder {
  readonly #schema: GraphQLSchema;
  readonly #ways = new Map<string, Wrap>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
    if (query) this.#ways.set(query.name, (selections) => `query { ${selections} }`);
    if (mutation) this.#ways.set(mutation.name, (selections) => `mutation { ${selections} }`);
    const types: GraphQLCompositeType[] = [query, mutation].flatMap((type) => type ?? []);
    for (const type of types) types.push(...this.#stepsFrom(type));
  }

  /** An operation with the field in it; null when nothing leads there. */
  operationWith(typeName: string, fieldName: string): string | null {
    const type = this.#schema.getType(typeName);
    const field = isCompositeType(type) && !isUnionType(type) ? type.getFields()[fieldName] : undefined;
    const way = this.#ways.get(typeName);
    if (!field || !way) return null;
    const below = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
    return way(`${fieldName}${argumentsOf(field)}${below}`);
  }

  #stepsFrom(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const byField = fields.flatMap((field) =>
      this.#step(
        type,
        getNamedType(field.type),
        (inner) => `${field.name}${argumentsOf(field)} { ${inner} }`,
      ),
    );
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
    return [
      ...byField,
      ...possible.flatMap((each) => this.#step(type, each, (inner) => `... on ${each.name} { ${inner} }`)),
    ];
  }

  #step(from: GraphQLCompositeType, to: unknown, wrap: Wrap): GraphQLCompositeType[] {
    const way = this.#ways.get(from.name);
    if (!isCompositeTypeLike(to) || !way || this.#ways.has(to.name)) return [];
    this.#ways.set(to.name, (selections) => way(wrap(selections)));
    return [to];
  }
}

function isCompositeTypeLike(type: unknown): type is GraphQLCompositeType {
  return isCompositeType(type);
}
