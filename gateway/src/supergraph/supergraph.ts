import type { ApolloGateway } from '@apollo/gateway';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { Span } from '@freehold/kernel/tracing/tracer';
import {
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { Logger } from 'pino';
import { PerVariables, type Variables } from '../cache/per-variables.ts';
import type { CompiledOperation } from '../execution/compiled-operation.ts';
import { OperationCompiler } from '../execution/operation-compiler.ts';
import type { OverrideShares } from '../execution/overrides/override-labels.ts';
import { type ReadSupergraph, readSupergraph } from '../execution/read-supergraph.ts';
import { type OwnLimits, setLimits } from '../limits/document-limits.ts';
import { PlannerHere } from '../planning/planner.ts';
import { type PlanningBounds, ThreadPlanner } from '../planning/thread-planner.ts';
import { errorWithHead } from '../rates/error-with-head.ts';
import { refusalError, shownError } from '../refusals/refusal-error.ts';
import { SubscriptionNeedsSocket } from '../refusals/refusals.ts';
import { SharedCalls } from '../subgraphs/shared-calls.ts';
import { SubgraphFetcher } from '../subgraphs/subgraph-fetcher.ts';
import { atOnce, inTurns } from '../under-way/in-parts.ts';
import { type Soon, soon } from '../under-way/soon.ts';
import { errorsOf } from './invalid-values.ts';
import {
  type LiveStep,
  type OperationContext,
  type SubscriptionPlan,
  wasAdmitted,
} from './operation-context.ts';
import { refusedWhole } from './refused-whole.ts';
import { type SharedExecution, SharedExecutions } from './shared-executions.ts';
import type { ExecutionAnswer, ValidRequest } from './valid-request.ts';

/** What the supergraph is served from. */
export interface SupergraphOptions {
  /** Composed when the product was built. */
  readonly supergraphSdl: string;
  readonly subgraphs: readonly SubgraphClient[];
  readonly logger: Logger;
  /** The limits of documents that differ from the usual ones. */
  readonly limits?: OwnLimits;
  /** What differs from the usual bounds of planning. */
  readonly planning?: Partial<PlanningBounds>;
  /** Of which labels of `@override` that are not `percent(x)` how much is overridden; nothing unless given. */
  readonly overrideShares?: OverrideShares;
}

type GatewayOfServer = Pick<ApolloGateway, 'onSchemaLoadOrUpdate' | 'load' | 'stop'>;
/** Is told of each schema that is served from now on. */
type Listener = Parameters<GatewayOfServer['onSchemaLoadOrUpdate']>[0];

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

/**
 * The executor behind Apollo Server: compiled plans for queries, mutations, and the events of subscriptions.
 * It stands where @apollo/gateway would, which has checked what is loaded later: it reads supergraphs by the same
 * libraries, in parts.
 */
export class SupergraphExecutor {
  /** By the schema that an operation was validated against: it finishes on the supergraph that it began with. */
  readonly #served = new WeakMap<GraphQLSchema, Served>();
  readonly #fetcher: SubgraphFetcher;
  readonly #executions = new SharedExecutions();
  /** Whether variables are what an operation takes. */
  readonly #taken = new PerVariables<OperationDefinitionNode, boolean>();
  readonly #logger: Logger;
  readonly #limits: OwnLimits;
  readonly #planning: Partial<PlanningBounds>;
  readonly #overrideShares: OverrideShares;
  readonly #listeners = new Set<Listener>();
  #newest: Served;

  /** @throws {Error} when the supergraph cannot be read. */
  constructor(options: SupergraphOptions) {
    const { supergraphSdl, subgraphs, logger, limits = {}, planning = {} } = options;
    const { overrideShares = new Map() } = options;
    this.#logger = logger;
    this.#limits = limits;
    this.#planning = planning;
    this.#overrideShares = overrideShares;
    this.#newest = this.#admit(
      this.#compilerOf(atOnce(readSupergraph(supergraphSdl, { overrideShares }))),
      0,
    );
    this.#fetcher = new SubgraphFetcher({ subgraphs, calls: new SharedCalls(), logger });
  }

  /** The face that Apollo Server takes for its gateway. */
  get gateway(): GatewayOfServer {
    const listeners = this.#listeners;
    return {
      onSchemaLoadOrUpdate: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      load: async () => {
        this.#tell(this.#newest);
        return {
          schema: this.#newest.compiler.schema,
          executor: ({ context, ...request }) =>
            this.execute({ ...request, context: { operation: context.operation } }),
        };
      },
      stop: () => this.#newest.compiler.planner.close(),
    };
  }

  /** Which of the supergraphs is served now, from 0. */
  get generation(): number {
    return this.#newest.generation;
  }

  /** The text of that supergraph. */
  get supergraphSdl(): string {
    return this.#newest.compiler.supergraphSdl;
  }

  /** Makes ready what large operations are planned with, before the first of them is asked. */
  warm(): void {
    this.#newest.compiler.planner.start();
  }

  /**
   * Reads another supergraph that was checked before, in turns with what else there is to do.
   * @throws {Error} when it cannot be planned with.
   */
  async prepare(supergraphSdl: string): Promise<OperationCompiler> {
    const reading = { isChecked: true, overrideShares: this.#overrideShares };
    return this.#compilerOf(await inTurns(readSupergraph(supergraphSdl, reading)));
  }

  #compilerOf(read: ReadSupergraph): OperationCompiler {
    const here = new PlannerHere(read);
    const { sdl: supergraphSdl } = read;
    const parts = { here, supergraphSdl, logger: this.#logger, bounds: this.#planning };
    setLimits(read.schema, this.#limits);
    return new OperationCompiler(read, { planner: new ThreadPlanner(parts) });
  }

  /** Serves what was {@link prepare | prepared} from the next operation on; those that are under way finish on theirs. */
  serve(prepared: OperationCompiler): void {
    const next = this.#admit(prepared, this.#newest.generation + 1);
    this.#tell(next);
    this.#newest.compiler.planner.retire();
    this.#newest = next;
  }

  #admit(compiler: OperationCompiler, generation: number): Served {
    const served = { compiler, generation };
    this.#served.set(compiler.schema, served);
    return served;
  }

  #tell({ compiler }: Served): void {
    const loaded = { apiSchema: compiler.schema, coreSupergraphSdl: compiler.supergraphSdl };
    for (const listener of this.#listeners) listener(loaded);
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

  #failed(error: unknown, { requestId, live }: OperationContext): ExecutionAnswer {
    // Nothing of it was executed.
    if (error instanceof DomainError && !live) return { errors: [errorWithHead(error)] };
    if (error instanceof DomainError) return { data: null, errors: [refusalError(error)] };
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
      return { errors: [errorWithHead(new SubscriptionNeedsSocket())] };
    const given = request.request.variables ?? {};
    const isTaken = this.#taken.of(operation, given, () => !faultsOf(request, given));
    if (!isTaken) return { errors: faultsOf(request, given) ?? [] };
    const { compiler, generation } = this.#servedBy(schema);
    const turn = { tenantId: context.caller.tenant?.id ?? '', isAdmitted: wasAdmitted(live) };
    const asked = { document, operationName, variables: given, turn };
    const planning = context.trace?.child('plan', 'internal');
    return soon(
      ended(planning, () => compiler.compiled(asked)),
      (compiled) =>
        live?.kind === 'plan'
          ? planned(compiled, live, { document, generation })
          : this.#executed(request, compiled, context),
    );
  }

  #executed(
    { operation, request }: ValidRequest,
    compiled: CompiledOperation,
    context: OperationContext,
  ): Promise<ExecutionAnswer> {
    const given = request.variables ?? {};
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
    const refusal = live ? null : refusedWhole(answer.data, errors);
    if (refusal) throw refusal;
    return { data: answer.data, ...(errors.length > 0 ? { errors } : {}) };
  }
}

/** What comes of a part of a trace, which ends with it, be it by an error. */
function ended<T>(span: Span | undefined, run: () => Soon<T>): Soon<T> {
  const end = () => span?.end();
  try {
    const came = run();
    if (came instanceof Promise) return came.finally(end);
    end();
    return came;
  } catch (error) {
    end();
    throw error;
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
