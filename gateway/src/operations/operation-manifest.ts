import { createHash } from 'node:crypto';
import { type DocumentNode, parse, print, visit } from 'graphql';
import type { InParts } from '../under-way/in-parts.ts';

const TYPE_NAME = '__typename';

/** A document without what clients add of their own: `__typename`, and the way in which it is written. */
function plain(document: DocumentNode): string {
  const bare = visit(document, {
    Field: ({ name, alias }) => (name.value === TYPE_NAME && !alias ? null : undefined),
  });
  return bare.definitions
    .map((definition) => print(definition))
    .toSorted()
    .join('\n');
}

/** The name under which a manifest holds a document: its SHA-256, in hexadecimal digits. */
export function hashOf(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

/** The documents of clients of our own, by their SHA-256: `schema/operations.json`. */
export class OperationManifest {
  readonly #documents: ReadonlyMap<string, string>;
  readonly #plain: ReadonlySet<string>;
  readonly #judged = new WeakMap<DocumentNode, boolean>();

  private constructor(documents: ReadonlyMap<string, string>, plainTexts: ReadonlySet<string>) {
    this.#documents = documents;
    this.#plain = plainTexts;
  }

  /**
   * Reads a manifest; a document is a part of the work.
   * @throws {Error} when a document is under a hash that is not its own. @throws {GraphQLError} when it is none.
   */
  static *read(documents: Readonly<Record<string, string>>): InParts<OperationManifest> {
    const byHash = new Map(Object.entries(documents));
    const plainTexts = new Set<string>();
    for (const [hash, document] of byHash) {
      if (hash !== hashOf(document))
        throw new Error(`The operation ${hash} is not the one that was written.`);
      plainTexts.add(plain(parse(document)));
      yield;
    }
    return new OperationManifest(byHash, plainTexts);
  }

  /** The document of a hash; null when there is none. */
  find(hash: string): string | null {
    return this.#documents.get(hash) ?? null;
  }

  /** Whether a document is one of them, however it is written and with `__typename` wherever it likes. */
  has(document: DocumentNode): boolean {
    const known = this.#judged.get(document);
    if (known !== undefined) return known;
    const isListed = this.#plain.has(plain(document));
    this.#judged.set(document, isListed);
    return isListed;
  }
}
