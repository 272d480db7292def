import type { executeQueryPlan } from '@apollo/gateway';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { ServerContext } from './operation-context.ts';

/** What is executed: an operation of a document that was found valid, and for whom. */
export interface ValidRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
  /** The SHA-256 of the document's text. */
  readonly queryHash: string;
  readonly request: {
    readonly variables?: Readonly<Record<string, unknown>> | undefined;
    /** Where it came over HTTP. */
    readonly http?: { readonly headers: { get(name: string): string | null } } | undefined;
  };
  readonly context: ServerContext;
}

/** What an execution comes to, in the form that Apollo Server takes. */
export type ExecutionAnswer = Awaited<ReturnType<typeof executeQueryPlan>>;
