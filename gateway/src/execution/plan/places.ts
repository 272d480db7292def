import { type AnswerPath, isJsonObject, type JsonObject, ownValue } from '../json.ts';

/** Where a fetch works in the data: response names, and `@` for every element of a list. */
export type PlanPath = readonly string[];

/** The mark of every element of a list in a {@link PlanPath}. */
export const EVERY = '@';

/** The objects at a path, in the order of the data; what is null on the way is left out. */
export function objectsAt(root: JsonObject, path: PlanPath): JsonObject[] {
  const found: JsonObject[] = [];
  collectObjects(root, path, 0, found);
  return found;
}

function collectObjects(value: unknown, path: PlanPath, depth: number, found: JsonObject[]): void {
  const step = path[depth];
  if (Array.isArray(value)) {
    if (step === EVERY) for (const element of value) collectObjects(element, path, depth + 1, found);
    return;
  }
  if (!isJsonObject(value)) return;
  if (step === undefined) found.push(value);
  else collectObjects(ownValue(value, step), path, depth + 1, found);
}

/** Where each of the {@link objectsAt} a path is in the data, in the same order. */
export function placesAt(root: JsonObject, path: PlanPath): AnswerPath[] {
  const found: AnswerPath[] = [];
  collectPlaces(root, path, [], 0, found);
  return found;
}

function collectPlaces(
  value: unknown,
  path: PlanPath,
  place: AnswerPath,
  depth: number,
  found: AnswerPath[],
): void {
  const step = path[depth];
  if (Array.isArray(value)) {
    if (step !== EVERY) return;
    for (const [index, element] of value.entries())
      collectPlaces(element, path, [...place, index], depth + 1, found);
    return;
  }
  if (!isJsonObject(value)) return;
  if (step === undefined) found.push(place);
  else collectPlaces(ownValue(value, step), path, [...place, step], depth + 1, found);
}
