import type { DomainError } from '@freehold/kernel/errors/domain-error';
import { z } from 'zod';
import { HashRefused, PersistedQueryNotFound } from '../refusals/refusals.ts';
import type { LearnedOperations } from './learned-operations.ts';
import type { ListedOperations } from './listed-operations.ts';
import { hashOf } from './operation-manifest.ts';

const askedSchema = z.looseObject({ persistedQuery: z.unknown() });
const persistedSchema = z.looseObject({
  persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/) }),
});

/** What names a document by its hash, or brings it, or both. */
interface ByHash {
  readonly query?: unknown;
  readonly extensions?: unknown;
}

/** A document that was named by its hash. */
export interface FoundDocument {
  readonly query: string;
  /** What else stood beside the hash. */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** The hash, where the document came beside it and may be learned; null where it was known. */
  readonly newHash: string | null;
}

/** Where documents are that may be asked for by their hash. */
export interface PersistedDocumentsParts {
  /** Those of clients of our own; null when there are none. */
  readonly manifest: ListedOperations | null;
  /** Those that others have sent; null where none may be asked but those of our own. */
  readonly learned: LearnedOperations | null;
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Documents by their hash, whatever carries it. */
export class PersistedDocuments {
  readonly #parts: PersistedDocumentsParts;

  constructor(parts: PersistedDocumentsParts) {
    this.#parts = parts;
  }

  /**
   * The document that a request names by its hash, or why there is none; null for a request without a hash. An empty
   * document is none: the protocol of sockets wants one beside every hash.
   */
  find({ query, extensions }: ByHash): FoundDocument | DomainError | null {
    if (isNothing(askedSchema.safeParse(extensions).data?.persistedQuery)) return null;
    const { data } = persistedSchema.safeParse(extensions);
    if (!data) return new HashRefused('The hash is no SHA-256.');
    const { persistedQuery, ...others } = data;
    const hash = persistedQuery.sha256Hash;
    if (isNothing(query) || query === '') return this.#known(hash, others);
    if (typeof query !== 'string' || hashOf(query) !== hash)
      return new HashRefused('The hash is not the one of the query.');
    return { query, extensions: others, newHash: hash };
  }

  #known(hash: string, extensions: FoundDocument['extensions']): FoundDocument | DomainError {
    const { manifest, learned } = this.#parts;
    const query = manifest?.find(hash) ?? learned?.find(hash) ?? null;
    return query === null ? new PersistedQueryNotFound() : { query, extensions, newHash: null };
  }

  /** Keeps a document that came beside its own hash, where any is kept; whoever brought it was counted. */
  learn(hash: string, query: string): void {
    this.#parts.learned?.learn(hash, query);
  }
}
