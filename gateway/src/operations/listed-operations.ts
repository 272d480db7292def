import type { DocumentNode } from 'graphql';
import { CALENDAR_OPERATION } from '../http/calendar-route.ts';
import type { InParts } from '../under-way/in-parts.ts';
import { hashOf, OperationManifest } from './operation-manifest.ts';

const OURS = { [hashOf(CALENDAR_OPERATION)]: CALENDAR_OPERATION };

/**
 * The operations that may be asked for by their hash, and those that the gateway asks itself. Pages that are open were
 * made with the manifest before: what it listed is known until the next but one.
 */
export class ListedOperations {
  #current: OperationManifest;
  #former: OperationManifest | null = null;

  private constructor(current: OperationManifest) {
    this.#current = current;
  }

  /** Reads them in parts. @throws as a manifest does. */
  static *read(operations: Readonly<Record<string, string>>): InParts<ListedOperations> {
    return new ListedOperations(yield* OperationManifest.read({ ...operations, ...OURS }));
  }

  /** The document of a hash; null when there is none. */
  find(hash: string): string | null {
    return this.#current.find(hash) ?? this.#former?.find(hash) ?? null;
  }

  /** Whether a document is one of them, however it is written and with `__typename` wherever it likes. */
  has(document: DocumentNode): boolean {
    return this.#current.has(document) || (this.#former?.has(document) ?? false);
  }

  /** Takes other operations in the place of these. */
  replaceBy(next: ListedOperations): void {
    this.#former = this.#current;
    this.#current = next.#current;
  }
}
