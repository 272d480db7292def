import { GraphQLError, type GraphQLFormattedError, type OperationTypeNode } from 'graphql';
import type { Verdicts } from '../gates/verdicts.ts';
import type { JsonObject } from '../json.ts';
import type { ReadReply } from '../passages/passage.ts';

/** What a subgraph is asked by a plan. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly kind: `${OperationTypeNode}`;
  /** The beginning of the request as JSON, up to the value of its variables. */
  readonly head: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The same variables as JSON. */
  readonly variablesText: string;
  /** Reads a reply that is text, where it need not be parsed. */
  readonly read?: ReadReply | undefined;
}

/** What a subgraph answers; the plan takes the data for its own and may change it. */
export interface SubgraphReply {
  readonly data?: JsonObject | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** Asks one subgraph, in the name of whoever the operation is for. */
export type Ask = (subgraph: string, request: SubgraphRequest) => Promise<SubgraphReply>;

/** One execution of a plan. */
export interface PlanRun {
  readonly ask: Ask;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether the answer is written: what nobody looks at may stay the text that it is. */
  readonly isWritten: boolean;
  /** What the caller may; null where every field is left to its subgraph. */
  readonly verdicts: Verdicts | null;
  /** What is known so far. */
  readonly root: JsonObject;
  readonly errors: GraphQLError[];
}

/** One step of a plan. */
export type Step = (run: PlanRun) => Promise<void>;

/** The error of GraphQL for what was thrown inside the gateway; it has no code, and so is masked at the door. */
export function faultOf(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const fault = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError(fault.message, { originalError: fault });
}
