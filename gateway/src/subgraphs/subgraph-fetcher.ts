import type { SubgraphAnswer, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Logger } from 'pino';
import { cookiesFor, keepAllowedChanges } from '../cookies/refresh-cookie.ts';
import type { SubgraphReply, SubgraphRequest } from '../execution/plan/plan-run.ts';
import type { OperationContext } from '../supergraph/operation-context.ts';
import type { SharedCalls } from './shared-calls.ts';
import { shownSubgraphError } from './subgraph-errors.ts';
import { UNAVAILABLE, unavailableErrors } from './unavailable-errors.ts';

/** What fetches are sent with. */
export interface SubgraphFetcherOptions {
  readonly subgraphs: readonly SubgraphClient[];
  readonly calls: SharedCalls;
  readonly logger: Logger;
}

/** Sends the fetches of the gateway's plans to the subgraphs, in the name of the operation's caller. */
export class SubgraphFetcher {
  readonly #clients: ReadonlyMap<string, SubgraphClient>;
  readonly #calls: SharedCalls;
  readonly #logger: Logger;

  constructor({ subgraphs, calls, logger }: SubgraphFetcherOptions) {
    this.#clients = new Map(subgraphs.map((client) => [client.name, client]));
    this.#calls = calls;
    this.#logger = logger;
  }

  /**
   * Asks one subgraph. Queries that are under way are shared with whoever asks the same with the same rights.
   * Never throws: a subgraph that cannot answer, or is not there, costs only its own fields.
   */
  async fetch(subgraph: string, request: SubgraphRequest, context: OperationContext): Promise<SubgraphReply> {
    const client = this.#clients.get(subgraph);
    if (!client) return { errors: [UNAVAILABLE] };
    try {
      return this.shown(subgraph, await this.#send(client, request, context), context);
    } catch (error) {
      const { requestId } = context;
      this.#logger.error({ err: error, requestId, subgraph }, 'A subgraph did not answer.');
      return { errors: unavailableErrors(request.query, request.variables) };
    }
  }

  /** An answer as its caller may see it; its cookies are put where they belong. */
  shown(subgraph: string, answer: SubgraphAnswer, context: OperationContext): SubgraphReply {
    const { data, errors, setCookies } = answer;
    if (setCookies) context.cookieChanges.push(...keepAllowedChanges(subgraph, setCookies, this.#logger));
    const place = { subgraph, requestId: context.requestId, logger: this.#logger };
    return { data, errors: errors?.map((error) => shownSubgraphError(error, place)) };
  }

  #send(
    client: SubgraphClient,
    { kind, ...request }: SubgraphRequest,
    { caller, cookies, live }: OperationContext,
  ): Promise<SubgraphAnswer> {
    const allowed = cookiesFor(client.name, cookies);
    const call = { ...request, caller, ...(allowed ? { cookies: allowed } : {}), subgraph: client.name };
    if (kind === 'mutation') return client.execute(call).finally(() => this.#calls.forget(caller));
    // An event tells of a change, which a call that is under way may not have seen.
    return live ? client.execute(call) : this.#calls.join(call, () => client.execute(call));
  }
}
