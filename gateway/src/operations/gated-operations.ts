import type { ExecutionResult } from 'graphql';
import type { DocumentGate } from '../limits/document-gate.ts';
import type { Newcomers } from '../planning/newcomers.ts';
import type { RequestRates } from '../rates/request-rates.ts';
import { refusalError } from '../refusals/refusal-error.ts';
import {
  type Asker,
  type OperationRequest,
  Operations,
  type OperationsParts,
} from '../subscriptions/operations.ts';
import { type LiveStep, wasAdmitted } from '../supergraph/operation-context.ts';
import type { Soon } from '../under-way/soon.ts';

/** What stands before the operations of sockets. */
export interface GatedOperationsParts extends OperationsParts {
  readonly gate: DocumentGate;
  readonly newcomers: Newcomers;
  /** Null where nobody counts. */
  readonly rates: RequestRates | null;
}

/** Counts what comes over sockets, and refuses what asks for too much, as the door of HTTP does. */
export class GatedOperations extends Operations {
  readonly #parts: GatedOperationsParts;

  constructor(parts: GatedOperationsParts) {
    super(parts);
    this.#parts = parts;
  }

  /** @throws {RateLimited} The events of a subscription were counted with it. */
  override async execute(request: OperationRequest, asker: Asker, live?: LiveStep): Promise<ExecutionResult> {
    if (wasAdmitted(live)) return super.execute(request, asker, live);
    await this.#count(asker);
    await this.#letIn(request, asker);
    const refusals = this.#parts.gate.refusalsOf(request.query, request.variables);
    if (refusals.length > 0) return { errors: refusals.map(refusalError) };
    return super.execute(request, asker, live);
  }

  #letIn({ query }: OperationRequest, { caller }: Asker): Soon<void> {
    const { newcomers, shortcut } = this.#parts;
    if (shortcut.operations.knows(query)) return undefined;
    return newcomers.enter(query, { tenantId: caller.tenant?.id ?? '', isAdmitted: false });
  }

  async #count(asker: Asker): Promise<void> {
    const { rates } = this.#parts;
    const { address, caller } = asker;
    if (address === null || !rates) return;
    if (address !== undefined) rates.judgeAddress(await rates.takeAddress(address), caller);
    await rates.takeCaller(asker);
  }
}
