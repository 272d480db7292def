import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type CompiledQuery, compileQuery } from '../compiled/compile-query.ts';

const DOCUMENTS_MAX = 2000;

/** A document that may be executed. */
export interface ExecutableDocument {
  readonly document: DocumentNode;
  /** Null for what graphql-js is to execute. */
  readonly compiled: CompiledQuery | null;
  readonly errors: null;
}

/** The same, or what is wrong with a document. */
export type CheckedDocument =
  | ExecutableDocument
  | { readonly document: null; readonly errors: readonly GraphQLError[] };

/** Parses, validates and compiles each document once. */
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
      if (errors.length > 0) return { document: null, errors };
      return { document, compiled: compileQuery(this.#schema, document), errors: null };
    } catch (error) {
      return {
        document: null,
        errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error))],
      };
    }
  }
}
