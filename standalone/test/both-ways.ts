import type { ExecutionResult } from 'graphql';

/** What two gateways must agree in: the data, and which code is at which place. */
export interface Agreed {
  readonly data: unknown;
  readonly errors: readonly string[];
}

/** What is to be the same. */
export function agreed({ data, errors = [] }: ExecutionResult): Agreed {
  const told = errors.map(({ extensions, path = [] }) => `${extensions?.code} at ${path.join('.')}`);
  return { data, errors: told.sort() };
}

/** The same, when it is left open which of the fields is named that empty an object together. */
export function agreedInSubstance(result: ExecutionResult): Agreed {
  const { data, errors = [] } = result;
  const told = errors.map(({ extensions, path = [] }) => `${extensions?.code} at ${emptied(data, path)}`);
  return { data, errors: [...new Set(told)].sort() };
}

/** The part of a path that leads to what is null. */
function emptied(data: unknown, path: readonly (string | number)[]): string {
  let at: unknown = data;
  const led = path.findIndex((step) => {
    at = Object(at)[step];
    return at === null || at === undefined;
  });
  return path.slice(0, led + 1).join('.');
}
