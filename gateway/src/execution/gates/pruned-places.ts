import type { GraphQLFormattedError } from 'graphql';
import { isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import type { Refusal, Verdicts } from './verdicts.ts';

/** A field that was not asked for. */
export interface PrunedField {
  readonly responseName: string;
  /** The rule that the caller does not meet. */
  readonly rule: number;
}

/** Where in an answer fields are missing that were not asked for. */
export interface PrunedPlace {
  /** The objects that this is about; null for all of them. */
  readonly typeName: string | null;
  readonly fields: readonly PrunedField[];
  readonly below: readonly { readonly responseName: string; readonly place: PrunedPlace }[];
  /** What is inside fragments. */
  readonly fragments: readonly PrunedPlace[];
}

/** What is told while an answer is completed. */
interface Telling {
  readonly verdicts: Verdicts;
  readonly errors: GraphQLFormattedError[];
  /** Where in the answer we are. */
  readonly path: (string | number)[];
}

/** A refusal at a place, as a subgraph tells it. All places share what is the same at each. */
export function refusalAt(
  { message, extensions }: Refusal,
  path: readonly (string | number)[],
): GraphQLFormattedError {
  return { message, path, extensions };
}

function completeObject(object: JsonObject, place: PrunedPlace, telling: Telling): void {
  if (place.typeName !== null && ownValue(object, '__typename') !== place.typeName) return;
  const { verdicts, errors, path } = telling;
  for (const { responseName, rule } of place.fields) {
    const refusal = verdicts.refusalOf(rule);
    if (!refusal || Object.hasOwn(object, responseName)) continue;
    setOwn(object, responseName, null);
    path.push(responseName);
    // A copy of a list that is long enough already takes half the time of one that grows.
    errors.push(refusalAt(refusal, path.slice()));
    path.pop();
  }
  for (const { responseName, place: below } of place.below) {
    path.push(responseName);
    complete(ownValue(object, responseName), below, telling);
    path.pop();
  }
  for (const fragment of place.fragments) completeObject(object, fragment, telling);
}

function completeEach(list: readonly unknown[], place: PrunedPlace, telling: Telling): void {
  const { path } = telling;
  const depth = path.push(0) - 1;
  for (let index = 0; index < list.length; index += 1) {
    path[depth] = index;
    complete(list[index], place, telling);
  }
  path.pop();
}

function complete(value: unknown, place: PrunedPlace, telling: Telling): void {
  if (Array.isArray(value)) completeEach(value, place, telling);
  else if (isJsonObject(value)) completeObject(value, place, telling);
}

/** Puts null where a field was not asked for, and tells it as the subgraph would have told it. */
export function completePruned(
  data: JsonObject,
  place: PrunedPlace,
  verdicts: Verdicts,
): GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  completeObject(data, place, { verdicts, errors, path: [] });
  return errors;
}
