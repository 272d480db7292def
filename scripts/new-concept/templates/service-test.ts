import type { NewConcept } from './new-concept.ts';

/** `<concept>.service.test.ts`: what every concept guarantees, through GraphQL on a real database. */
export const serviceTest = ({ words, prefix, subgraph }: NewConcept): string => `
import { newTenant } from '@freehold/kernel/testing/callers';
import { ask, refusalOf, startTestSubgraph, type TestSubgraph } from '@freehold/kernel/testing/test-subgraph';
import { newId } from '@freehold/kernel/values/id';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ${subgraph}Subgraph } from '../${subgraph}.subgraph.ts';

const CREATE = 'mutation ($input: Create${words.pascal}Input!) { create${words.pascal}(input: $input) { ${words.camel} { id name } } }';
const LIST = '{ ${words.manyCamel}(first: 10) { edges { node { id name } } } }';
const FIND = 'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${words.pascal} { name } } }';

interface Created {
  readonly create${words.pascal}: { ${words.camel}: { id: string; name: string } };
}

let test: TestSubgraph;
beforeAll(async () => {
  test = await startTestSubgraph(${subgraph}Subgraph);
});
afterAll(() => test.close());

const anyInput = () => ({ input: { name: 'First', idempotencyKey: newId('key') } });

describe('creating ${words.one}', () => {
  it('shows it to staff in the list', async () => {
    const { owner, trainer } = newTenant(${subgraph}Subgraph);
    const { create${words.pascal} } = await ask<Created>(test.subgraph, owner, CREATE, anyInput());
    const node = { id: expect.stringMatching(/^${prefix}_/), name: 'First' };
    expect(create${words.pascal}).toEqual({ ${words.camel}: node });
    expect(await ask(test.subgraph, trainer, LIST)).toEqual({ ${words.manyCamel}: { edges: [{ node }] } });
  });

  it('has one effect and one answer for two calls with one key', async () => {
    const { owner } = newTenant(${subgraph}Subgraph);
    const variables = anyInput();
    const first = await ask<Created>(test.subgraph, owner, CREATE, variables);
    expect(await ask<Created>(test.subgraph, owner, CREATE, variables)).toEqual(first);
    const other = { input: { ...variables.input, name: 'Second' } };
    expect((await refusalOf(test.subgraph, owner, CREATE, other)).code).toBe('IDEMPOTENCY_CONFLICT');
    const { ${words.camel}: node } = first.create${words.pascal};
    expect(await ask(test.subgraph, owner, LIST)).toEqual({ ${words.manyCamel}: { edges: [{ node }] } });
  });

  it.each([
    ['of spaces', '  '],
    ['over 200 characters', 'n'.repeat(201)],
  ])('refuses a name %s', async (_, name) => {
    const { owner } = newTenant(${subgraph}Subgraph);
    const variables = { input: { ...anyInput().input, name } };
    expect((await refusalOf(test.subgraph, owner, CREATE, variables)).code).toBe('INVALID');
  });

  it('is for administrators, and the list for staff', async () => {
    const { trainer, customer, anonymous } = newTenant(${subgraph}Subgraph);
    expect((await refusalOf(test.subgraph, trainer, CREATE, anyInput())).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, anonymous, CREATE, anyInput())).code).toBe('UNAUTHENTICATED');
    expect((await refusalOf(test.subgraph, customer, LIST)).code).toBe('FORBIDDEN');
    expect((await refusalOf(test.subgraph, anonymous, LIST)).code).toBe('UNAUTHENTICATED');
  });

  it('is invisible to another tenant', async () => {
    const { owner } = newTenant(${subgraph}Subgraph);
    const { owner: stranger } = newTenant(${subgraph}Subgraph);
    const { create${words.pascal} } = await ask<Created>(test.subgraph, owner, CREATE, anyInput());
    const keys = [{ __typename: '${words.pascal}', id: create${words.pascal}.${words.camel}.id }];
    expect(await ask(test.subgraph, owner, FIND, { keys })).toEqual({ _entities: [{ name: 'First' }] });
    expect(await ask(test.subgraph, stranger, FIND, { keys })).toEqual({ _entities: [null] });
    expect(await ask(test.subgraph, stranger, LIST)).toEqual({ ${words.manyCamel}: { edges: [] } });
  });
});
`;
