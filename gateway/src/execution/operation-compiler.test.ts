import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../test/composed.ts';
import { MockSubgraph } from '../../test/mock-subgraph.ts';
import { RICH_HOUSE } from '../../test/rich-house.ts';
import { OperationCompiler } from './operation-compiler.ts';
import type { Ask } from './plan/plan-run.ts';

const SDL = composed(RICH_HOUSE);
const mocks = Object.entries(RICH_HOUSE).map(([name, sdl]) => new MockSubgraph(name, sdl));
const compiler = new OperationCompiler(SDL);
const ask: Ask = async (subgraph, { query, operationName, variables }) => {
  const mock = mocks.find(({ name }) => name === subgraph);
  const caller = { kind: 'public', requestId: 'r', tenant: null, member: null } as const;
  return (await mock?.execute({ query, operationName, variables, caller })) ?? {};
};

const answer = (query: string, variables = {}) =>
  compiler.compile(parse(query), null, variables).execute({ ask, variables });

describe('OperationCompiler', () => {
  it('compiles an operation once, however its document is written', () => {
    const one = compiler.compile(parse('query A { me { id } } query B { people { id } }'), 'A');
    const other = compiler.compile(parse('query A {\n  me { id } # the caller\n}'), 'A');
    expect(other).toBe(one);
    expect(compiler.compile(parse('query A { me { name } }'), 'A')).not.toBe(one);
    expect(compiler.compile(parse('query B { me { id } }'), 'B')).not.toBe(one);
  });

  it.each([
    ['many', { max: 1 }],
    ['much in them', { selectionsMax: 4 }],
  ])('remembers no more operations than it may: as %s', (_, bounds) => {
    const small = new OperationCompiler(SDL, bounds);
    const one = small.compile(parse('{ me { id } }'), null);
    small.compile(parse('{ people { id } }'), null);
    expect(small.compile(parse('{ me { id } }'), null)).not.toBe(one);
  });

  it('answers what the schema says of itself, beside what subgraphs answer', async () => {
    const { data } = await answer(
      `query($n: String!) { me { id } here: __type(name: $n) { name ...K } }
      fragment K on __Type { kind }`,
      { n: 'Person' },
    );
    expect(data).toMatchObject({ here: { name: 'Person', kind: 'OBJECT' }, me: { id: expect.any(String) } });
    const whole = await answer(getIntrospectionQuery());
    const schema = JSON.parse(JSON.stringify(whole.data)) as IntrospectionQuery;
    expect(Object.keys(buildClientSchema(schema).getTypeMap())).toContain('Warehouse');
  });

  it('takes every alias for what it is', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'then', 'hasOwnProperty'];
    const fields = names.map((name) => `${name}: catalogVersion`).join(' ');
    const { data } = await answer(`{ catalogVersion ${fields} }`);
    expect(Object.keys(data ?? {})).toEqual(['catalogVersion', ...names]);
    const values = Object.values(JSON.parse(JSON.stringify(data)));
    expect(new Set(values).size).toBe(1);
    expect(Object.keys({})).toEqual([]);
  });
});
