import { ApolloGateway } from '@apollo/gateway';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { GraphQLError, getVariableValues, OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import { refusalError, shownError } from '../refusals/refusal-error.ts';
import { SubscriptionNeedsSocket } from '../refusals/refusals.ts';
import { SubgraphDataSource } from '../subgraphs/subgraph-data-source.ts';
import { switchOffDataCollection } from './data-collection.ts';
import { withInvalidValues } from './invalid-values.ts';
import type { OperationContext } from './operation-context.ts';
import { type PlanRequest, type PlanResult, SubscriptionPlanner } from './subscription-planner.ts';

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

/** The executor behind Apollo Server: queries and mutations by @apollo/gateway, subscriptions step by step. */
export class SupergraphExecutor {
  readonly #planner: SubscriptionPlanner;
  readonly #services: Readonly<Record<string, SubgraphDataSource>>;
  readonly #apollo: ApolloGateway;
  readonly #logger: Logger;

  constructor({ supergraphSdl, subgraphs, logger }: SupergraphOptions) {
    switchOffDataCollection();
    this.#logger = logger;
    this.#planner = new SubscriptionPlanner(supergraphSdl);
    const services = subgraphs.map((client) => [
      client.name,
      new SubgraphDataSource(client.name, client, logger),
    ]);
    this.#services = Object.fromEntries(services);
    this.#apollo = new ApolloGateway({
      supergraphSdl,
      logger,
      __exposeQueryPlanExperimental: false,
      buildService: ({ name }) => this.#services[name] ?? new SubgraphDataSource(name, undefined, logger),
    });
  }

  /** The face that Apollo Server takes for its gateway. */
  get gateway(): GatewayOfServer {
    const apollo = this.#apollo;
    return {
      onSchemaLoadOrUpdate: (callback) => apollo.onSchemaLoadOrUpdate(callback),
      load: async (options) => ({
        ...(await apollo.load(options)),
        executor: (request) => this.#execute(request),
      }),
      stop: () => apollo.stop(),
    };
  }

  async #execute(request: PlanRequest): Promise<PlanResult> {
    const context: OperationContext = request.context.operation;
    try {
      const isLive = request.operation.operation === OperationTypeNode.SUBSCRIPTION;
      const result = await (isLive ? this.#executeStep(request, context) : this.#apollo.executor(request));
      return withInvalidValues(result, context.requestId, this.#logger);
    } catch (error) {
      this.#logger.error({ err: error, requestId: context.requestId }, 'A plan could not be executed.');
      return { data: null, errors: [shownError(error, context.requestId)] };
    }
  }

  async #executeStep(request: PlanRequest, { live, requestId }: OperationContext): Promise<PlanResult> {
    if (!live) return { errors: [httpRefusal(new SubscriptionNeedsSocket())] };
    if (live.kind === 'event') {
      const { plan, answer } = live;
      const [services, logger] = [this.#services, this.#logger];
      return this.#planner.complete({ plan, answer, services, request, requestId, logger });
    }
    const { schema, operation, document, operationName } = request;
    const given = request.request.variables ?? {};
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
    if (errors) return { errors };
    live.onPlanned(this.#planner.plan(document, operationName));
    return { data: null };
  }
}
