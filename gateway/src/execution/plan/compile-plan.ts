import type { ConditionNode, FetchNode, PlanNode } from '@apollo/query-planner';
import type { AccessRules } from '../gates/access-rules.ts';
import { GatedFetch } from '../gates/gated-fetch.ts';
import { ownValue } from '../json.ts';
import type { ReadReply } from '../passages/passage.ts';
import { EntityFetch } from './entity-fetch.ts';
import { RootFetch } from './fetch-step.ts';
import type { PlanPath } from './places.ts';
import type { PlanRun, Step } from './plan-run.ts';
import { compileRepresentation } from './representations.ts';
import { compileRewrites } from './rewrites.ts';
import type { TypeNames } from './type-names.ts';

/** The values that conditions of a plan look at: what is given, else what the operation says by default. */
export type Defaults = ReadonlyMap<string, boolean>;

/** A plan that this executor does not serve. */
export class PlanRefused extends Error {
  constructor(what: string) {
    super(`Plans with ${what} are not served.`);
    this.name = 'PlanRefused';
  }
}

/** What a plan is compiled with, beside itself. */
export interface PlanSetting {
  readonly defaults: Defaults;
  /** How replies are read where the answer is written; those of other fetches are parsed. */
  readonly readers: ReadonlyMap<FetchNode, ReadReply>;
}

const NOTHING: Step = async () => undefined;

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
   * @throws {PlanRefused} for `@defer` and for `@fromContext`, neither of which is served.
   */
  compile(node: PlanNode, setting: PlanSetting, path: PlanPath = []): Step {
    switch (node.kind) {
      case 'Fetch':
        return this.#fetch(node, setting, path);
      case 'Flatten':
        return this.compile(node.node, setting, [...path, ...node.path.map(String)]);
      case 'Sequence':
        return inSequence(node.nodes.map((each) => this.compile(each, setting, path)));
      case 'Parallel':
        return sideBySide(node.nodes.map((each) => this.compile(each, setting, path)));
      case 'Condition':
        return this.#condition(node, setting, path);
      case 'Defer':
        throw new PlanRefused('@defer');
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

  #fetch(node: FetchNode, { readers }: PlanSetting, path: PlanPath): Step {
    const read = readers.get(node);
    if (node.contextRewrites?.length) throw new PlanRefused('@fromContext');
    if (!node.requires) return this.rootFetch(node, path, read).run;
    const inputRewrite = compileRewrites(node.inputRewrites, this.#types);
    const representation = compileRepresentation(node.requires, this.#types, inputRewrite);
    const rewrite = compileRewrites(node.outputRewrites, this.#types);
    const gates = this.#gatesOf(node);
    // Who is told the name of an interface answers by that name.
    const interfaces = inputRewrite ? this.#types : null;
    return new EntityFetch({ node, path, representation, rewrite, gates, read, interfaces }).run;
  }

  #condition({ condition, ifClause, elseClause }: ConditionNode, setting: PlanSetting, path: PlanPath): Step {
    const [whenTrue, whenFalse] = [ifClause, elseClause].map((clause) =>
      clause ? this.compile(clause, setting, path) : NOTHING,
    );
    return async (run) => {
      const holds = conditionOf(condition, run, setting.defaults);
      await (holds ? whenTrue : whenFalse)?.(run);
    };
  }
}

function conditionOf(name: string, { variables }: PlanRun, defaults: Defaults): boolean {
  const value = ownValue(variables, name) ?? defaults.get(name);
  if (typeof value === 'boolean') return value;
  throw new Error(`The condition of the plan on $${name} has no value.`);
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
