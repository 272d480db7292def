import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';

const DOCUMENTS_MAX = 2000;

/** A document that may be executed, or what is wrong with it. */
export type CheckedDocument =
  | { readonly document: DocumentNode; readonly errors: null }
  | { readonly document: null; readonly errors: readonly GraphQLError[] };

/** Parses and validates each document once. */
export class Operations {
  readonly #schema: GraphQLSchema;
  readonly #known = new LRUCache<string, CheckedDocument>({ max: DOCUMENTS_MAX });

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The document of a query text. */
  check(query: string): CheckedDocument {
    const known = this.#known.get(query);
    if (known) return known;
    const checked = this.#parse(query);
    this.#known.set(query, checked);
    return checked;
  }

  #parse(query: string): CheckedDocument {
    try {
      const document = parse(query, { noLocation: true });
      const errors = validate(this.#schema, document);
      return errors.length > 0 ? { document: null, errors } : { document, errors: null };
    } catch (error) {
      return {
        document: null,
        errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error))],
      };
    }
  }
}
