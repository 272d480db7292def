import type { FetchNode } from '@apollo/query-planner';
import { type AnswerPath, isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import { RequestTemplate } from './fetch-step.ts';
import { asCopy, asItIs, mergeInto } from './merge.ts';
import { objectsAt, type PlanPath, placesAt } from './places.ts';
import { faultOf, type PlanRun, type Step, type SubgraphReply } from './plan-run.ts';
import { entityErrors } from './reply-errors.ts';
import { type Represent, representationText } from './representations.ts';
import type { Rewrite } from './rewrites.ts';

const ENTITIES = '_entities';

/** The entities that a fetch asks for, each once, and the objects that wait for each of them. */
class Wanted {
  readonly representations: JsonObject[] = [];
  readonly texts: string[] = [];
  readonly objects: JsonObject[][] = [];
  /** For each representation, which of all objects at the path wait for it. */
  readonly indices: number[][] = [];
  readonly #known = new Map<string, number>();

  constructor(all: readonly JsonObject[], represent: Represent) {
    for (const [index, object] of all.entries()) {
      const representation = represent(object);
      if (representation) this.#add(representation, object, index);
    }
  }

  #add(representation: JsonObject, object: JsonObject, index: number): void {
    const text = representationText(representation);
    const known = this.#known.get(text);
    if (known === undefined) {
      this.#known.set(text, this.texts.length);
      this.representations.push(representation);
      this.texts.push(text);
      this.objects.push([object]);
      this.indices.push([index]);
    } else {
      this.objects[known]?.push(object);
      this.indices[known]?.push(index);
    }
  }
}

/** What a fetch of entities is compiled of. */
export interface EntityFetchParts {
  readonly node: FetchNode;
  readonly path: PlanPath;
  readonly represent: Represent;
  readonly rewrite: Rewrite | null;
}

/** Asks a subgraph for more of the objects at a path, each entity once, however often it is there. */
export class EntityFetch {
  readonly #parts: EntityFetchParts;
  readonly #template: RequestTemplate;

  constructor(parts: EntityFetchParts) {
    this.#parts = parts;
    this.#template = new RequestTemplate(parts.node);
  }

  readonly run: Step = async (run) => {
    const { node, path, represent } = this.#parts;
    try {
      const wanted = new Wanted(objectsAt(run.root, path), represent);
      const { representations, texts } = wanted;
      if (representations.length === 0) return;
      const request = this.#template.requestFor(run.variables, representations, texts);
      this.#merge(run, wanted, await run.ask(node.serviceName, request));
    } catch (error) {
      run.errors.push(faultOf(error));
    }
  };

  #merge(run: PlanRun, wanted: Wanted, { data, errors }: SubgraphReply): void {
    if (errors?.length) this.#tell(run, wanted, errors);
    if (!data) return;
    const entities = data[ENTITIES];
    if (!Array.isArray(entities)) throw new Error(`Expected "data.${ENTITIES}" in response to be an array`);
    const { length } = wanted.texts;
    if (entities.length !== length)
      throw new Error(`Expected "data.${ENTITIES}" to contain ${length} elements`);
    for (const [index, objects] of wanted.objects.entries()) this.#mergeOne(objects, entities[index]);
  }

  #mergeOne(objects: readonly JsonObject[], entity: unknown): void {
    if (!isJsonObject(entity)) return;
    const [first] = objects;
    if (first && !ownValue(entity, '__typename')) setOwn(entity, '__typename', ownValue(first, '__typename'));
    this.#parts.rewrite?.(entity);
    const hand = objects.length > 1 ? asCopy : asItIs;
    for (const object of objects) mergeInto(object, entity, hand);
  }

  #tell(run: PlanRun, wanted: Wanted, errors: NonNullable<SubgraphReply['errors']>): void {
    const { node, path } = this.#parts;
    const places = placesAt(run.root, path);
    const of = (index: number): AnswerPath[] =>
      (wanted.indices[index] ?? []).flatMap((at) => (places[at] ? [places[at]] : []));
    run.errors.push(...entityErrors(errors, node.serviceName, { path, of }));
  }
}
