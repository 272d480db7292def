import { type FieldNode, GraphQLError } from 'graphql';
import type { AnswerPath } from '../json.ts';

/** A place in the answer, from the inside out; null is the root. */
export type Place = { readonly parent: Place; readonly key: string | number } | null;

/** What a value is where it may not be what the subgraphs have answered, which has been told. */
export const FAULT = Symbol('fault');

/** The shaping of one answer. */
export interface Completion {
  /** Values that no subgraph may answer. */
  readonly faults: GraphQLError[];
  /** What the schema says of itself. */
  introspect(fields: readonly FieldNode[]): unknown;
}

/** The value as the client reads it: null, {@link FAULT}, or what the type allows. */
export type Complete = (value: unknown, run: Completion, parent: Place, key: string | number) => unknown;

function pathOf(place: Place): AnswerPath {
  const path: (string | number)[] = [];
  for (let at = place; at; at = at.parent) path.unshift(at.key);
  return path;
}

/** Tells that a value is not what it may be. */
export function tellFault(run: Completion, what: string, parent: Place, key: string | number): typeof FAULT {
  const where = typeof key === 'number' ? `element ${key}` : `field "${key}"`;
  run.faults.push(new GraphQLError(`${what} at ${where}.`, { path: pathOf({ parent, key }) }));
  return FAULT;
}

/** A value that may not be null. */
export function completeNonNull(complete: Complete, typeName: string): Complete {
  return (value, run, parent, key) => {
    const result = complete(value, run, parent, key);
    return result === null ? tellFault(run, `Null for the non-null type ${typeName}`, parent, key) : result;
  };
}

/** A value that may be null, and is where there is a fault. */
export function completeNullable(complete: Complete): Complete {
  return (value, run, parent, key) => {
    const result = complete(value, run, parent, key);
    return result === FAULT ? null : result;
  };
}

/** A list; the fault of an element that may not be null is the fault of the list. */
export function completeList(complete: Complete): Complete {
  return (value, run, parent, key) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) return tellFault(run, 'No list', parent, key);
    const place = { parent, key };
    const results = value.map((element, index) => complete(element, run, place, index));
    return results.includes(FAULT) ? FAULT : results;
  };
}

/** A leaf that passes the check of its type. */
export function completeLeaf(isValid: (value: unknown) => boolean, typeName: string): Complete {
  return (value, run, parent, key) => {
    if (value === null || value === undefined) return null;
    return isValid(value) ? value : tellFault(run, `No value of the type ${typeName}`, parent, key);
  };
}
