import type { FetchNode } from '@apollo/query-planner';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { Rule } from '@freehold/kernel/permissions/rules';
import type { GraphQLError } from 'graphql';
import type { Turn } from '../planning/planner.ts';
import type { Soon } from '../under-way/soon.ts';
import type { GivenVariables } from './choices/conditions.ts';
import { Verdicts } from './gates/verdicts.ts';
import { BareObject } from './json.ts';
import type { RootFetch } from './plan/fetch-step.ts';
import type { Ask, PlanRun, Step, SubgraphReply } from './plan/plan-run.ts';
import type { Shape, Shaped, Written } from './shape/shape.ts';

/** What an operation is executed with. */
export interface Execution {
  readonly ask: Ask;
  /** What the client gave, already found to be of the right types. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** For whom; what they may not read whatever the value is not fetched. Without, the subgraphs judge alone. */
  readonly caller?: Caller;
}

/** The answer of an operation. */
export interface OperationAnswer extends Shaped {
  /** What subgraphs have refused or failed at, in the words of the client's document. */
  readonly errors: readonly GraphQLError[];
}

/** The same with the data as text, where it can be written at once. */
export interface WrittenAnswer extends Written {
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
  readonly shape: Shape;
  /** The rules that the gates of the steps name by their indices. */
  readonly rules: readonly Rule[];
  /** Null for queries and mutations. */
  readonly primary: Primary | null;
}

/** An operation as a client wrote it. */
export interface Planned {
  /**
   * The operation that is left of it by what these variables say to `@skip` and `@include`.
   * @throws {GraphQLError} `BAD_USER_INPUT` when they look at a variable that is null.
   */
  chosenBy(given: GivenVariables, turn: Turn): Soon<CompiledOperation>;
}

/** An operation without `@skip` and `@include`, planned and compiled, to be executed as often as it is asked. */
export class CompiledOperation implements Planned {
  /** Tells it from all others. */
  readonly key = Symbol('operation');
  readonly #parts: CompiledParts;

  constructor(parts: CompiledParts) {
    this.#parts = parts;
  }

  /** What the owner of a subscription is asked; null for queries and mutations. */
  get primary(): FetchNode | null {
    return this.#parts.primary?.node ?? null;
  }

  /** Nothing is left to be chosen. */
  chosenBy(): this {
    return this;
  }

  /** Executes a query or a mutation, or with an event the completion of that event. */
  async execute(execution: Execution, event?: SubgraphReply): Promise<OperationAnswer> {
    const run = this.#begin(execution, false);
    if (event) this.#parts.primary?.fetch.take(run, event);
    await this.#parts.step?.(run);
    const { data, faults } = this.#parts.shape.shape(run.root, run.variables);
    return { data, faults, errors: run.errors };
  }

  /** Executes a query or a mutation whose answer goes out as JSON. */
  async write(execution: Execution): Promise<WrittenAnswer> {
    const run = this.#begin(execution, true);
    await this.#parts.step?.(run);
    const { data, faults } = this.#parts.shape.write(run.root, run.variables);
    return { data, faults, errors: run.errors };
  }

  #begin({ ask, variables, caller }: Execution, isWritten: boolean): PlanRun {
    const verdicts = caller ? new Verdicts(this.#parts.rules, caller) : null;
    return { ask, variables, isWritten, verdicts, root: new BareObject(), errors: [] };
  }
}
