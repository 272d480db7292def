import { documentCache } from '../cache/document-cache.ts';

/**
 * Documents that clients have sent beside their hash, so that nobody needs to send them again (automatic persisted
 * queries). Each gateway learns by itself, and forgets first what was not asked for longest: a client sends the document
 * again then. A document is what its hash says, whoever sent it, and is judged anew each time.
 */
export class LearnedOperations {
  readonly #documents = documentCache<string>((document) => document.length);

  /** The document of a hash; null when nobody has sent it. */
  find(hash: string): string | null {
    return this.#documents.get(hash) ?? null;
  }

  /** Keeps a document under the hash that was found to be its own. */
  learn(hash: string, document: string): void {
    if (!this.#documents.has(hash)) this.#documents.set(hash, document);
  }
}
