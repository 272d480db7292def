import { ApolloGateway } from '@apollo/gateway';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Span } from '@freehold/kernel/tracing/tracer';
import {
  assertValidSchema,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { Logger } from 'pino';
import { PerVariables, type Variables } from '../cache/per-variables.ts';
import { noteCosts } from '../costs/field-costs.ts';
import type { CompiledOperation } from '../execution/compiled-operation.ts';
import { OperationCompiler } from '../execution/operation-compiler.ts';
import { refusalError, shownError } from '../refusals/refusal-error.ts';
import { SubscriptionNeedsSocket } from '../refusals/refusals.ts';
import { SharedCalls } from '../subgraphs/shared-calls.ts';
import { SubgraphFetcher } from '../subgraphs/subgraph-fetcher.ts';
import type { Soon } from '../under-way/soon.ts';
import { switchOffDataCollection } from './data-collection.ts';
import { errorsOf } from './invalid-values.ts';
import type { LiveStep, OperationContext, SubscriptionPlan } from './operation-context.ts';
import { type SharedExecution, SharedExecutions } from './shared-executions.ts';
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

/** The variables that are not what the operation takes. */
function faultsOf(
  { schema, operation }: ValidRequest,
  given: Variables,
): readonly GraphQLError[] | undefined {
  return getVariableValues(schema, operation.variableDefinitions ?? [], given).errors;
}

/** What is planned with one supergraph. */
interface Served {
  readonly compiler: OperationCompiler;
  /** Counts the supergraphs that this gateway has served. */
  readonly generation: number;
}

/** The executor behind Apollo Server: compiled plans for queries, mutations, and the events of subscriptions. */
export class SupergraphExecutor {
  /** By the schema that an operation was validated against: it finishes on the supergraph that it began with. */
  readonly #served = new WeakMap<GraphQLSchema, Served>();
  readonly #fetcher: SubgraphFetcher;
  readonly #executions = new SharedExecutions();
  /** Whether variables are what an operation takes. */
  readonly #taken = new PerVariables<OperationDefinitionNode, boolean>();
  readonly #apollo: ApolloGateway;
  readonly #logger: Logger;
  #newest: Served;
  #supergraphSdl: string;
  #update: (supergraphSdl: string) => void = () => {
    throw new Error('The first supergraph has not been loaded.');
  };

  /** @throws {Error} when the supergraph cannot be read. */
  constructor({ supergraphSdl, subgraphs, logger }: SupergraphOptions) {
    switchOffDataCollection();
    this.#logger = logger;
    this.#supergraphSdl = supergraphSdl;
    this.#newest = { compiler: new OperationCompiler(supergraphSdl), generation: 0 };
    this.#apollo = this.#createLoader();
    // Before Apollo Server, which is told of the same schemas: none is served that cannot be planned.
    this.#apollo.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
      noteCosts(apiSchema, coreSupergraphSdl);
      this.#served.set(apiSchema, this.#newest);
    });
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

  /** Which of the supergraphs is served now, from 0. */
  get generation(): number {
    return this.#newest.generation;
  }

  /**
   * Serves another supergraph from the next operation on; those that are under way finish on theirs.
   * @throws {Error} when it cannot be read, composed or planned with; then nothing has changed.
   */
  load(supergraphSdl: string): void {
    if (supergraphSdl === this.#supergraphSdl) return;
    const former = this.#newest;
    const compiler = new OperationCompiler(supergraphSdl);
    assertValidSchema(compiler.schema);
    this.#newest = { compiler, generation: former.generation + 1 };
    try {
      this.#update(supergraphSdl);
    } catch (error) {
      this.#newest = former;
      throw error;
    }
    this.#supergraphSdl = supergraphSdl;
  }

  /** @apollo/gateway loads and checks supergraphs here; its own executor, and so its way to subgraphs, is not used. */
  #createLoader(): ApolloGateway {
    const process = () => Promise.reject(new Error('Subgraphs are asked by the compiled plans alone.'));
    return new ApolloGateway({
      supergraphSdl: async ({ update }) => {
        this.#update = update;
        return { supergraphSdl: this.#supergraphSdl };
      },
      logger: this.#logger,
      __exposeQueryPlanExperimental: false,
      buildService: () => ({ process }),
    });
  }

  /** Executes what was found valid. */
  execute(request: ValidRequest): Promise<ExecutionAnswer> {
    const context = request.context.operation;
    const failed = (error: unknown) => this.#failed(error, context);
    try {
      const answer = this.#answer(request, context);
      return answer instanceof Promise ? answer.catch(failed) : Promise.resolve(answer);
    } catch (error) {
      return Promise.resolve(failed(error));
    }
  }

  #failed(error: unknown, { requestId }: OperationContext): ExecutionAnswer {
    if (error instanceof GraphQLError && error.extensions.code === 'BAD_USER_INPUT')
      return { errors: [error] };
    this.#logger.error({ err: error, requestId }, 'A plan could not be executed.');
    return { data: null, errors: [shownError(error, requestId)] };
  }

  /** At once where nothing is to be fetched. */
  #answer(request: ValidRequest, context: OperationContext): Soon<ExecutionAnswer> {
    const { schema, operation, document, operationName } = request;
    const { live } = context;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION && !live)
      return { errors: [httpRefusal(new SubscriptionNeedsSocket())] };
    const given = request.request.variables ?? {};
    const isTaken = this.#taken.of(operation, given, () => !faultsOf(request, given));
    if (!isTaken) return { errors: faultsOf(request, given) ?? [] };
    const { compiler, generation } = this.#servedBy(schema);
    const planning = context.trace?.child('plan', 'internal');
    const compiled = ended(planning, () => compiler.compile(document, operationName, given));
    if (live?.kind === 'plan') return planned(compiled, live, { document, generation });
    const run = () => this.#run(compiled, given, context);
    if (operation.operation === OperationTypeNode.MUTATION)
      return run().finally(() => this.#executions.forget(context.caller));
    if (!context.writes) return run();
    const { caller, cookies, cookieChanges } = context;
    return this.#join({ caller, cookies, compiled, variables: given }, cookieChanges, run);
  }

  #join(
    asked: SharedExecution,
    cookieChanges: OperationContext['cookieChanges'],
    run: () => Promise<ExecutionAnswer>,
  ): Promise<ExecutionAnswer> {
    const execute = () => run().then((answer) => ({ answer, cookieChanges }));
    return this.#executions.join(asked, execute).then((shared) => {
      if (shared.cookieChanges !== cookieChanges) cookieChanges.push(...shared.cookieChanges);
      return shared.answer;
    });
  }

  #servedBy(schema: GraphQLSchema): Served {
    const served = this.#served.get(schema);
    if (!served) throw new Error('The operation was validated against a schema that is not of this gateway.');
    return served;
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

/** What comes of a part of a trace, which ends with it, be it by an error. */
function ended<T>(span: Span | undefined, run: () => T): T {
  try {
    return run();
  } finally {
    span?.end();
  }
}

function planned(
  { primary }: CompiledOperation,
  live: Extract<LiveStep, { kind: 'plan' }>,
  source: Pick<SubscriptionPlan, 'document' | 'generation'>,
): ExecutionAnswer {
  if (primary) live.onPlanned({ primary, ...source });
  return { data: null };
}
