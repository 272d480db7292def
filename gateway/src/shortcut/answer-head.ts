import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import type { FormatError } from '../supergraph/format-error.ts';

const BAD_USER_INPUT = 'BAD_USER_INPUT';
const NO_CODE = 'INTERNAL_SERVER_ERROR';

/** What errors make of the head of an answer over HTTP. */
export interface AnswerHead {
  /** Null where no error says. */
  status: number | null;
  readonly headers: Map<string, string>;
}

interface HttpPart {
  readonly status?: unknown;
  readonly headers?: unknown;
}

function httpOf({ http }: GraphQLError['extensions']): HttpPart | null {
  return typeof http === 'object' && http !== null ? http : null;
}

function takeHead(head: AnswerHead, { status, headers }: HttpPart): void {
  if (typeof status === 'number') head.status = status;
  if (headers instanceof Map) for (const [name, value] of headers) head.headers.set(`${name}`, `${value}`);
}

/** Whether a value of a variable is not of its type. */
function isBadInput({ nodes }: GraphQLError): boolean {
  return nodes?.length === 1 && nodes[0]?.kind === Kind.VARIABLE_DEFINITION;
}

/** An error as Apollo Server formats it; what it says of the head is taken out and put there. */
export function formatted(error: GraphQLError, head: AnswerHead, format: FormatError): GraphQLFormattedError {
  const { http: _, ...extensions } = error.extensions;
  const http = httpOf(error.extensions);
  if (http) takeHead(head, http);
  const code = extensions.code ?? (isBadInput(error) ? BAD_USER_INPUT : NO_CODE);
  return format({ ...error.toJSON(), extensions: { ...extensions, code } }, error);
}

/** Whatever was thrown, as an error of GraphQL. */
export function graphQLErrorOf(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const fault = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError(fault.message, { originalError: fault });
}
