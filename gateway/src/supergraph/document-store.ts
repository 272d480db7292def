import type { ApolloServerOptions } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { documentCache, plannedLength } from '../cache/document-cache.ts';

type DocumentStore = NonNullable<ApolloServerOptions<object>['documentStore']>;

/**
 * The documents that Apollo Server has found valid, for requests that go through its pipeline each time. Its own store
 * counts their length as JSON, and keeps tens of thousands of small ones, each with the plan that was made of it.
 */
export function documentStore(): DocumentStore {
  const known = documentCache<DocumentNode>((document) =>
    plannedLength(document, document.loc?.source.body.length ?? 0),
  );
  return {
    get: async (key) => known.get(key),
    set: async (key, document) => void known.set(key, document),
    delete: async (key) => known.delete(key),
  };
}
