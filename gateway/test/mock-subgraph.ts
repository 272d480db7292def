import { buildSubgraphSchema } from '@apollo/subgraph';
import type { SubgraphAnswer, SubgraphCall, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  parse,
} from 'graphql';
import { chance, corrupted, type Fate, GOOD_FATE, hash } from './mock-faults.ts';
import {
  hasDirective,
  type MockObject,
  type MockWorld,
  mockValue,
  objectKey,
  typeOfId,
} from './mock-values.ts';

function refuse(what: string): never {
  if (chance(500, 'kind', what))
    throw new GraphQLError('No.', { extensions: { code: 'PLAN_UPGRADE_REQUIRED', feature: what } });
  throw new Error(`The table of ${what} is locked.`);
}

function dataOf({ data, code }: DomainError): Record<string, unknown> {
  return { ...data, code };
}

/** A subgraph that answers every query of its schema with values that depend on nothing but their place. */
export class MockSubgraph implements SubgraphClient {
  readonly name: string;
  readonly calls: SubgraphCall[] = [];
  fate: Fate = GOOD_FATE;
  readonly #schema: GraphQLSchema;
  readonly #documents = new Map<string, DocumentNode>();

  /** `guard` puts the schema behind rules; its resolvers are told the caller. */
  constructor(name: string, sdl: string, guard?: (schema: GraphQLSchema) => GraphQLSchema) {
    this.name = name;
    const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
    if (guard) this.#resolveEach(schema);
    this.#schema = guard ? guard(schema) : schema;
    for (const type of Object.values(this.#schema.getTypeMap()))
      if (isInterfaceType(type))
        type.extensions = {
          apollo: {
            subgraph: { resolveReference: (ref: MockObject) => ({ ...ref, __typename: typeOfId(ref.id) }) },
          },
        };
  }

  async execute({ query, operationName, variables, caller }: SubgraphCall): Promise<SubgraphAnswer> {
    this.calls.push({ query, operationName, variables, caller });
    if (this.fate.dead.includes(this.name)) throw new Error(`connect ECONNREFUSED ${this.name}`);
    const document = this.#documents.get(query) ?? parse(query);
    this.#documents.set(query, document);
    const { data, errors } = await execute({
      schema: this.#schema,
      document,
      variableValues: variables,
      operationName,
      contextValue: { caller },
      fieldResolver: this.#resolve,
      typeResolver: (value: MockObject) => value.__typename,
    });
    const answer: SubgraphAnswer = {
      data: data ? corrupted(JSON.parse(JSON.stringify(data)), variables, this.fate) : null,
    };
    if (!errors) return answer;
    return {
      ...answer,
      errors: errors.map(({ message, path, extensions, originalError }) => ({
        message,
        path: path ?? [],
        extensions: originalError instanceof DomainError ? dataOf(originalError) : { ...extensions },
      })),
    };
  }

  /** What wraps resolvers finds only those that fields have of their own. */
  #resolveEach(schema: GraphQLSchema): void {
    for (const type of Object.values(schema.getTypeMap()))
      if (isObjectType(type) && !type.name.startsWith('_'))
        for (const field of Object.values(type.getFields())) field.resolve ??= this.#resolve;
  }

  async subscribe(): Promise<SubgraphAnswer> {
    return { errors: [{ message: 'No.' }] };
  }

  async close(): Promise<void> {}

  /** What the value of a field depends on. */
  protected placeOf(
    source: MockObject | undefined,
    args: Readonly<Record<string, unknown>>,
    { parentType, fieldName }: GraphQLResolveInfo,
  ): string {
    const field = parentType.getFields()[fieldName];
    const given = hasDirective(field?.astNode, 'requires') ? JSON.stringify(source) : '';
    return `${parentType.name}|${objectKey(source)}|${fieldName}|${JSON.stringify(args)}|${given}`;
  }

  /** What is known of an object without being asked for. */
  protected ownOf(source: MockObject | undefined, fieldName: string): unknown {
    return source?.[fieldName];
  }

  readonly #resolve: GraphQLFieldResolver<MockObject | undefined, unknown> = (
    source,
    args,
    _context,
    info,
  ) => {
    const place = this.placeOf(source, args, info);
    if (chance(this.fate.errors, this.fate.seed, place)) refuse(info.fieldName);
    const own = this.ownOf(source, info.fieldName);
    if (own !== undefined) return own;
    const world: MockWorld = { schema: info.schema, place };
    return mockValue(info.returnType, world, hash(place));
  };
}
