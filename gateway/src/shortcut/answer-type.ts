const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['application/json', JSON_TYPE],
  ['application/graphql-response+json', RESPONSE_TYPE],
]);

/** What clients say as a rule, some of it not understood otherwise. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ...TYPES,
  ['', JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/graphql-response+json,application/json;q=0.9', RESPONSE_TYPE],
  ['application/graphql-response+json, application/json;q=0.9', RESPONSE_TYPE],
]);

const NAME = String.raw`[a-z][\w.+-]*\/[a-z][\w.+-]*`;
const BARE_LIST = new RegExp(`^${NAME}(?:, ?${NAME})*$`, 'i');

/**
 * The type of an answer to a request with this `Accept` header: the first of a plain list that can be served. Null for
 * everything with weights, parameters or wildcards, and where nothing can be served; that is for others to judge.
 */
export function answerType(accept: string | undefined): string | null {
  const known = KNOWN.get(accept ?? '');
  if (known !== undefined || accept === undefined) return known ?? null;
  if (!BARE_LIST.test(accept)) return null;
  for (const name of accept.toLowerCase().split(/, ?/)) {
    const type = TYPES.get(name);
    if (type !== undefined) return type;
  }
  return null;
}
