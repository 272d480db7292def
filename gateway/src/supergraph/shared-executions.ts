import { PerVariables, type Variables } from '../cache/per-variables.ts';
import type { CompiledOperation } from '../execution/compiled-operation.ts';
import { SEPARATOR, Sharing } from '../under-way/sharing.ts';
import type { OperationContext } from './operation-context.ts';
import type { ExecutionAnswer } from './valid-request.ts';
import { noteShared } from './write-result.ts';

/** A query whose answer goes out as JSON. */
export interface SharedExecution extends Pick<OperationContext, 'caller' | 'cookies'> {
  readonly compiled: CompiledOperation;
  readonly variables: Variables;
}

/** What an execution comes to. */
export interface SharedAnswer extends Pick<OperationContext, 'cookieChanges'> {
  readonly answer: ExecutionAnswer;
}

const texts = new PerVariables<CompiledOperation, string>();

function variablesText({ compiled, variables }: SharedExecution): string {
  return texts.of(compiled, variables, () => JSON.stringify(variables));
}

/** Most have none. */
function hasCookies({ cookies }: SharedExecution): boolean {
  for (const _ in cookies) return true;
  return false;
}

function cookiesText(asked: SharedExecution): string {
  return hasCookies(asked) ? JSON.stringify(asked.cookies) : '';
}

/** Queries that are under way as a whole. Their answers are texts and errors that nobody changes. */
export class SharedExecutions extends Sharing<SharedExecution, SharedAnswer> {
  constructor() {
    super({
      groupOf: ({ compiled }) => compiled.key,
      keyOf: (asked) => variablesText(asked) + SEPARATOR + cookiesText(asked),
      // Variables that two have in common are those of a body that is known, which nobody changes.
      isSame: (one, other) => one.variables === other.variables && !hasCookies(one) && !hasCookies(other),
      copyOf: (shared) => {
        noteShared(shared.answer.data);
        return shared;
      },
    });
  }
}
