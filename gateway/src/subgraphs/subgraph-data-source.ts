import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { SubgraphAnswer, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Logger } from 'pino';
import { cookiesFor, keepAllowedChanges } from '../cookies/refresh-cookie.ts';
import type { OperationContext, ServerContext } from '../supergraph/operation-context.ts';
import { shownSubgraphError } from './subgraph-errors.ts';
import { UNAVAILABLE, unavailableErrors } from './unavailable-errors.ts';

type FetchOptions = GraphQLDataSourceProcessOptions<ServerContext>;
type FetchAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** Sends the fetches of the gateway's plans to one subgraph, in the name of the operation's caller. */
export class SubgraphDataSource implements GraphQLDataSource<ServerContext> {
  readonly #name: string;
  readonly #client: SubgraphClient | undefined;
  readonly #logger: Logger;

  /** Without a client every fetch answers `UNAVAILABLE`. */
  constructor(name: string, client: SubgraphClient | undefined, logger: Logger) {
    this.#name = name;
    this.#client = client;
    this.#logger = logger;
  }

  /** Never throws: a subgraph that cannot answer costs only its own fields. */
  async process(options: FetchOptions): Promise<FetchAnswer> {
    if (!('incomingRequestContext' in options)) return { errors: [UNAVAILABLE] };
    const context: OperationContext = options.context.operation;
    const { requestId } = context;
    try {
      const answer = await this.#send(options.request, context);
      if (answer) return this.#shown(answer, context);
    } catch (error) {
      this.#logger.error({ err: error, requestId, subgraph: this.#name }, 'A subgraph did not answer.');
    }
    return { errors: unavailableErrors(options.request.query ?? '', options.request.variables) };
  }

  #send(request: FetchOptions['request'], context: OperationContext): Promise<SubgraphAnswer> | undefined {
    const cookies = cookiesFor(this.#name, context.cookies);
    return this.#client?.execute({
      query: request.query ?? '',
      operationName: request.operationName,
      variables: request.variables,
      caller: context.caller,
      ...(cookies ? { cookies } : {}),
    });
  }

  #shown({ data, errors, setCookies }: SubgraphAnswer, context: OperationContext): FetchAnswer {
    const { requestId } = context;
    context.cookieChanges.push(...keepAllowedChanges(this.#name, setCookies ?? [], this.#logger));
    const place = { subgraph: this.#name, requestId, logger: this.#logger };
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors?.length ? { errors: errors.map((error) => shownSubgraphError(error, place)) } : {}),
    };
  }
}
