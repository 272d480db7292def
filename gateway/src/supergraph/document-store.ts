import type { ApolloServerOptions } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

const DOCUMENTS_MAX = 2_000;
/** Of all documents together, in characters. */
const LENGTH_MAX = 4_000_000;

type DocumentStore = NonNullable<ApolloServerOptions<object>['documentStore']>;

/**
 * The documents that Apollo Server has found valid, for requests that go through its pipeline each time. Its own store
 * counts their length as JSON, and keeps tens of thousands of small ones, each with the plan that was made of it.
 */
export function documentStore(): DocumentStore {
  const known = new LRUCache<string, DocumentNode>({
    max: DOCUMENTS_MAX,
    maxSize: LENGTH_MAX,
    sizeCalculation: ({ loc }) => Math.max(loc?.source.body.length ?? 0, 1),
  });
  return {
    get: async (key) => known.get(key),
    set: async (key, document) => void known.set(key, document),
    delete: async (key) => known.delete(key),
  };
}
