import type { SubgraphAnswer, SubgraphCall } from '@freehold/kernel/caller/subgraph-call';
import { copyOfObject } from '../execution/json.ts';
import { SEPARATOR, Sharing } from '../under-way/sharing.ts';
import { ReadAnswer } from './read-answer.ts';

/** A call that several operations may ask at the same moment. */
export interface SharedCall extends SubgraphCall {
  readonly subgraph: string;
  /** The variables as JSON. */
  readonly variablesText: string;
}

function keyOf({ subgraph, operationName, variablesText, cookies }: SharedCall): string {
  const asked = subgraph + SEPARATOR + (operationName ?? '') + SEPARATOR + variablesText;
  return asked + SEPARATOR + (cookies ? JSON.stringify(cookies) : '');
}

function copyOf(answer: SubgraphAnswer): SubgraphAnswer {
  if (answer instanceof ReadAnswer) return answer.copy();
  return answer.data ? { ...answer, data: copyOfObject(answer.data) } : answer;
}

/** Calls that are under way. Nobody's answer shares an object with another's. */
export class SharedCalls extends Sharing<SharedCall, SubgraphAnswer> {
  constructor() {
    // The text of a query is the same object in all calls of a plan: it is not read again.
    super({ groupOf: ({ query }) => query, keyOf, copyOf });
  }
}
