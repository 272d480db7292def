import type { GatedFetch } from '../gates/gated-fetch.ts';
import type { ReadReply } from '../passages/passage.ts';
import { EntityAnswers, type EntityAnswersParts, Wanted } from './entity-answers.ts';
import { objectsAt } from './places.ts';
import { faultOf, type Step } from './plan-run.ts';
import type { Representation } from './representations.ts';
import { RequestTemplate } from './request-template.ts';

/** What a fetch of entities is compiled of. */
export interface EntityFetchParts extends EntityAnswersParts {
  readonly representation: Representation;
  readonly gates: GatedFetch | null;
  readonly read: ReadReply | undefined;
}

/** Asks a subgraph for more of the objects at a path, each entity once, however often it is there. */
export class EntityFetch {
  readonly #parts: EntityFetchParts;
  readonly #template: RequestTemplate;
  readonly #answers: EntityAnswers;

  constructor(parts: EntityFetchParts) {
    this.#parts = parts;
    this.#template = new RequestTemplate(parts.node, parts.read);
    this.#answers = new EntityAnswers(parts);
  }

  readonly run: Step = async (run) => {
    const { node, path, representation, gates } = this.#parts;
    try {
      const wanted = new Wanted(objectsAt(run.root, path), representation);
      if (wanted.length === 0) return;
      const variant = run.verdicts && gates?.variantFor(run.verdicts);
      const request = (variant?.template ?? this.#template).requestFor(run, wanted);
      const reply = await run.ask(node.serviceName, request);
      this.#answers.merge(run, wanted, variant ? variant.complete(reply, run.verdicts) : reply);
    } catch (error) {
      run.errors.push(faultOf(error));
    }
  };
}
