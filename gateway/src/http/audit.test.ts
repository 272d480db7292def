import { auditServer } from 'graphql-http';
import { afterEach, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';

/** What the specification leaves open, and is decided otherwise here: no GET, and what is refused is never a 200. */
const DECIDED = [
  'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
  'SHOULD use 200 status code on document parsing failure when accepting application/json',
  'SHOULD use 200 status code on document validation failure when accepting application/json',
  'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
];

/**
 * What asks by introspection whether UTF-8 and variables are taken, and calls every error a failure. In production no
 * such question is answered, and `__type: null` instead of a refusal would be a lie; that both are taken is shown below.
 */
const ERRORS_IN_PRODUCTION = [
  'MUST accept utf-8 encoded request',
  'MUST allow map {variables} parameter when accepting application/json',
];
const WARNINGS_IN_PRODUCTION = [
  'SHOULD allow map {variables} parameter when accepting application/graphql-response+json',
];

let gateway: TinyGateway;
afterEach(() => gateway.close());

/** The names of what was found, by how grave it is, the given number of times one after the other. */
async function audited(times: number) {
  const url = `${gateway.url}/graphql`;
  let results = await auditServer({ url });
  for (let time = 1; time < times; time += 1) results = await auditServer({ url });
  expect(results.length).toBeGreaterThan(50);
  const named = (wanted: string) => results.flatMap(({ status, name }) => (status === wanted ? name : []));
  return { errors: named('error').sort(), rest: [...named('notice'), ...named('warn')].sort() };
}

const WAYS: readonly (readonly [string, number])[] = [
  ['by its pipeline', 1],
  // What was valid the first time is answered past Apollo Server the second time.
  ['by the shortcut', 2],
];

it.each(WAYS)('the server passes the audit of GraphQL over HTTP without an error, %s', async (_, times) => {
  gateway = await startTinyGateway();
  expect(await audited(times)).toEqual({ errors: [], rest: DECIDED });
});

it.each(WAYS)('in production it passes, but for what asks by introspection, %s', async (_, times) => {
  gateway = await startTinyGateway({ production: true });
  expect(await audited(times)).toEqual({
    errors: ERRORS_IN_PRODUCTION,
    rest: [...DECIDED, ...WARNINGS_IN_PRODUCTION].sort(),
  });
});

it.each(['application/json', 'application/graphql-response+json'])(
  'in production it takes UTF-8 and variables, and answers in %s',
  async (accept) => {
    gateway = await startTinyGateway({ production: true });
    const body = {
      query: 'query Named($yes: Boolean!) { __typename @include(if: $yes) } # Run🏃Swim🏊',
      variables: { yes: true },
    };
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', accept },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(accept);
    expect(await answer.json()).toMatchObject({ data: { __typename: 'Query' } });
  },
);
