import type { FetchVariant } from '../gates/gated-fetch.ts';
import { EntityAnswers, Wanted } from '../plan/entity-answers.ts';
import type { EntityFetchParts } from '../plan/entity-fetch.ts';
import { faultOf, type PlanRun, type Step, type SubgraphReply } from '../plan/plan-run.ts';
import { errorAt, placeOf } from '../plan/reply-errors.ts';
import { ContextTemplate } from './context-template.ts';
import type { ContextValues } from './context-values.ts';

/** So many groups of entities are asked for in one request; more go in several, side by side. */
const GROUPS_MAX = 20;

/** Entities for which the same is taken from above them. */
interface Group {
  readonly values: Readonly<Record<string, unknown>>;
  readonly entities: Wanted;
}

/** What a fetch of entities that take something from above them is compiled of. */
export interface ContextFetchParts extends EntityFetchParts {
  readonly values: ContextValues;
}

/**
 * Asks a subgraph for more of the objects at a path with what objects above them say. One entity below two parents is one
 * entity where they say the same, and two where they do not.
 */
export class ContextFetch {
  readonly #parts: ContextFetchParts;
  readonly #template: ContextTemplate;
  readonly #answers: EntityAnswers;
  readonly #variants = new WeakMap<FetchVariant, ContextTemplate>();

  constructor(parts: ContextFetchParts) {
    this.#parts = parts;
    this.#template = new ContextTemplate(parts.node, parts.values.names, parts.read);
    this.#answers = new EntityAnswers(parts);
  }

  readonly run: Step = async (run) => {
    const groups = this.#groups(run);
    const requests: Promise<void>[] = [];
    for (let at = 0; at < groups.length; at += GROUPS_MAX)
      requests.push(this.#askFor(run, groups.slice(at, at + GROUPS_MAX)));
    await Promise.all(requests);
  };

  #groups(run: PlanRun): Group[] {
    const { values, path, representation } = this.#parts;
    return values.groups(run.root, path).flatMap(({ values, objects, at }) => {
      const entities = new Wanted(objects, representation, at);
      return entities.length > 0 ? [{ values, entities }] : [];
    });
  }

  async #askFor(run: PlanRun, groups: readonly Group[]): Promise<void> {
    const { node, path, gates } = this.#parts;
    try {
      const variant = run.verdicts && gates?.variantFor(run.verdicts);
      const template = variant ? this.#templateOf(variant) : this.#template;
      const reply = await run.ask(node.serviceName, template.request(run, groups));
      const { each, errors } = template.replies(reply, groups.length);
      for (const error of errors)
        run.errors.push(errorAt(error, node.serviceName, error.path && placeOf(path)));
      for (const [index, { entities }] of groups.entries()) {
        const told = each[index] ?? {};
        this.#merge(run, entities, variant ? variant.complete(told, run.verdicts) : told);
      }
    } catch (error) {
      run.errors.push(faultOf(error));
    }
  }

  /** What is wrong with one group is told, and costs no other. */
  #merge(run: PlanRun, entities: Wanted, reply: SubgraphReply): void {
    try {
      this.#answers.merge(run, entities, reply);
    } catch (error) {
      run.errors.push(faultOf(error));
    }
  }

  #templateOf(variant: FetchVariant): ContextTemplate {
    const { node, values } = this.#parts;
    const template = this.#variants.get(variant) ?? new ContextTemplate(variant.node ?? node, values.names);
    this.#variants.set(variant, template);
    return template;
  }
}
