import type { DomainError } from '@freehold/kernel/errors/domain-error';
import type { GraphQLFormattedError } from 'graphql';
import { isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';
import type { Verdicts } from './verdicts.ts';

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

/** A place in an answer, from the inside out; null is the root. */
export type Path = { readonly before: Path; readonly key: string | number } | null;

function keysOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.before) keys.push(at.key);
  return keys.reverse();
}

/** A refusal at a place, as a subgraph tells it. */
export function refusalAt({ message, data, code }: DomainError, path: Path): GraphQLFormattedError {
  return { message, path: keysOf(path), extensions: { ...data, code } };
}

/** What is told while an answer is completed. */
interface Telling {
  readonly verdicts: Verdicts;
  readonly errors: GraphQLFormattedError[];
}

function completeObject(object: JsonObject, place: PrunedPlace, path: Path, telling: Telling): void {
  if (place.typeName !== null && ownValue(object, '__typename') !== place.typeName) return;
  for (const { responseName, rule } of place.fields) {
    const refusal = telling.verdicts.refusalOf(rule);
    if (!refusal || Object.hasOwn(object, responseName)) continue;
    setOwn(object, responseName, null);
    telling.errors.push(refusalAt(refusal, { before: path, key: responseName }));
  }
  for (const { responseName, place: below } of place.below)
    complete(ownValue(object, responseName), below, { before: path, key: responseName }, telling);
  for (const fragment of place.fragments) completeObject(object, fragment, path, telling);
}

function complete(value: unknown, place: PrunedPlace, path: Path, telling: Telling): void {
  if (Array.isArray(value))
    for (let index = 0; index < value.length; index += 1)
      complete(value[index], place, { before: path, key: index }, telling);
  else if (isJsonObject(value)) completeObject(value, place, path, telling);
}

/** Puts null where a field was not asked for, and tells it as the subgraph would have told it. */
export function completePruned(
  data: JsonObject,
  place: PrunedPlace,
  verdicts: Verdicts,
): GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  completeObject(data, place, null, { verdicts, errors });
  return errors;
}
