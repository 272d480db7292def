import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { selectionsOf } from '../limits/document-limits.ts';

const DOCUMENTS_MAX = 2_000;
/** Of all that is remembered together, in characters. */
const LENGTH_MAX = 4_000_000;
/** What is planned and compiled of a selection takes as much room as so many characters, or a little more. */
const SELECTION_LENGTH = 100;

/**
 * What is remembered of documents: of those that were asked last, 2,000 with 4 million characters together.
 * @param lengthOf the characters of one, by what is remembered of it or by its key
 */
export function documentCache<Known extends object | string | true>(
  lengthOf: (known: Known, key: string) => number,
): LRUCache<string, Known> {
  return new LRUCache<string, Known>({
    max: DOCUMENTS_MAX,
    maxSize: LENGTH_MAX,
    sizeCalculation: (known, key) => Math.max(lengthOf(known, key), 1),
  });
}

/** What a document counts for that is remembered with its plan, in characters: fragments say much in a short text. */
export function plannedLength(document: DocumentNode, textLength: number): number {
  return textLength + SELECTION_LENGTH * selectionsOf(document);
}
