import { Supergraph } from '@apollo/federation-internals';
import type { FetchNode } from '@apollo/query-planner';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { OperationCompiler } from '../../src/execution/operation-compiler.ts';
import type { Ask, SubgraphReply } from '../../src/execution/plan/plan-run.ts';
import { readSupergraph } from '../../src/execution/read-supergraph.ts';
import { SUPPORTED_FEATURES } from '../../src/execution/supported-features.ts';
import { atOnce } from '../../src/under-way/in-parts.ts';
import { composed } from '../composed.ts';
import type { ForeignOperation } from './foreign-generator.ts';
import type { House } from './foreign-houses.ts';
import { type Asking, type ForeignObject, ForeignWorld, type WorldFate } from './foreign-world.ts';

/** What becomes of the text of a reply on its way. */
export type Spoil = (
  reply: object,
  asked: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
) => string;

/** The subgraphs of a house over one world, and what a single schema with everything would answer. */
export class ForeignArena {
  readonly sdl: string;
  readonly compiler: OperationCompiler;
  readonly world: ForeignWorld;
  /** Replies that were read by patterns, and all others. */
  readonly replies = { read: 0, parsed: 0 };
  /** How often each subgraph was asked. */
  readonly asked = new Map<string, number>();
  readonly #subgraphs = new Map<string, GraphQLSchema>();
  readonly #documents = new Map<string, DocumentNode>();

  constructor(house: House) {
    this.sdl = composed(house);
    const overrideShares = new Map([['move-lamp', 50]]);
    this.compiler = new OperationCompiler(atOnce(readSupergraph(this.sdl, { overrideShares })));
    for (const [name, sdl] of Object.entries(house))
      this.#subgraphs.set(name, buildSubgraphSchema([{ typeDefs: parse(sdl) }]));
    const options = { supportedFeatures: SUPPORTED_FEATURES };
    const whole = Supergraph.build(this.sdl, options).schema.toGraphQLJSSchema();
    this.world = new ForeignWorld(whole, Object.values(house), [...this.#subgraphs.values()]);
    for (const schema of this.#subgraphs.values()) {
      const entities = schema.getQueryType()?.getFields()._entities;
      if (entities)
        entities.resolve = (_, { representations }) =>
          representations.map((each: Record<string, unknown>) => this.#find(schema, each));
    }
  }

  #find(schema: GraphQLSchema, representation: Readonly<Record<string, unknown>>): ForeignObject | null {
    const found = this.world.find(representation);
    return found && { ...found, __typename: this.world.typeNameIn(schema, found) };
  }

  /** What clients see. */
  get schema(): GraphQLSchema {
    return this.compiler.schema;
  }

  isValid(document: DocumentNode): boolean {
    return validate(this.schema, document).length === 0;
  }

  /** What one schema with everything answers. */
  truth(document: DocumentNode, { variables }: ForeignOperation, fate: WorldFate): ExecutionResult {
    const { world } = this;
    const result = execute({
      schema: this.schema,
      document,
      variableValues: variables,
      contextValue: { fate, turns: 0 } satisfies Asking,
      fieldResolver: (source, args, asking, info) =>
        info.parentType.name.startsWith('__')
          ? source[info.fieldName]
          : world.resolveWhole(source, args, asking, info),
      typeResolver: ({ __typename }: ForeignObject) => __typename,
    });
    if (result instanceof Promise) throw new Error('This world answers at once.');
    return result;
  }

  /** Asks subgraphs, which answer with text. */
  asking(fate: WorldFate, spoil: Spoil = (reply) => JSON.stringify(reply)): Ask {
    const asking: Asking = { fate, turns: 0 };
    return async (subgraph, { query, operationName, variablesText, read }): Promise<SubgraphReply> => {
      const variables = JSON.parse(variablesText);
      this.asked.set(subgraph, (this.asked.get(subgraph) ?? 0) + 1);
      const text = spoil(this.reply(subgraph, { query, operationName, variables }, asking), {
        query,
        variables,
      });
      const data = read?.(text);
      this.replies[data ? 'read' : 'parsed'] += 1;
      return data ? { data } : JSON.parse(text);
    };
  }

  /** An event, as the owner of a subscription tells it. */
  event(primary: FetchNode | null, given: ForeignOperation, fate: WorldFate): SubgraphReply {
    if (!primary) throw new Error('This is no subscription.');
    const { operation: query, operationName, variableUsages = [], serviceName } = primary;
    const used = Object.entries(given.variables).filter(([name]) => variableUsages.includes(name));
    const variables = Object.fromEntries(used);
    return this.reply(serviceName, { query, operationName, variables }, { fate, turns: 0 });
  }

  /** What a subgraph answers. */
  reply(
    subgraph: string,
    {
      query,
      operationName,
      variables,
    }: { query: string; operationName?: string | undefined; variables: Record<string, unknown> },
    asking: Asking,
  ): object {
    const schema = this.#subgraphs.get(subgraph);
    if (!schema) throw new Error(`There is no ${subgraph}.`);
    const document = this.#documents.get(query) ?? parse(query);
    this.#documents.set(query, document);
    const faults = validate(schema, document);
    if (faults.length > 0)
      throw new Error(`${subgraph} is asked what it does not know: ${faults.join(' ')} ${query}`);
    const result = execute({
      schema,
      document,
      operationName,
      variableValues: variables,
      contextValue: asking,
      fieldResolver: this.world.resolve,
      typeResolver: (object: ForeignObject) => this.world.typeNameIn(schema, object),
    });
    if (result instanceof Promise) throw new Error('This world answers at once.');
    return JSON.parse(JSON.stringify(result));
  }
}
