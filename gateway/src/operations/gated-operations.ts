import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { ExecutionResult } from 'graphql';
import type { DocumentGate } from '../limits/document-gate.ts';
import type { Newcomers } from '../planning/newcomers.ts';
import type { RequestRates } from '../rates/request-rates.ts';
import { refusalError } from '../refusals/refusal-error.ts';
import {
  type Asker,
  type NamedRequest,
  type OperationRequest,
  Operations,
  type OperationsParts,
} from '../subscriptions/operations.ts';
import { type LiveStep, wasAdmitted } from '../supergraph/operation-context.ts';
import type { Soon } from '../under-way/soon.ts';
import type { PersistedDocuments } from './persisted-documents.ts';

/** What stands before the operations of sockets. */
export interface GatedOperationsParts extends OperationsParts {
  readonly gate: DocumentGate;
  readonly newcomers: Newcomers;
  readonly documents: PersistedDocuments;
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

  override complete(request: NamedRequest): NamedRequest | DomainError {
    const found = this.#parts.documents.find(request);
    return found && !(found instanceof DomainError) ? { ...request, ...found } : (found ?? request);
  }

  /** Who names what nobody knows is counted as who asks. @throws {RateLimited} */
  override async refuse(refusal: DomainError, asker: Asker): Promise<never> {
    await this.#count(asker);
    return super.refuse(refusal, asker);
  }

  /** @throws {RateLimited} The events of a subscription were counted with it. */
  override async execute(request: OperationRequest, asker: Asker, live?: LiveStep): Promise<ExecutionResult> {
    if (wasAdmitted(live)) return super.execute(request, asker, live);
    await this.#count(asker);
    if (request.newHash) this.#parts.documents.learn(request.newHash, request.query);
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
