import { copyOf, isJsonObject, type JsonObject, ownValue, setOwn } from '../json.ts';

/** How values get from an answer into the data: as they are, or as copies, when the answer goes to several places. */
export type Hand = (value: unknown) => unknown;

/** Hands an answer over to the one place that it is for. */
export const asItIs: Hand = (value) => value;
/** Hands a copy to each of several places. */
export const asCopy: Hand = copyOf;

/**
 * Puts what a subgraph has answered into the data. Objects are joined, lists of the same length element by element;
 * null takes nothing away that another subgraph has told.
 */
export function mergeInto(target: JsonObject, source: JsonObject, hand: Hand = asItIs): void {
  // Answers inherit nothing that this would find.
  for (const name in source) {
    const given = source[name];
    if (given === undefined) continue;
    // What is undefined is not inherited either, and so may simply be set: most of what comes is new.
    if (target[name] === undefined) target[name] = hand(given);
    else joinOwn(target, name, given, hand);
  }
}

function joinOwn(target: JsonObject, name: string, given: unknown, hand: Hand): void {
  const known = ownValue(target, name);
  setOwn(target, name, known === undefined || known === null ? hand(given) : joined(known, given, hand));
}

function joined(known: unknown, given: unknown, hand: Hand): unknown {
  if (given === null || given === undefined) return known;
  if (Array.isArray(known) && Array.isArray(given) && known.length === given.length) {
    for (const [index, value] of known.entries()) known[index] = joinedElement(value, given[index], hand);
    return known;
  }
  if (!isJsonObject(known) || !isJsonObject(given)) return hand(given);
  mergeInto(known, given, hand);
  return known;
}

function joinedElement(known: unknown, given: unknown, hand: Hand): unknown {
  return known === undefined || known === null ? hand(given) : joined(known, given, hand);
}
