import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { Span } from '@freehold/kernel/tracing/tracer';
import {
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { answerSize } from '../costs/answer-size.ts';
import type { CostBudget, CostReport, Reservation } from '../costs/cost-budget.ts';
import { operationCost } from '../costs/operation-cost.ts';
import { DOCUMENT_LIMITS } from '../limits/document-limits.ts';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import { errorWithHead } from '../rates/error-with-head.ts';
import type { RequestRates } from '../rates/request-rates.ts';
import { DocumentLimitExceeded, OperationNotListed } from '../refusals/refusals.ts';
import { wasAdmitted } from '../supergraph/operation-context.ts';
import type { ExecutionAnswer, ValidRequest } from '../supergraph/valid-request.ts';
import { type Soon, soon } from '../under-way/soon.ts';
import type { ListedOperations } from './listed-operations.ts';

type Execute = (request: ValidRequest) => Promise<ExecutionAnswer>;

const NO_OPERATION = 'The document has no operation of this name.';
const SIGN_IN = 'signIn';
const COST_HEADER = 'x-freehold-cost';

/** What an operation must pass before it is executed. */
export interface GovernorParts {
  readonly budget: CostBudget;
  /** Null where nobody counts. */
  readonly rates: RequestRates | null;
  /** The only operations that are answered; null when all are. */
  readonly listed: ListedOperations | null;
  readonly metrics: GatewayMetrics;
}

/** How often a valid operation asks for a field at its root. */
function countAtRoot(field: string, { selections }: SelectionSetNode, document: DocumentNode): number {
  const counts = selections.map((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === field ? 1 : 0;
    if (selection.kind === Kind.INLINE_FRAGMENT) return countAtRoot(field, selection.selectionSet, document);
    const spread = selection.name.value;
    const fragment = document.definitions.find(
      (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === spread,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? countAtRoot(field, fragment.selectionSet, document)
      : 0;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

const signInCounts = new WeakMap<OperationDefinitionNode, number>();

/** How often a valid operation signs somebody in; read of its document once. */
function signInsOf(operation: OperationDefinitionNode, document: DocumentNode): number {
  const known = signInCounts.get(operation);
  if (known !== undefined) return known;
  const count = countAtRoot(SIGN_IN, operation.selectionSet, document);
  signInCounts.set(operation, count);
  return count;
}

function withCost(result: ExecutionAnswer, cost: CostReport): ExecutionAnswer {
  const { extensions } = result;
  return { ...result, extensions: extensions ? { ...extensions, cost } : { cost } };
}

/** What has no data was not executed. What was executed has done its work, although nothing may have come of it. */
function spentOn({ data }: ExecutionAnswer, { surcharge }: Reservation): number {
  return data === undefined ? 0 : answerSize(data ?? {}) + surcharge;
}

/** Gives back what an answer did not cost; with the cost, where it is to be told. */
function settled(
  { request }: ValidRequest,
  result: ExecutionAnswer,
  reservation: Reservation,
): ExecutionAnswer {
  const spent = spentOn(result, reservation);
  reservation.settle(spent);
  const isTold = request.http?.headers.get(COST_HEADER) !== '0';
  return isTold ? withCost(result, reservation.report(spent)) : result;
}

function codeOf({ errors }: ExecutionAnswer): string | null {
  const code = errors?.[0]?.extensions?.code;
  if (errors?.length) return typeof code === 'string' ? code : 'INTERNAL';
  return null;
}

function noteOperation(trace: Span, { operation, queryHash }: ValidRequest, code: string | null): void {
  trace.note({
    'graphql.operation.type': operation.operation,
    'graphql.operation.name': operation.name?.value ?? '',
    'graphql.document.hash': queryHash,
  });
  if (code) trace.fail(code);
}

/**
 * Stands before the execution of every valid operation, whatever carried it here: operations that are not listed,
 * lists that are too long, sign-ins that are too many and costs that are too high are refused before anything is asked.
 */
export class OperationGovernor {
  readonly #parts: GovernorParts;

  constructor(parts: GovernorParts) {
    this.#parts = parts;
  }

  /** Executes what may be executed. The events of a subscription were admitted with it. */
  run(request: ValidRequest, execute: Execute): Promise<ExecutionAnswer> {
    const operation: OperationDefinitionNode | undefined = request.operation;
    // Apollo Server asks even then, and makes a refusal of the answer.
    if (!operation) return Promise.resolve({ errors: [new GraphQLError(NO_OPERATION)] });
    if (wasAdmitted(request.context.operation.live)) return execute(request);
    const startedAtMs = performance.now();
    const refused = (error: unknown): ExecutionAnswer => {
      if (!(error instanceof DomainError)) throw error;
      return this.#noted(request, { errors: [errorWithHead(error)] }, startedAtMs);
    };
    const run = (reservation: Reservation): Promise<ExecutionAnswer> =>
      execute(request).then(
        (answer) => this.#noted(request, settled(request, answer, reservation), startedAtMs),
        refused,
      );
    try {
      const reservation = this.#admit(request);
      return reservation instanceof Promise ? reservation.then(run, refused) : run(reservation);
    } catch (error) {
      return Promise.reject(error).catch(refused);
    }
  }

  #noted(request: ValidRequest, result: ExecutionAnswer, startedAtMs: number): ExecutionAnswer {
    const { trace } = request.context.operation;
    const code = codeOf(result);
    this.#parts.metrics.operation(request.operation.operation, code, startedAtMs);
    if (trace) noteOperation(trace, request, code);
    return result;
  }

  /** @throws the refusal, at once or later. */
  #admit({ document, operation, schema, request, context }: ValidRequest): Soon<Reservation> {
    const { budget, rates, listed } = this.#parts;
    const asking = context.operation;
    if (listed && !listed.has(document)) throw new OperationNotListed();
    const cost = operationCost({ schema, document, operation }, request.variables ?? {});
    const { listSize, listProduct } = DOCUMENT_LIMITS;
    if (cost.sizes.min < 1)
      throw new DocumentLimitExceeded('listSize', listSize, `Ask for 1 to ${listSize} items of a list.`);
    if (cost.sizes.max > listSize) throw new DocumentLimitExceeded('listSize', listSize);
    if (cost.product > listProduct) throw new DocumentLimitExceeded('listProduct', listProduct);
    const signIns = signInsOf(operation, document);
    if (signIns > 0 && rates)
      return soon(rates.takeSignIns(asking, signIns), () => budget.reserve(asking, cost));
    return budget.reserve(asking, cost);
  }
}
