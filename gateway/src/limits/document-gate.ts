import type { DomainError } from '@freehold/kernel/errors/domain-error';
import { type DocumentNode, parse } from 'graphql';
import { documentCache } from '../cache/document-cache.ts';
import { ConditionalRoot, DocumentLimitExceeded, OperationNotListed } from '../refusals/refusals.ts';
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

/** The only documents that are answered. */
interface Listed {
  has(document: DocumentNode): boolean;
}

/**
 * Refuses documents beyond their limits before they are validated: validation of what is deep takes long, and stops at
 * a hundred errors before it comes to the limits. Nor are those validated that are not listed, where only listed ones are
 * answered: what is wrong with them tells of the schema. Documents that passed are remembered.
 */
export class DocumentGate {
  readonly #limits: DocumentLimits;
  readonly #listed: Listed | null;
  readonly #passed = documentCache<true>((_, query) => query.length);

  constructor(own: OwnLimits, listed: Listed | null = null) {
    this.#limits = { ...DOCUMENT_LIMITS, ...own };
    this.#listed = listed;
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
    if (hasConditionalRoot(document)) return [...refusals, new ConditionalRoot()];
    const isListed = refusals.length > 0 || (this.#listed?.has(document) ?? true);
    return isListed ? refusals : [new OperationNotListed()];
  }
}
