import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { openSeams } from './seams.ts';

const SDL = `
  type Query { tenant: Tenant! plans: [Plan!]! }
  type Mutation { changePlan: ChangePlanPayload! }
  type ChangePlanPayload { tenant: Tenant! plan: Plan! }
  type Tenant @key(fields: "id slug") { id: ID! slug: String! plan: Plan! friends: [Tenant!]! }
  type Plan { key: ID! holders: [[Tenant!]!]! }
`;

describe('openSeams', () => {
  const opened = print(openSeams(parse(SDL), new Set(['Tenant']))).replaceAll(/\s+/g, ' ');

  it.each([
    ['questions and changes', 'type Query { tenant: Tenant plans: [Plan!] }'],
    ['changes', 'type Mutation { changePlan: ChangePlanPayload }'],
    ['what points at a type of another subgraph', 'type ChangePlanPayload { tenant: Tenant plan: Plan! }'],
    [
      'what is added to such a type, and not its keys',
      'type Tenant @key(fields: "id slug") { id: ID! slug: String! plan: Plan friends: [Tenant] }',
    ],
    ['each of a list of such a type', 'type Plan { key: ID! holders: [[Tenant]] }'],
  ])('makes nullable %s', (_, expected) => {
    expect(opened).toContain(expected);
  });

  it('leaves the rest as it is', () => {
    const own = 'type Plan { key: ID! tenant: String! }';
    expect(print(openSeams(parse(own), new Set(['Tenant']))).replaceAll(/\s+/g, ' ')).toBe(own);
  });
});
