/**
 * The text by which two inputs of a mutation are compared: the same for inputs that ask for the same. What is left out
 * and what is null ask for the same, unless null takes away what is there. Null inside of a list keeps its place.
 */
export function canonicalInput(input: unknown, nullClears: boolean): string {
  return JSON.stringify([input], nullClears ? undefined : withoutNull);
}

function withoutNull(this: unknown, _key: string, value: unknown): unknown {
  return value === null && !Array.isArray(this) ? undefined : value;
}
