import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphAnswer, SubgraphCall, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Span } from '@freehold/kernel/tracing/tracer';
import type { Logger } from 'pino';
import { cookiesFor, keepAllowedChanges } from '../cookies/refresh-cookie.ts';
import type { SubgraphReply, SubgraphRequest } from '../execution/plan/plan-run.ts';
import { SubgraphOverloaded } from '../guard/subgraph-overloaded.ts';
import { levelOf } from '../guard/subgraph-spared.ts';
import type { LiveStep, OperationContext } from '../supergraph/operation-context.ts';
import { ReadAnswer } from './read-answer.ts';
import type { SharedCall, SharedCalls } from './shared-calls.ts';
import { shownSubgraphError } from './subgraph-errors.ts';
import { UNAVAILABLE, unavailableErrors } from './unavailable-errors.ts';

/** A fetch in the name of a caller. What nobody looks at of a request is not made. */
class FetchCall implements SharedCall {
  readonly subgraph: string;
  readonly caller: Caller;
  readonly cookies: SharedCall['cookies'];
  /** Wants to know whether who asks was looked at, where events are shared. */
  readonly live: SubgraphCall['live'];
  readonly trace: string | undefined;
  readonly #request: SubgraphRequest;

  constructor(
    subgraph: string,
    request: SubgraphRequest,
    { caller, cookies, live }: OperationContext,
    trace: Span | null,
  ) {
    this.subgraph = subgraph;
    this.caller = caller;
    this.cookies = cookiesFor(subgraph, cookies) ?? undefined;
    this.live = live ? {} : undefined;
    this.trace = trace?.traceparent;
    this.#request = request;
  }

  get query(): string {
    return this.#request.query;
  }

  get operationName(): string | undefined {
    return this.#request.operationName;
  }

  get head(): string {
    return this.#request.head;
  }

  get read(): SubgraphRequest['read'] {
    return this.#request.read;
  }

  get variables(): SubgraphRequest['variables'] {
    return this.#request.variables;
  }

  get variablesText(): string {
    return this.#request.variablesText;
  }
}

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
      const answer = await this.#send(client, request, context);
      if (answer instanceof ReadAnswer) return answer.readBy(request.read);
      return this.shown(subgraph, answer, context);
    } catch (error) {
      const { requestId } = context;
      this.#logger[levelOf(error, 'error')](
        { err: error, requestId, subgraph },
        'A subgraph did not answer.',
      );
      const retry = error instanceof SubgraphOverloaded ? { retryAfterMs: error.retryAfterMs } : {};
      return { errors: unavailableErrors(request.query, request.variables, retry) };
    }
  }

  /** An answer as its caller may see it; its cookies are put where they belong. */
  shown(subgraph: string, answer: SubgraphAnswer, context: OperationContext): SubgraphReply {
    const { data, errors, setCookies } = answer;
    if (!setCookies && !errors) return answer;
    if (setCookies) context.cookieChanges.push(...keepAllowedChanges(subgraph, setCookies, this.#logger));
    const place = { subgraph, requestId: context.requestId, logger: this.#logger };
    return { data, errors: errors?.map((error) => shownSubgraphError(error, place)) };
  }

  #send(
    client: SubgraphClient,
    request: SubgraphRequest,
    context: OperationContext,
  ): Promise<SubgraphAnswer> {
    const { trace } = context;
    return trace ? this.#trace(client, request, context, trace) : this.#ask(client, request, context, null);
  }

  #ask(
    client: SubgraphClient,
    request: SubgraphRequest,
    context: OperationContext,
    span: Span | null,
  ): Promise<SubgraphAnswer> {
    const call = new FetchCall(client.name, request, context, span);
    if (request.kind === 'mutation')
      return client.execute(call).finally(() => this.#calls.forget(context.caller));
    // An event tells of a change, which a call that is under way may not have seen.
    return context.live
      ? this.#sendLive(client, call, context.live)
      : this.#calls.join(call, () => client.execute(call));
  }

  async #trace(
    client: SubgraphClient,
    request: SubgraphRequest,
    context: OperationContext,
    trace: Span,
  ): Promise<SubgraphAnswer> {
    const span = trace.child(`fetch ${client.name}`, 'client', { 'freehold.subgraph': client.name });
    try {
      const answer = await this.#ask(client, request, context, span);
      const [error] = answer.errors ?? [];
      if (error) span.fail(`${error.extensions?.code ?? 'INTERNAL'}`);
      return answer;
    } catch (error) {
      span.fail('UNAVAILABLE');
      throw error;
    } finally {
      span.end();
    }
  }

  async #sendLive(client: SubgraphClient, call: SubgraphCall, step: LiveStep): Promise<SubgraphAnswer> {
    const answer = await client.execute(call);
    if (step.kind === 'event' && !answer.live?.isShareable) step.onPersonal?.();
    return answer;
  }
}
