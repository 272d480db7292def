import type { FetchNode } from '@apollo/query-planner';
import { type AnswerPath, isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import { asCopy, asItIs, mergeInto } from './merge.ts';
import { type PlanPath, placesAt } from './places.ts';
import type { PlanRun, SubgraphReply } from './plan-run.ts';
import { entityErrors } from './reply-errors.ts';
import type { Representation } from './representations.ts';
import type { Representations } from './request-template.ts';
import type { Rewrite } from './rewrites.ts';
import type { TypeNames } from './type-names.ts';

const ENTITIES = '_entities';

/** The entities that a fetch asks for, each once, and the objects that wait for each of them. */
export class Wanted implements Representations {
  /** Null where it is made when somebody looks: those who answer in this process do not. */
  readonly #texts: (string | null)[] = [];
  readonly waiting: JsonObject[][] = [];
  /** For each object at the path, what it waits for; undefined for nothing. */
  readonly #waitsFor: (number | undefined)[] = [];
  readonly #representation: Representation;
  readonly #byKey = new Map<string, number>();
  readonly #byText = new Map<string, number>();
  readonly #at: readonly number[] | null;

  /** @param at where each of the objects is among all at the path; null where these are all of them */
  constructor(
    all: readonly JsonObject[],
    representation: Representation,
    at: readonly number[] | null = null,
  ) {
    this.#representation = representation;
    this.#at = at;
    for (let index = 0; index < all.length; index += 1) {
      const object = all[index];
      if (object) this.#waitsFor[index] = this.#add(object);
    }
  }

  get length(): number {
    return this.waiting.length;
  }

  text(): string {
    const { text } = this.#representation;
    let joined = '';
    for (let index = 0; index < this.waiting.length; index += 1) {
      const first = this.waiting[index]?.[0];
      const made = this.#texts[index] ?? (first ? text(first) : null);
      if (made !== null) joined += joined === '' ? made : `,${made}`;
    }
    return joined;
  }

  objects(): JsonObject[] {
    const { of } = this.#representation;
    return this.waiting.flatMap(([first]) => {
      const representation = first && of(first);
      return representation ? [representation] : [];
    });
  }

  /** For each representation, which of all objects at the path wait for it: only errors ask. */
  indices(): readonly (readonly number[])[] {
    const indices: number[][] = this.waiting.map(() => []);
    for (const [index, wanted] of this.#waitsFor.entries())
      if (wanted !== undefined) indices[wanted]?.push(this.#at?.[index] ?? index);
    return indices;
  }

  #add(object: JsonObject): number | undefined {
    const key = this.#representation.key(object);
    return key === null ? this.#addText(object) : this.#join(this.#byKey, key, object, null);
  }

  #addText(object: JsonObject): number | undefined {
    const text = this.#representation.text(object);
    return text === null ? undefined : this.#join(this.#byText, text, object, text);
  }

  #join(known: Map<string, number>, key: string, object: JsonObject, text: string | null): number {
    const found = known.get(key);
    if (found !== undefined) {
      this.waiting[found]?.push(object);
      return found;
    }
    const next = this.waiting.length;
    known.set(key, next);
    this.#texts.push(text);
    this.waiting.push([object]);
    return next;
  }
}

/** How what subgraphs tell of entities is merged. */
export interface EntityAnswersParts {
  readonly node: FetchNode;
  readonly path: PlanPath;
  readonly rewrite: Rewrite | null;
  /** Where the subgraph may know of an entity no more than its interface; null where it knows what it is. */
  readonly interfaces: TypeNames | null;
}

/** Puts what a subgraph tells of entities into the objects that wait for them. */
export class EntityAnswers {
  readonly #parts: EntityAnswersParts;

  constructor(parts: EntityAnswersParts) {
    this.#parts = parts;
  }

  /** @throws {Error} when the reply is none of these entities. */
  merge(run: PlanRun, wanted: Wanted, { data, errors }: SubgraphReply): void {
    if (errors?.length) this.#tell(run, wanted, errors);
    if (!data) return;
    const entities = data[ENTITIES];
    if (!Array.isArray(entities)) throw new Error(`Expected "data.${ENTITIES}" in response to be an array`);
    const { length } = wanted;
    if (entities.length !== length)
      throw new Error(`Expected "data.${ENTITIES}" to contain ${length} elements`);
    for (let index = 0; index < length; index += 1)
      this.#mergeOne(wanted.waiting[index] ?? [], entities[index]);
    // Whoever does not know an entity says null.
    if (!entities.every((entity) => entity === null || isJsonObject(entity)))
      throw new Error(`Expected "data.${ENTITIES}" to contain objects`);
  }

  #mergeOne(objects: readonly JsonObject[], entity: unknown): void {
    if (!isJsonObject(entity)) return;
    const { rewrite, interfaces } = this.#parts;
    const [first] = objects;
    // What it is was known before: the name of its interface would take that away.
    if (interfaces?.isAbstract(ownValue(entity, '__typename'))) setOwn(entity, '__typename', undefined);
    if (rewrite && first) {
      // Rewrites look at the type, which the subgraph was told and so need not tell.
      if (!ownValue(entity, '__typename')) setOwn(entity, '__typename', ownValue(first, '__typename'));
      rewrite(entity);
    }
    const hand = objects.length > 1 ? asCopy : asItIs;
    for (const object of objects) mergeInto(object, entity, hand);
  }

  #tell(run: PlanRun, wanted: Wanted, errors: NonNullable<SubgraphReply['errors']>): void {
    const { node, path } = this.#parts;
    const places = placesAt(run.root, path);
    const indices = wanted.indices();
    const of = (index: number): AnswerPath[] =>
      (indices[index] ?? []).flatMap((at) => (places[at] ? [places[at]] : []));
    run.errors.push(...entityErrors(errors, node.serviceName, { path, of }));
  }
}
