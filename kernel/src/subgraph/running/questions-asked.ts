import { type DocumentNode, Kind, OperationTypeNode } from 'graphql';
import type { Context } from '../context.ts';

/** Nothing but a query may be executed again when it asked more than it was expected to. */
function asksOnly({ definitions }: DocumentNode): boolean {
  return definitions.every(
    (definition) =>
      definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === OperationTypeNode.QUERY,
  );
}

/**
 * Remembers which documents asked the database one question each time they were executed, so that the next time they
 * need no transaction around it. One that once asked more is never taken for such a document again.
 */
export class QuestionsAsked {
  readonly #once = new WeakMap<DocumentNode, boolean>();

  /** Whether the document may be executed as one that asks once. */
  isOne(document: DocumentNode): boolean {
    return this.#once.get(document) === true;
  }

  /** Takes note of an execution that has ended. */
  note(document: DocumentNode, { reading }: Context): void {
    const known = this.#once.get(document);
    const isOne = known !== false && reading.needsOneQuestion && (known ?? asksOnly(document));
    if (known !== isOne) this.#once.set(document, isOne);
  }
}
