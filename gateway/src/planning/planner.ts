import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import type { Overridden } from '../execution/overrides/override-labels.ts';
import type { Soon } from '../under-way/soon.ts';

/** How an operation is answered by subgraphs; undefined where none is asked. */
export type PlannedNode = QueryPlan['node'];

/** In whose turn something is planned. */
export interface Turn {
  /** Empty for who asks in the name of no tenant. */
  readonly tenantId: string;
  /** Whether it was counted before, such as a subscription that goes on: then it waits, however much does. */
  readonly isAdmitted: boolean;
}

/** The turn of the gateway itself. */
export const OWN_TURN: Turn = { tenantId: '', isAdmitted: true };

/** What Apollo's planner is told of an operation beside its document. */
export interface PlanTold {
  /** Null where the operation has no name. */
  readonly operationName: string | null;
  /** The labels of `@override` that are overridden for who asks. */
  readonly overridden: Overridden;
}

/** What is to be planned. */
export interface PlanAsked extends PlanTold {
  /** The same for all that may be planned as one. */
  readonly text: string;
  /** Valid, with one operation that knows no conditions, as the planner takes it. */
  readonly document: DocumentNode;
  readonly turn: Turn;
}

/** What plans operations over one supergraph. */
export interface Planner {
  /** @throws {Error} when it cannot be planned, or is refused; at once or later. */
  plan(asked: PlanAsked): Soon<PlannedNode>;
  /** Makes ready what it plans with, before anybody waits for it. */
  start(): void;
  /** Ends once nothing is left to be planned; what is asked later is planned still. */
  retire(): void;
  /** Ends; what waits is refused. */
  close(): Promise<void>;
}

/** What Apollo's planner plans with. */
export interface PlannerParts {
  readonly planner: QueryPlanner;
  /** What clients see of the supergraph. */
  readonly api: Schema;
}

/** Plans a document at once. @throws {Error} when it cannot be planned. */
export function planOf(
  { api, planner }: PlannerParts,
  document: DocumentNode,
  { operationName, overridden }: PlanTold,
): QueryPlan {
  const named = operationName === null ? {} : { operationName };
  const overrideConditions = new Map(overridden.map((label) => [label, true]));
  return planner.buildQueryPlan(operationFromDocument(api, document, named), { overrideConditions });
}

/** Plans where it is asked, at once. */
export class PlannerHere implements Planner {
  readonly #parts: PlannerParts;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  plan(asked: PlanTold & Pick<PlanAsked, 'document'>): PlannedNode {
    return planOf(this.#parts, asked.document, asked).node;
  }

  start(): void {}

  retire(): void {}

  async close(): Promise<void> {}
}
