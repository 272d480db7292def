import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../../test/composed.ts';
import { atOnce } from '../../under-way/in-parts.ts';
import { OperationCompiler } from '../operation-compiler.ts';
import { readSupergraph } from '../read-supergraph.ts';
import { OverrideLabels, type OverrideShares } from './override-labels.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override"])';

const sdl = composed({
  old: `${LINK}
    type Query { car(id: ID!): Car  quarter: Int  other: Int }
    type Car @key(fields: "id") { id: ID!  name: String  half: Int  alsoHalf: Int  named: Int  none: Int  all: Int }`,
  young: `${LINK}
    type Query { quarter: Int @override(from: "old", label: "percent(25)") }
    type Car @key(fields: "id") {
      id: ID!
      half: Int @override(from: "old", label: "percent(50)")
      alsoHalf: Int @override(from: "old", label: "percent(50)")
      named: Int @override(from: "old", label: "move-named")
      none: Int @override(from: "old", label: "percent(0)")
      all: Int @override(from: "old", label: "percent(100)")
    }`,
});

function compilerWith(overrideShares?: OverrideShares, max?: number): OperationCompiler {
  return new OperationCompiler(
    atOnce(readSupergraph(sdl, overrideShares ? { overrideShares } : {})),
    max ? { max } : {},
  );
}

const compiler = compilerWith();

/** The subgraphs that are asked for an operation, in order, in the name of a tenant. */
async function asked(query: string, tenant: string, by = compiler): Promise<string[]> {
  const subgraphs: string[] = [];
  await by.compile(parse(query), null, {}, tenant).execute({
    variables: {},
    ask: async (subgraph, request) => {
      subgraphs.push(subgraph);
      if ('representations' in request.variables) return { data: { _entities: [{ half: 2 }] } };
      return { data: { car: { __typename: 'Car', id: '1', half: 1 } } };
    },
  });
  return subgraphs;
}

async function shareOf(query: string, tenants: number, by = compiler): Promise<number> {
  let moved = 0;
  for (let index = 0; index < tenants; index += 1)
    if ((await asked(query, `tnt_${index}`, by)).includes('young')) moved += 1;
  return moved / tenants;
}

describe('a field that is on its way from one subgraph to another', () => {
  it('is asked of the new one for as many tenants as its label says', async () => {
    expect(await shareOf('{ quarter }', 4_000)).toBeCloseTo(0.25, 1);
    expect(await shareOf('{ car(id: 1) { half } }', 4_000)).toBeCloseTo(0.5, 1);
    expect(await shareOf('{ car(id: 1) { none } }', 200)).toBe(0);
    expect(await shareOf('{ car(id: 1) { all } }', 200)).toBe(1);
  });

  it('is on the same side for one tenant, whoever asks, whatever else is asked, and after a restart', async () => {
    const again = compilerWith();
    for (let index = 0; index < 50; index += 1) {
      const tenant = `tnt_${index}`;
      const sides = await Promise.all([
        asked('{ quarter }', tenant),
        asked('{ other a: quarter }', tenant),
        asked('{ quarter }', tenant, again),
      ]);
      expect(new Set(sides.map((side) => side.includes('young'))).size).toBe(1);
    }
  });

  it('moves together with all others of its label, and without those of another', async () => {
    const sides = new Set<string>();
    for (let index = 0; index < 100; index += 1) {
      const tenant = `tnt_${index}`;
      const isMoved = async (query: string) => (await asked(query, tenant)).includes('young');
      const half = await isMoved('{ car(id: 1) { half } }');
      expect(await isMoved('{ car(id: 1) { alsoHalf } }')).toBe(half);
      sides.add(`${half} ${await isMoved('{ quarter }')}`);
    }
    expect(sides.size).toBe(4);
  });

  it('is on one side for who has no tenant', async () => {
    expect(await asked('{ car(id: 1) { all } }', '')).toEqual(['old', 'young']);
    expect(await asked('{ quarter }', '')).toEqual(await asked('{ quarter }', ''));
  });

  it('moves where a plan asks for it that the client has not asked for', () => {
    const labels = (planField: string) =>
      new OverrideLabels(parse(sdl), new Map([['move-named', 100]]), (name) => name === planField);
    const document = parse('{ other }');
    expect(labels('named').overriddenFor(document, 'tnt_1')).toEqual(['move-named']);
    expect(labels('other').overriddenFor(document, 'tnt_1')).toEqual([]);
  });

  it('stays by a label that is no percentage, unless the operator names it', async () => {
    const query = '{ car(id: 1) { named } }';
    expect(await shareOf(query, 50)).toBe(0);
    expect(await shareOf(query, 50, compilerWith(new Map([['move-named', 100]])))).toBe(1);
    expect(await shareOf(query, 2_000, compilerWith(new Map([['move-named', 10]])))).toBeCloseTo(0.1, 1);
  });
});

describe('the plans of an operation with such fields', () => {
  const query = '{ quarter car(id: 1) { half } }';
  const document = parse(query);
  const operations = (by: OperationCompiler) =>
    Array.from({ length: 200 }, (_, index) => by.compile(document, null, {}, `tnt_${index}`));

  it('are one for each combination of sides, not one for each tenant', () => {
    expect(new Set(operations(compiler)).size).toBe(4);
    expect(new Set(operations(compiler))).toEqual(new Set(operations(compiler)));
  });

  it('are remembered among all operations, within their bound', () => {
    const small = compilerWith(undefined, 2);
    const first = small.compile(parse('{ other }'), null);
    operations(small);
    expect(small.compile(parse('{ other }'), null)).not.toBe(first);
  });

  it('are one where nothing of it moves', () => {
    const still = parse('{ other }');
    const all = Array.from({ length: 20 }, (_, index) => compiler.compile(still, null, {}, `tnt_${index}`));
    expect(new Set(all).size).toBe(1);
  });

  it('are chosen by conditions as any other', async () => {
    const conditional = parse('query ($on: Boolean!) { quarter @include(if: $on) other }');
    const compiled = (on: boolean, tenant: string) => compiler.compile(conditional, null, { on }, tenant);
    const tenants = Array.from({ length: 40 }, (_, index) => `tnt_${index}`);
    expect(new Set(tenants.map((tenant) => compiled(true, tenant))).size).toBe(2);
    expect(new Set(tenants.flatMap((tenant) => [compiled(true, tenant), compiled(false, tenant)])).size).toBe(
      4,
    );
  });
});
