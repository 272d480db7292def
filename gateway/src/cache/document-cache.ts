import { LRUCache } from 'lru-cache';

const DOCUMENTS_MAX = 2_000;
/** Of all that is remembered together, in characters. */
const LENGTH_MAX = 4_000_000;

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
