import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { ContextFetch } from '../contexts/context-fetch.ts';
import { inContextOrder } from '../contexts/context-order.ts';
import { ContextValues } from '../contexts/context-values.ts';
import type { AccessRules } from '../gates/access-rules.ts';
import { GatedFetch } from '../gates/gated-fetch.ts';
import type { ReadReply } from '../passages/passage.ts';
import { EntityFetch } from './entity-fetch.ts';
import { RootFetch } from './fetch-step.ts';
import type { PlanPath } from './places.ts';
import { PlanRefused } from './plan-refused.ts';
import type { Step } from './plan-run.ts';
import { compileRepresentation } from './representations.ts';
import { compileRewrites } from './rewrites.ts';
import type { TypeNames } from './type-names.ts';

/** How replies are read where the answer is written; those of other fetches are parsed. */
export type Readers = ReadonlyMap<FetchNode, ReadReply>;

/** Compiles the nodes of plans into steps. */
export class PlanCompiler {
  readonly #types: TypeNames;

  readonly #rules: AccessRules | null;

  /** @param rules what is judged before it is fetched; without, every field is left to its subgraph */
  constructor(types: TypeNames, rules: AccessRules | null = null) {
    this.#types = types;
    this.#rules = rules;
  }

  /**
   * The step that executes a node and everything below it.
   * @throws {PlanRefused} for `@defer` and for paths by types, which are not served, for conditions, which are chosen before
   * an operation is planned, and for whatever else a planner may think of.
   */
  compile(node: PlanNode, readers: Readers): Step {
    return this.#step(inContextOrder(node), readers, []);
  }

  #step(node: PlanNode, readers: Readers, path: PlanPath): Step {
    switch (node.kind) {
      case 'Fetch':
        return this.#fetch(node, readers, path);
      case 'Flatten':
        return this.#step(node.node, readers, [...path, ...node.path.map(servedStep)]);
      case 'Sequence':
        return inSequence(node.nodes.map((each) => this.#step(each, readers, path)));
      case 'Parallel':
        return sideBySide(node.nodes.map((each) => this.#step(each, readers, path)));
      case 'Condition':
        throw new PlanRefused('conditions');
      case 'Defer':
        throw new PlanRefused('@defer');
      default:
        throw new PlanRefused('nodes of other kinds');
    }
  }

  /** A fetch of root fields, as the owner of a subscription answers it with each event. */
  rootFetch(node: FetchNode, path: PlanPath = [], read?: ReadReply): RootFetch {
    const rewrite = compileRewrites(node.outputRewrites, this.#types);
    return new RootFetch({ node, path, rewrite, gates: this.#gatesOf(node), read });
  }

  #gatesOf(node: FetchNode): GatedFetch | null {
    return this.#rules && GatedFetch.of(node, this.#rules);
  }

  #fetch(node: FetchNode, readers: Readers, path: PlanPath): Step {
    if (node.hasDefers) throw new PlanRefused('@defer');
    const read = readers.get(node);
    if (!node.requires) return this.rootFetch(node, path, read).run;
    const inputRewrite = compileRewrites(node.inputRewrites, this.#types);
    const representation = compileRepresentation(node.requires, this.#types, inputRewrite);
    const rewrite = compileRewrites(node.outputRewrites, this.#types);
    const gates = this.#gatesOf(node);
    // Who is told the name of an interface answers by that name.
    const interfaces = inputRewrite ? this.#types : null;
    const parts = { node, path, representation, rewrite, gates, read, interfaces };
    if (!node.contextRewrites?.length) return new EntityFetch(parts).run;
    const values = new ContextValues(node.contextRewrites, this.#types);
    return new ContextFetch({ ...parts, values }).run;
  }
}

/** A step of a path; those that name the types of objects are made by an option of the planner that is off. */
function servedStep(step: string | number): string {
  const text = String(step);
  if (text.includes('|[')) throw new PlanRefused('paths by types');
  return text;
}

function inSequence(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function sideBySide(steps: readonly Step[]): Step {
  return async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
}
