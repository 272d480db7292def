import type { FetchNode } from '@apollo/query-planner';
import { BareObject, isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import { placeKey } from '../passages/place-key.ts';
import { EVERY, type PlanPath } from '../plan/places.ts';
import type { TypeNames } from '../plan/type-names.ts';

/** What plans take from above an object. */
export type ContextRewrites = NonNullable<FetchNode['contextRewrites']>;

const UP = '..';
const CONDITION = '... on ';
/** Nothing above an object is what a context is taken from. */
const NOWHERE = Symbol('nowhere');

/** Where a value is: how many objects further up, of which types, and by which fields. */
export interface ContextPath {
  readonly levels: number;
  readonly steps: readonly ({ readonly type: string } | { readonly field: string })[];
}

/** Reads the path of a rewrite, such as `.. | .. | ... on Shop | currency`. */
export function contextPath(path: readonly string[]): ContextPath {
  const steps = path.filter((step) => step !== UP);
  return {
    levels: path.length - steps.length,
    steps: steps.map((step) =>
      step.startsWith(CONDITION) ? { type: step.slice(CONDITION.length) } : { field: step },
    ),
  };
}

/** The fields that rewrites of a fetch at a path look at, by the response names on the way to them. */
export function contextKeys(rewrites: ContextRewrites, path: PlanPath): string[] {
  return rewrites.flatMap((rewrite) => {
    const { levels, steps } = contextPath(rewrite.path);
    const above = path.slice(0, path.length - levels);
    const names = steps.flatMap((step) => ('field' in step ? step.field : []));
    return names.map((name, index) => placeKey([...above, ...names.slice(0, index)], name));
  });
}

/** Objects at a path for which the same is taken from above. */
export interface ContextGroup {
  /** The variables; those that nothing above the objects says are missing. */
  readonly values: JsonObject;
  readonly objects: JsonObject[];
  /** Where each of them is among all objects at the path. */
  readonly at: number[];
}

/** Reads a value below an object; undefined where nobody has told it. */
type Read = (object: JsonObject) => unknown;

interface Source {
  readonly levels: number;
  readonly read: Read;
}

function valueBelow(value: unknown, read: Read): unknown {
  if (Array.isArray(value)) {
    const values = value.map((each) => valueBelow(each, read));
    return values.includes(undefined) ? undefined : values;
  }
  return isJsonObject(value) ? read(value) : value;
}

function sourceOf(path: readonly string[], types: TypeNames): Source {
  const { levels, steps } = contextPath(path);
  const read = steps.reduceRight<Read>(
    (next, step) => {
      if ('field' in step) return (object) => valueBelow(ownValue(object, step.field), next);
      const matches = types.matcher(step.type, true);
      return (object) => (matches(object) ? next(object) : NOWHERE);
    },
    (value) => value,
  );
  return { levels, read };
}

/** What a fetch takes from above the objects that it asks for: variables, each from one of several places. */
export class ContextValues {
  readonly #sources = new Map<string, Source[]>();

  constructor(rewrites: ContextRewrites, types: TypeNames) {
    for (const { path, renameKeyTo } of rewrites) {
      const known = this.#sources.get(renameKeyTo) ?? [];
      this.#sources.set(renameKeyTo, [...known, sourceOf(path, types)]);
    }
    // The nearest is meant, wherever the planner puts it.
    for (const sources of this.#sources.values()) sources.sort((one, other) => one.levels - other.levels);
  }

  /** The names of the variables. */
  get names(): readonly string[] {
    return [...this.#sources.keys()];
  }

  /**
   * The objects at a path by what is taken for them, in the order of the data. An object of which nobody has told what is
   * to be taken is in no group, as one that lacks what is required; whoever failed to tell has said so.
   */
  groups(root: JsonObject, path: PlanPath): ContextGroup[] {
    const groups = new Map<string, ContextGroup>();
    let count = 0;
    walk(root, path, [], (lineage, object) => {
      const index = count;
      count += 1;
      const values = this.#valuesFor(lineage);
      if (!values) return;
      const key = JSON.stringify(values);
      const group = groups.get(key) ?? { values, objects: [], at: [] };
      group.objects.push(object);
      group.at.push(index);
      groups.set(key, group);
    });
    return [...groups.values()];
  }

  #valuesFor(lineage: readonly JsonObject[]): JsonObject | null {
    const values = new BareObject();
    for (const [name, sources] of this.#sources) {
      const value = firstOf(sources, lineage);
      if (value === undefined) return null;
      if (value !== NOWHERE) setOwn(values, name, value);
    }
    return values;
  }
}

function firstOf(sources: readonly Source[], lineage: readonly JsonObject[]): unknown {
  for (const { levels, read } of sources) {
    const object = lineage.at(-1 - levels);
    const value = object ? read(object) : NOWHERE;
    if (value !== NOWHERE) return value;
  }
  return NOWHERE;
}

/** Visits the objects at a path, each with those on the way to it, itself the last. */
function walk(
  value: unknown,
  path: PlanPath,
  above: readonly JsonObject[],
  visit: (lineage: readonly JsonObject[], object: JsonObject) => void,
): void {
  const [step, ...rest] = path;
  if (Array.isArray(value)) {
    if (step === EVERY) for (const element of value) walk(element, rest, above, visit);
    return;
  }
  if (!isJsonObject(value)) return;
  const lineage = [...above, value];
  if (step === undefined) visit(lineage, value);
  else walk(ownValue(value, step), rest, lineage, visit);
}
