import { type DocumentNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { DocumentLimitExceeded } from '../refusals/refusals.ts';
import { DOCUMENT_LIMITS, type DocumentLimits, excessesOf, type OwnLimits } from './document-limits.ts';

const DOCUMENTS_MAX = 2_000;
/** Of all remembered documents together, in characters. */
const LENGTH_MAX = 4_000_000;

function tryParse(query: string, { tokens }: DocumentLimits): DocumentNode | null {
  try {
    return parse(query, { maxTokens: tokens, noLocation: true });
  } catch {
    return null;
  }
}

/**
 * Refuses documents beyond their limits before they are validated: validation of what is deep takes long, and stops at
 * a hundred errors before it comes to the limits. Documents that passed are remembered.
 */
export class DocumentGate {
  readonly #limits: DocumentLimits;
  readonly #passed = new LRUCache<string, true>({
    max: DOCUMENTS_MAX,
    maxSize: LENGTH_MAX,
    sizeCalculation: (_, query) => Math.max(query.length, 1),
  });

  constructor(own: OwnLimits) {
    this.#limits = { ...DOCUMENT_LIMITS, ...own };
  }

  /** The refusals of a document, none when it may pass; what cannot be parsed passes, to be refused by the parser. */
  refusalsOf(query: string): readonly DocumentLimitExceeded[] {
    if (this.#passed.has(query)) return [];
    const document = tryParse(query, this.#limits);
    const excesses = document ? excessesOf(document, this.#limits) : [];
    if (document && excesses.length === 0) this.#passed.set(query, true);
    return excesses.map(({ limit, max }) => new DocumentLimitExceeded(limit, max));
  }
}
