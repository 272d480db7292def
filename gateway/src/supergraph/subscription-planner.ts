import { operationFromDocument, type Schema, Supergraph } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
import { type FetchNode, type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { shownSubgraphError } from '../subgraphs/subgraph-errors.ts';

/** What Apollo's executor is given of an operation. */
export type PlanRequest = Parameters<typeof executeQueryPlan>[2];
/** What Apollo's executor answers. */
export type PlanResult = Awaited<ReturnType<typeof executeQueryPlan>>;

/** The name under which a plan finds the event that it completes. */
const EVENT = '__event__';

/** How a subscription is served. */
export interface SubscriptionPlan {
  /** What the owning subgraph is subscribed to. */
  readonly primary: FetchNode;
  /** What is executed for each event: the event itself, then the fetches that complete it. */
  readonly perEvent: QueryPlan;
}

/** What completes an event. */
export interface Completion {
  readonly plan: SubscriptionPlan;
  readonly answer: SubgraphAnswer;
  readonly services: Readonly<Record<string, GraphQLDataSource>>;
  readonly request: PlanRequest;
  readonly requestId: string;
  readonly logger: Logger;
}

function planOf({ node }: QueryPlan): SubscriptionPlan {
  if (node?.kind !== 'Subscription') throw new Error('The plan is not one of a subscription.');
  const { primary, rest } = node;
  const event: FetchNode = { ...primary, serviceName: EVENT };
  return {
    primary,
    perEvent: { kind: 'QueryPlan', node: rest ? { kind: 'Sequence', nodes: [event, rest] } : event },
  };
}

/** Apollo's planner plans subscriptions and its executor refuses them: this plans them, and completes their events. */
export class SubscriptionPlanner {
  readonly #planner: QueryPlanner;
  readonly #api: Schema;
  readonly #schema: GraphQLSchema;
  readonly #plans = new WeakMap<DocumentNode, Map<string, SubscriptionPlan>>();

  constructor(supergraphSdl: string) {
    const supergraph = Supergraph.build(supergraphSdl);
    this.#planner = new QueryPlanner(supergraph);
    this.#api = supergraph.apiSchema();
    this.#schema = supergraph.schema.toGraphQLJSSchema();
  }

  /** The plan of a valid document's subscription; remembered for as long as the document lives. */
  plan(document: DocumentNode, operationName: string | null): SubscriptionPlan {
    const plans = this.#plans.get(document) ?? new Map<string, SubscriptionPlan>();
    this.#plans.set(document, plans);
    const known = plans.get(operationName ?? '');
    if (known) return known;
    const options = operationName === null ? {} : { operationName };
    const operation = operationFromDocument(this.#api, document, options);
    const plan = planOf(this.#planner.buildQueryPlan(operation));
    plans.set(operationName ?? '', plan);
    return plan;
  }

  /** Executes the plan for one event. */
  async complete({ plan, answer, services, request, requestId, logger }: Completion): Promise<PlanResult> {
    const subgraph = plan.primary.serviceName;
    const errors = answer.errors?.map((error) => shownSubgraphError(error, { subgraph, requestId, logger }));
    const event: GraphQLDataSource = {
      process: async () => ({ data: answer.data ?? null, ...(errors?.length ? { errors } : {}) }),
    };
    const operation = buildOperationContext({
      schema: request.schema,
      operationDocument: request.document,
      ...(request.operationName === null ? {} : { operationName: request.operationName }),
    });
    const all = { ...services, [EVENT]: event };
    const result = await executeQueryPlan(plan.perEvent, all, request, operation, this.#schema, this.#api);
    for (const error of result.errors ?? [])
      if (error instanceof GraphQLError && error.extensions.serviceName === EVENT)
        error.extensions.serviceName = subgraph;
    return result;
  }
}
