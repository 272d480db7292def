import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Caller } from '@freehold/kernel/caller/caller';
import type {
  CookieChange,
  SubgraphAnswer,
  SubgraphCall,
  SubgraphClient,
} from '@freehold/kernel/caller/subgraph-call';
import {
  createSourceEventStream,
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { AnswerStream } from '../src/subgraphs/answer-stream.ts';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible", "@shareable"]
)`;

/** What a resolver of a memory subgraph knows. */
export interface MemoryContext {
  readonly caller: Caller;
  readonly cookies: Readonly<Record<string, string>>;
  readonly setCookies: CookieChange[];
}

type Modules = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>;
type Resolvers = NonNullable<Extract<Modules[number], { typeDefs: unknown }>['resolvers']>;

/** Events of one kind, heard by everybody who subscribes. */
export class Topic<E> {
  readonly #streams = new Set<AnswerStream<E>>();

  /** How many listen. */
  get size(): number {
    return this.#streams.size;
  }

  open(): AnswerStream<E> {
    const stream = new AnswerStream<E>(() => this.#streams.delete(stream));
    this.#streams.add(stream);
    return stream;
  }

  publish(event: E): void {
    for (const stream of this.#streams) stream.push(event);
  }

  /** Ends every stream; with a failure as if the subgraph were lost. */
  end(failure: Error | null = null): void {
    for (const stream of this.#streams) stream.end(failure);
    this.#streams.clear();
  }
}

/** Errors in the form in which subgraphs answer them: plain, as after a journey over the wire. */
function formatted({ message, path, extensions }: GraphQLError): GraphQLFormattedError {
  return { message, ...(path ? { path } : {}), extensions: { ...extensions } };
}

/** A subgraph in memory, that can be cut off. */
export class MemorySubgraph implements SubgraphClient {
  readonly name: string;
  readonly typeDefs: DocumentNode;
  readonly calls: SubgraphCall[] = [];
  isDown = false;
  closings = 0;
  readonly #schema: GraphQLSchema;

  constructor(name: string, sdl: string, resolvers: Resolvers) {
    this.name = name;
    this.typeDefs = parse(`${LINK}\n${sdl}`);
    this.#schema = buildSubgraphSchema([{ typeDefs: this.typeDefs, resolvers }]);
  }

  async execute(call: SubgraphCall, rootValue?: unknown): Promise<SubgraphAnswer> {
    this.calls.push(call);
    if (this.isDown) throw new Error('connect ECONNREFUSED 10.0.0.7:4102');
    const document = parse(call.query);
    const faults = validate(this.#schema, document);
    if (faults.length > 0) return { errors: faults.map(formatted) };
    const contextValue = this.#contextOf(call);
    const { data, errors } = await execute({
      schema: this.#schema,
      document,
      rootValue,
      contextValue,
      variableValues: call.variables,
      operationName: call.operationName,
    });
    const { setCookies } = contextValue;
    return { data, ...(errors ? { errors: errors.map(formatted) } : {}), setCookies };
  }

  async subscribe(call: SubgraphCall): Promise<AsyncIterable<SubgraphAnswer> | SubgraphAnswer> {
    this.calls.push(call);
    if (this.isDown) throw new Error('connect ECONNREFUSED 10.0.0.7:4102');
    const source = await createSourceEventStream({
      schema: this.#schema,
      document: parse(call.query),
      contextValue: this.#contextOf(call),
      variableValues: call.variables,
      operationName: call.operationName,
    });
    if (!(Symbol.asyncIterator in source)) return { errors: (source.errors ?? []).map(formatted) };
    return this.#eventsOf(source[Symbol.asyncIterator](), call);
  }

  async close(): Promise<void> {
    this.closings += 1;
  }

  #contextOf({ caller, cookies }: SubgraphCall): MemoryContext {
    return { caller, cookies: cookies ?? {}, setCookies: [] };
  }

  #eventsOf(source: AsyncIterator<unknown>, call: SubgraphCall): AsyncIterableIterator<SubgraphAnswer> {
    const events: AsyncIterableIterator<SubgraphAnswer> = {
      next: async () => {
        const event = await source.next();
        if (event.done) return { done: true, value: undefined };
        return { done: false, value: await this.execute(call, event.value) };
      },
      return: async () => {
        await source.return?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => events,
    };
    return events;
  }
}
