import { type DocumentNode, getOperationAST, type OperationTypeNode, parse } from 'graphql';
import { DOCUMENT_LIMITS } from '../limits/document-limits.ts';
import type { OperationRequest } from './operations.ts';

/** A document that can be parsed, and what kind of operation of it is asked for. */
export interface ParsedOperation {
  readonly document: DocumentNode;
  readonly kind: OperationTypeNode;
}

/** Null for a document that is none, or has no such operation: the operation's server says what is wrong with it. */
export function parsedOperation({ query, operationName }: OperationRequest): ParsedOperation | null {
  try {
    const document = parse(query, { maxTokens: DOCUMENT_LIMITS.tokens });
    const operation = getOperationAST(document, operationName);
    return operation ? { document, kind: operation.operation } : null;
  } catch {
    return null;
  }
}
