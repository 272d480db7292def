import type { DomainError } from '@freehold/kernel/errors/domain-error';
import { type DocumentNode, parse } from 'graphql';
import { documentCache } from '../cache/document-cache.ts';
import { ConditionalRoot, DocumentLimitExceeded } from '../refusals/refusals.ts';
import { hasConditionalRoot } from './conditional-root.ts';
import { DOCUMENT_LIMITS, type DocumentLimits, excessesOf, type OwnLimits } from './document-limits.ts';
import { isDeeperThan } from './value-depth.ts';

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
  readonly #passed = documentCache<true>((_, query) => query.length);

  constructor(own: OwnLimits) {
    this.#limits = { ...DOCUMENT_LIMITS, ...own };
  }

  /**
   * The refusals of a document and its variables, none when they may pass; what cannot be parsed passes, to be refused
   * by the parser. Variables that are deep cannot be written again: they would fail whoever shares what they are part of.
   */
  refusalsOf(query: string, variables?: unknown): readonly DomainError[] {
    const { valueDepth } = this.#limits;
    if (isDeeperThan(variables, valueDepth + 1)) return [new DocumentLimitExceeded('valueDepth', valueDepth)];
    if (this.#passed.has(query)) return [];
    const document = tryParse(query, this.#limits);
    const refusals = document ? this.#judge(document) : [];
    if (document && refusals.length === 0) this.#passed.set(query, true);
    return refusals;
  }

  #judge(document: DocumentNode): readonly DomainError[] {
    const excesses = excessesOf(document, this.#limits);
    const refusals = excesses.map(({ limit, max }) => new DocumentLimitExceeded(limit, max));
    return hasConditionalRoot(document) ? [...refusals, new ConditionalRoot()] : refusals;
  }
}
