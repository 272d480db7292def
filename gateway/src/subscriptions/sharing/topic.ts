import { hash } from 'node:crypto';
import type { FetchNode } from '@apollo/query-planner';
import { stripIgnoredCharacters } from 'graphql';
import type { OperationRequest } from '../operations.ts';

/** What is subscribed to, whoever does. */
export interface Topic {
  /** Equal for documents that differ in blanks, commas and comments alone, with the same variables. */
  readonly key: string;
  readonly request: OperationRequest;
  /** What the owning subgraph is subscribed to. */
  readonly primary: FetchNode;
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The topic of a valid request. */
export function topicOf(request: OperationRequest, primary: FetchNode): Topic {
  const { query, operationName, variables } = request;
  const parts = [stripIgnoredCharacters(query), operationName ?? null, variables ?? {}];
  return { request, primary, key: hash('sha256', JSON.stringify(parts, inOrder), 'base64url') };
}
