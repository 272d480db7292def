import type { CompiledOperation } from '../execution/compiled-operation.ts';
import { SEPARATOR, Sharing } from '../under-way/sharing.ts';
import type { OperationContext } from './operation-context.ts';
import type { ExecutionAnswer } from './valid-request.ts';

/** A query whose answer goes out as JSON. */
export interface SharedExecution extends Pick<OperationContext, 'caller' | 'cookies'> {
  readonly compiled: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an execution comes to. */
export interface SharedAnswer extends Pick<OperationContext, 'cookieChanges'> {
  readonly answer: ExecutionAnswer;
}

/** Queries that are under way as a whole. Their answers are texts and errors that nobody changes. */
export class SharedExecutions extends Sharing<SharedExecution, SharedAnswer> {
  constructor() {
    super({
      groupOf: ({ compiled }) => compiled,
      keyOf: ({ variables, cookies }) => JSON.stringify(variables) + SEPARATOR + JSON.stringify(cookies),
      copyOf: (shared) => shared,
    });
  }
}
