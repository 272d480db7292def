import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { documentCache, plannedLength } from '../cache/document-cache.ts';
import type { ServerContext } from '../supergraph/operation-context.ts';
import { type NextSchema, renewedOperations } from './renewed-operations.ts';
import type { OperationsByName, ValidOperation } from './valid-operation.ts';

/** So many documents are planned for a schema before it is served; the others are when they are asked for again. */
const RENEWED_MAX = 500;

/**
 * The operations that Apollo Server has found valid, by the text of their document and by their name. They are
 * forgotten when another schema is served, but for those that were found valid in it before; and the least recently
 * asked first when there are many.
 */
export class ValidOperations {
  #schema: GraphQLSchema | null = null;
  readonly #known = documentCache<OperationsByName>((operations, query) => {
    const [valid] = operations.values();
    return valid ? plannedLength(valid.document, query.length) : query.length;
  });

  /** The operation that a document's text and a name mean (null where it is not named), if it was valid before. */
  find(query: string, operationName: string | null): ValidOperation | null {
    return this.#known.get(query)?.get(operationName ?? '') ?? null;
  }

  /** Whether any operation of a document was valid before. */
  knows(query: string): boolean {
    return this.#known.has(query);
  }

  /** Finds those that were asked most recently valid in a schema that is to be served, and plans them. */
  renewed(next: NextSchema): Promise<Map<string, OperationsByName>> {
    return renewedOperations([...this.#known.entries()].slice(0, RENEWED_MAX), next);
  }

  /** Takes over what was {@link renewed} for the schema that is served now. */
  takeOver(renewed: ReadonlyMap<string, OperationsByName>): void {
    for (const [query, operations] of [...renewed].reverse()) this.#known.set(query, operations);
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
