import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ServerContext } from '../supergraph/operation-context.ts';

const DOCUMENTS_MAX = 2_000;
/** Of all remembered documents together, in characters. */
const LENGTH_MAX = 4_000_000;

/** An operation of a document that Apollo Server has parsed and found valid. */
export interface ValidOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The SHA-256 of the document's text. */
  readonly queryHash: string;
}

type ByName = Map<string, ValidOperation>;

/**
 * The operations that Apollo Server has found valid, by the text of their document and by their name. They are
 * forgotten when another schema is loaded, and the least recently asked first when there are many.
 */
export class ValidOperations {
  #schema: GraphQLSchema | null = null;
  readonly #known = new LRUCache<string, ByName>({
    max: DOCUMENTS_MAX,
    maxSize: LENGTH_MAX,
    sizeCalculation: (_, query) => Math.max(query.length, 1),
  });

  /** The operation that a document's text and a name mean (null where it is not named), if it was valid before. */
  find(query: string, operationName: string | null): ValidOperation | null {
    return this.#known.get(query)?.get(operationName ?? '') ?? null;
  }

  /** What tells it of operations that are valid, and of schemas that are loaded. */
  plugin(): ApolloServerPlugin<ServerContext> {
    return {
      serverWillStart: async () => ({ schemaDidLoadOrUpdate: ({ apiSchema }) => this.#begin(apiSchema) }),
      requestDidStart: async () => ({
        didResolveOperation: async ({ schema, document, operation, queryHash, source, request }) => {
          if (operation)
            this.#note(source, request.operationName, { schema, document, operation, queryHash });
        },
      }),
    };
  }

  #begin(schema: GraphQLSchema): void {
    this.#schema = schema;
    this.#known.clear();
  }

  #note(query: string, name: string | undefined, valid: ValidOperation): void {
    // A request that began with the last schema may end with the next.
    if (valid.schema !== this.#schema || name === '') return;
    const known = this.#known.get(query) ?? new Map<string, ValidOperation>();
    this.#known.set(query, known.set(name ?? '', valid));
  }
}
