import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Caller } from '@freehold/kernel/caller/caller';
import type {
  CookieChange,
  SubgraphAnswer,
  SubgraphCall,
  SubgraphClient,
  SubgraphEvents,
} from '@freehold/kernel/caller/subgraph-call';
import { watchedMember } from '@freehold/kernel/caller/watched-member';
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
import { AnswerStream } from '../src/subgraphs/remote/answer-stream.ts';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9"
  import: ["@key", "@inaccessible", "@shareable", "@cost", "@listSize", "@external", "@requires"]
)`;

/** What a resolver of a memory subgraph knows. */
export interface MemoryContext {
  readonly caller: Caller;
  readonly cookies: Readonly<Record<string, string>>;
  readonly setCookies: CookieChange[];
  /** Where a live subscription is to begin; null for now. */
  readonly after: string | null;
  /** To be told where it begins. */
  openedAt: string | null;
  /** Whether somebody has looked at who the member is. */
  isPersonal: boolean;
}

type Modules = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>;
type Resolvers = NonNullable<Extract<Modules[number], { typeDefs: unknown }>['resolvers']>;

/** An event that is kept at its place. */
export type Placed<E> = E & { readonly place: string };

/** The place of the event with a number. */
export function placeNumbered(number: number): string {
  return number.toString(16).padStart(32, '0');
}

/** Events of one kind, heard by everybody who subscribes, and kept. */
export class Topic<E extends object> {
  readonly #streams = new Set<AnswerStream<Placed<E>>>();
  readonly #kept: Placed<E>[] = [];

  /** How many listen. */
  get size(): number {
    return this.#streams.size;
  }

  /** The place of the last event. */
  get place(): string {
    return placeNumbered(this.#kept.length);
  }

  /** How many events are kept after a place. */
  missedSince(after: string): number {
    return this.#kept.filter(({ place }) => place > after).length;
  }

  /** Events from now on, or after a place. */
  open(after: string | null = null): AnswerStream<Placed<E>> {
    const stream = new AnswerStream<Placed<E>>(() => this.#streams.delete(stream));
    this.#streams.add(stream);
    if (after !== null) for (const event of this.#kept) if (event.place > after) stream.push(event);
    return stream;
  }

  publish(event: E): void {
    const placed = { ...event, place: placeNumbered(this.#kept.length + 1) };
    this.#kept.push(placed);
    for (const stream of this.#streams) stream.push(placed);
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

function markOf(event: unknown, { isPersonal }: MemoryContext) {
  const place = typeof event === 'object' && event !== null && 'place' in event ? String(event.place) : null;
  return { place, isShareable: !isPersonal };
}

/** A subgraph in memory, that can be cut off. */
export class MemorySubgraph implements SubgraphClient {
  readonly name: string;
  readonly typeDefs: DocumentNode;
  readonly calls: SubgraphCall[] = [];
  isDown = false;
  /** Whether it says of live answers where they are and who may share them. */
  isMarking = true;
  /** The trace that its events begin. */
  eventTrace: string | undefined;
  closings = 0;
  readonly #schema: GraphQLSchema;

  constructor(name: string, sdl: string, resolvers: Resolvers) {
    this.name = name;
    this.typeDefs = parse(`${LINK}\n${sdl}`);
    this.#schema = buildSubgraphSchema([{ typeDefs: this.typeDefs, resolvers }]);
  }

  async execute(call: SubgraphCall): Promise<SubgraphAnswer> {
    return this.#execute(call, undefined);
  }

  async #execute(call: SubgraphCall, rootValue: unknown): Promise<SubgraphAnswer> {
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
    const mark = { ...markOf(rootValue, contextValue), trace: this.eventTrace };
    const live = call.live && this.isMarking ? { live: mark } : {};
    return { data, ...(errors ? { errors: errors.map(formatted) } : {}), setCookies, ...live };
  }

  async subscribe(call: SubgraphCall): Promise<SubgraphEvents | SubgraphAnswer> {
    this.calls.push(call);
    if (this.isDown) throw new Error('connect ECONNREFUSED 10.0.0.7:4102');
    const contextValue = this.#contextOf(call);
    const source = await createSourceEventStream({
      schema: this.#schema,
      document: parse(call.query),
      contextValue,
      variableValues: call.variables,
      operationName: call.operationName,
    });
    if (!(Symbol.asyncIterator in source)) return { errors: (source.errors ?? []).map(formatted) };
    const events = this.#eventsOf(source[Symbol.asyncIterator](), call);
    const { openedAt: place, isPersonal } = contextValue;
    const isMarked = call.live && this.isMarking;
    return isMarked ? Object.assign(events, { opening: { place, isShareable: !isPersonal } }) : events;
  }

  async close(): Promise<void> {
    this.closings += 1;
  }

  #contextOf({ caller, cookies, live }: SubgraphCall): MemoryContext {
    const context: MemoryContext = {
      caller: {
        ...caller,
        member: caller.member && watchedMember(caller.member, () => (context.isPersonal = true)),
      },
      cookies: cookies ?? {},
      setCookies: [],
      after: live?.after ?? null,
      openedAt: null,
      isPersonal: false,
    };
    return context;
  }

  #eventsOf(source: AsyncIterator<unknown>, call: SubgraphCall): AsyncIterableIterator<SubgraphAnswer> {
    const events: AsyncIterableIterator<SubgraphAnswer> = {
      next: async () => {
        const event = await source.next();
        if (event.done) return { done: true, value: undefined };
        return { done: false, value: await this.#execute(call, event.value) };
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
