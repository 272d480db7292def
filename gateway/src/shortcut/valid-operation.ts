import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** An operation of a document that was parsed and found valid. */
export interface ValidOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The SHA-256 of the document's text. */
  readonly queryHash: string;
}

/** The operations of a document by their names; the only one, where it is not named, by `''`. */
export type OperationsByName = Map<string, ValidOperation>;
