import { hash } from 'node:crypto';
import type { FetchNode } from '@apollo/query-planner';
import { type DocumentNode, type ExecutionResult, stripIgnoredCharacters } from 'graphql';
import type { SubscriptionPlan } from '../../supergraph/operation-context.ts';
import type { OperationRequest } from '../operations.ts';

/** What is subscribed to, whoever does. */
export interface Topic {
  /** Equal for documents that differ in blanks, commas and comments alone, with the same variables. */
  readonly key: string;
  readonly request: OperationRequest;
  /** What the owning subgraph is subscribed to. */
  readonly primary: FetchNode;
  /** Of the supergraph that it was planned with. */
  readonly generation: number;
  /** The span in which it was subscribed to first, in the form of W3C Trace Context; none where nothing is traced. */
  readonly trace?: string | undefined;
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const texts = new WeakMap<DocumentNode, string>();

/** The text of a document without blanks, commas and comments; made once for all who ask by it. */
function textOf(document: DocumentNode, query: string): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = stripIgnoredCharacters(query);
  texts.set(document, text);
  return text;
}

/** The topic of a valid request. */
export function topicOf(
  request: OperationRequest,
  { primary, document, generation }: SubscriptionPlan,
  trace?: string,
): Topic {
  const { query, operationName, variables } = request;
  const parts = [textOf(document, query), operationName ?? null, variables ?? {}];
  const key = hash('sha256', JSON.stringify(parts, inOrder), 'base64url');
  return { request, primary, generation, key, trace };
}

/** Whether what was found for a topic is a topic, and no refusal. */
export function isTopic(found: Topic | ExecutionResult): found is Topic {
  return 'primary' in found;
}

/** Whether the same subgraph is subscribed to the same. */
export function asksTheSame({ primary: one }: Topic, { primary: other }: Topic): boolean {
  return one.serviceName === other.serviceName && one.operation === other.operation;
}
