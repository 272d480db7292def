import { ApolloGateway } from '@apollo/gateway';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { GraphQLError, getVariableValues, OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import type { CompiledOperation } from '../execution/compiled-operation.ts';
import { OperationCompiler } from '../execution/operation-compiler.ts';
import { refusalError, shownError } from '../refusals/refusal-error.ts';
import { SubscriptionNeedsSocket } from '../refusals/refusals.ts';
import { SharedCalls } from '../subgraphs/shared-calls.ts';
import { SubgraphFetcher } from '../subgraphs/subgraph-fetcher.ts';
import { switchOffDataCollection } from './data-collection.ts';
import { errorsOf } from './invalid-values.ts';
import type { LiveStep, OperationContext } from './operation-context.ts';
import type { ExecutionAnswer, ValidRequest } from './valid-request.ts';

/** What the supergraph is served from. */
export interface SupergraphOptions {
  /** Composed when the product was built. */
  readonly supergraphSdl: string;
  readonly subgraphs: readonly SubgraphClient[];
  readonly logger: Logger;
}

type GatewayOfServer = Pick<ApolloGateway, 'onSchemaLoadOrUpdate' | 'load' | 'stop'>;

function httpRefusal(refusal: SubscriptionNeedsSocket): GraphQLError {
  const { message, extensions } = refusalError(refusal);
  return new GraphQLError(message, { extensions: { ...extensions, http: { status: 400 } } });
}

/** @apollo/gateway loads and checks the supergraph here; its own executor, and so its way to subgraphs, is not used. */
function loaderOf(supergraphSdl: string, logger: Logger): ApolloGateway {
  const process = () => Promise.reject(new Error('Subgraphs are asked by the compiled plans alone.'));
  return new ApolloGateway({
    supergraphSdl,
    logger,
    __exposeQueryPlanExperimental: false,
    buildService: () => ({ process }),
  });
}

/** The executor behind Apollo Server: compiled plans for queries, mutations, and the events of subscriptions. */
export class SupergraphExecutor {
  readonly #compiler: OperationCompiler;
  readonly #fetcher: SubgraphFetcher;
  readonly #apollo: ApolloGateway;
  readonly #logger: Logger;

  constructor({ supergraphSdl, subgraphs, logger }: SupergraphOptions) {
    switchOffDataCollection();
    this.#logger = logger;
    this.#apollo = loaderOf(supergraphSdl, logger);
    this.#compiler = new OperationCompiler(supergraphSdl);
    this.#fetcher = new SubgraphFetcher({ subgraphs, calls: new SharedCalls(), logger });
  }

  /** The face that Apollo Server takes for its gateway. */
  get gateway(): GatewayOfServer {
    const apollo = this.#apollo;
    return {
      onSchemaLoadOrUpdate: (callback) => apollo.onSchemaLoadOrUpdate(callback),
      load: async (options) => ({
        ...(await apollo.load(options)),
        executor: ({ context, ...request }) =>
          this.execute({ ...request, context: { operation: context.operation } }),
      }),
      stop: () => apollo.stop(),
    };
  }

  /** Executes what was found valid. */
  async execute(request: ValidRequest): Promise<ExecutionAnswer> {
    const context = request.context.operation;
    try {
      return await this.#answer(request, context);
    } catch (error) {
      if (error instanceof GraphQLError && error.extensions.code === 'BAD_USER_INPUT')
        return { errors: [error] };
      this.#logger.error({ err: error, requestId: context.requestId }, 'A plan could not be executed.');
      return { data: null, errors: [shownError(error, context.requestId)] };
    }
  }

  async #answer(request: ValidRequest, context: OperationContext): Promise<ExecutionAnswer> {
    const { schema, operation, document, operationName } = request;
    const { live } = context;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION && !live)
      return { errors: [httpRefusal(new SubscriptionNeedsSocket())] };
    const given = request.request.variables ?? {};
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
    if (errors) return { errors };
    const compiled = this.#compiler.compile(document, operationName);
    if (live?.kind === 'plan') return planned(compiled, live);
    return this.#run(compiled, given, context);
  }

  async #run(
    compiled: CompiledOperation,
    variables: Readonly<Record<string, unknown>>,
    context: OperationContext,
  ): Promise<ExecutionAnswer> {
    const { live, requestId, caller } = context;
    const ask = (subgraph: string, request: Parameters<SubgraphFetcher['fetch']>[1]) =>
      this.#fetcher.fetch(subgraph, request, context);
    const owner = compiled.primary?.serviceName ?? '';
    const event = live?.kind === 'event' ? this.#fetcher.shown(owner, live.answer, context) : undefined;
    const answer = context.writes
      ? await compiled.write({ ask, variables, caller })
      : await compiled.execute({ ask, variables, caller }, event);
    const errors = errorsOf(answer, requestId, this.#logger);
    return { data: answer.data, ...(errors.length > 0 ? { errors } : {}) };
  }
}

function planned({ primary }: CompiledOperation, live: Extract<LiveStep, { kind: 'plan' }>): ExecutionAnswer {
  if (primary) live.onPlanned({ primary });
  return { data: null };
}
