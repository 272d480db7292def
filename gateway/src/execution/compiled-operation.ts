import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLError } from 'graphql';
import { BareObject } from './json.ts';
import type { RootFetch } from './plan/fetch-step.ts';
import type { Ask, PlanRun, Step, SubgraphReply } from './plan/plan-run.ts';
import type { Shaped, Shapes } from './shape/shapes.ts';

/** What an operation is executed with. */
export interface Execution {
  readonly ask: Ask;
  /** What the client gave, already found to be of the right types. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The answer of an operation. */
export interface OperationAnswer extends Shaped {
  /** What subgraphs have refused or failed at, in the words of the client's document. */
  readonly errors: readonly GraphQLError[];
}

/** How a subscription's events come: what its owner is subscribed to, and how it is merged. */
export interface Primary {
  readonly node: FetchNode;
  readonly fetch: RootFetch;
}

/** What an operation is compiled of. */
export interface CompiledParts {
  /** Null when nothing is to be fetched; for subscriptions what follows an event. */
  readonly step: Step | null;
  readonly shapes: Shapes;
  /** Null for queries and mutations. */
  readonly primary: Primary | null;
}

/** An operation that is planned and compiled, to be executed as often as it is asked. */
export class CompiledOperation {
  readonly #parts: CompiledParts;

  constructor(parts: CompiledParts) {
    this.#parts = parts;
  }

  /** What the owner of a subscription is asked; null for queries and mutations. */
  get primary(): FetchNode | null {
    return this.#parts.primary?.node ?? null;
  }

  /**
   * Executes a query or a mutation, or with an event the completion of that event.
   * @throws {GraphQLError} `BAD_USER_INPUT` when `@skip` or `@include` look at a variable that is null.
   */
  async execute(execution: Execution, event?: SubgraphReply): Promise<OperationAnswer> {
    const { step, shapes, primary } = this.#parts;
    const shape = shapes.of(execution.variables);
    const run: PlanRun = { ...execution, root: new BareObject(), errors: [] };
    if (event) primary?.fetch.take(run, event);
    await step?.(run);
    return { ...shape(run.root), errors: run.errors };
  }
}
