import { getOperationAST, type OperationTypeNode, parse } from 'graphql';
import { DOCUMENT_LIMITS } from '../limits/document-limits.ts';
import type { OperationRequest } from './operations.ts';

/**
 * What kind of operation is asked for. Null for a document that is none, or has no such operation: the operation's
 * server says what is wrong with it.
 */
export function kindOf({ query, operationName }: OperationRequest): OperationTypeNode | null {
  try {
    const document = parse(query, { maxTokens: DOCUMENT_LIMITS.tokens, noLocation: true });
    // An empty name is no name, as for the server.
    return getOperationAST(document, operationName || null)?.operation ?? null;
  } catch {
    return null;
  }
}
