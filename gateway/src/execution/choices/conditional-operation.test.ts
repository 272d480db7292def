import fc from 'fast-check';
import { type DocumentNode, type GraphQLSchema, parse, printSchema, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../../test/composed.ts';
import { OperationGenerator } from '../../../test/operation-generator.ts';
import { RICH_HOUSE } from '../../../test/rich-house.ts';
import { SteadySubgraph } from '../../../test/steady-subgraph.ts';
import { OperationCompiler } from '../operation-compiler.ts';
import type { Ask } from '../plan/plan-run.ts';
import { WrittenData } from '../written-data.ts';
import { hasConditions } from './chosen-document.ts';

const RUNS = 400;
const CALLER = { kind: 'public', requestId: 'r', tenant: null, member: null } as const;

const textOf = (data: object | null) => (data instanceof WrittenData ? data.text : JSON.stringify(data));
const dataOf = (data: object | null) => JSON.parse(textOf(data));

const SHOP = {
  catalog: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { one: Item! } type Item @key(fields: "id") {
      id: ID! title: String! a: Int! b: Int! c: Int! d: Int! e: Int! f: Int! box: Box }
    type Box { size: Int }`,
  stock: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])
    type Item @key(fields: "id") { id: ID! a: Int! @external inStock: Int! shipping: Int! @requires(fields: "a") }`,
};

/** Subgraphs whose replies are read as those of remote ones are. */
class Replies {
  /** The subgraphs that were asked. */
  readonly asked: string[] = [];
  /** How many replies were read by patterns. */
  read = 0;
  readonly #mocks: readonly SteadySubgraph[];

  constructor(sdls: Readonly<Record<string, string>>) {
    this.#mocks = Object.entries(sdls).map(([name, sdl]) => new SteadySubgraph(name, sdl));
  }

  readonly ask: Ask = async (subgraph, { query, operationName, variables, read }) => {
    this.asked.push(subgraph);
    const mock = this.#mocks.find(({ name }) => name === subgraph);
    const text = JSON.stringify(await mock?.execute({ query, operationName, variables, caller: CALLER }));
    const data = read?.(text) ?? null;
    if (data) this.read += 1;
    return data ? { data } : JSON.parse(text);
  };
}

/** The way to write an operation over the shop: what a client reads, who was asked, and how many replies were read by patterns. */
function written(query: string, compiler = new OperationCompiler(composed(SHOP))) {
  const document = parse(query);
  return async (variables: Record<string, unknown>) => {
    const replies = new Replies(SHOP);
    const { ask } = replies;
    const { data } = await compiler.compile(document, null, variables).write({ ask, variables });
    return { text: textOf(data), asked: replies.asked, read: replies.read };
  };
}

interface Generated {
  readonly query: string;
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
}

/** Makes valid operations that have conditions. */
const GENERATED = fc.gen().map((gen) => (schema: GraphQLSchema): Generated => {
  const { query, variables } = new OperationGenerator(schema, (max) => gen(fc.nat, { max })).generate(4);
  const document = parse(query);
  // Of a warehouse its subgraphs promise different things: who has the whole schema promises less.
  fc.pre(hasConditions(document) && !query.includes('code') && validate(schema, document).length === 0);
  return { query, document, variables };
});

/** Operations in which objects are left without fields. */
const EMPTY = /\{\}/;
/** Fields that need others. */
const NEEDY = /shipping|volume/;

describe('an operation whose variables choose what it asks for', () => {
  it('is answered as graphql-js answers it over one schema, as objects and as text', async () => {
    const compiler = new OperationCompiler(composed(RICH_HOUSE));
    const whole = new SteadySubgraph('whole', printSchema(compiler.schema));
    const { ask } = new Replies(RICH_HOUSE);
    const tally = { operations: 0, empty: 0, needy: 0 };
    const property = fc.asyncProperty(GENERATED, async (generate) => {
      const { query, document, variables } = generate(compiler.schema);
      const expected = await whole.execute({ query, operationName: 'Made', variables, caller: CALLER });
      const compiled = compiler.compile(document, 'Made', variables);
      const [careful, text] = [
        await compiled.execute({ ask, variables }),
        await compiled.write({ ask, variables }),
      ];
      expect(dataOf(careful.data), query).toEqual(expected.data);
      expect(dataOf(text.data), query).toEqual(expected.data);
      expect([expected.errors, careful.errors, careful.faults, text.errors, text.faults].flat()).toEqual([
        undefined,
      ]);
      tally.operations += 1;
      if (EMPTY.test(JSON.stringify(expected.data))) tally.empty += 1;
      if (NEEDY.test(query)) tally.needy += 1;
    });
    await fc.assert(property, { numRuns: RUNS, seed: 11, endOnFailure: true });
    expect([tally.operations, tally.empty > 20, tally.needy > 20]).toEqual([RUNS, true, true]);
  }, 60_000);

  const QUERY = `query($with: Boolean!, $without: Boolean = false) {
    one { id title @skip(if: $without) ...Stock @include(if: $with) }
  } fragment Stock on Item { inStock }`;

  it('has its replies read by patterns', async () => {
    const write = written(QUERY);
    const [one, other] = [await write({ with: true }), await write({ with: true, without: true })];
    expect([one.read, other.read]).toEqual([2, 2]);
    expect([one.text, other.text].map((text) => Object.keys(JSON.parse(text).one))).toEqual([
      ['id', 'title', 'inStock'],
      ['id', 'inStock'],
    ]);
  });

  it.each([
    ['by a variable', 'query($with: Boolean = false) { one { inStock shipping @include(if: $with) } }'],
    ['by a value', '{ one { inStock shipping @include(if: false) } }'],
    [
      'beside an alias that is named like a key',
      '{ one { id: title inStock shipping @include(if: false) } }',
    ],
  ])('is told what is asked for together with what is not chosen %s', async (_, query) => {
    const compiler = new OperationCompiler(composed(SHOP));
    const compiled = compiler.compile(parse(query), null, {});
    const { ask } = new Replies(SHOP);
    const { data, errors } = await compiled.execute({ ask, variables: {} });
    const { text } = await written(query, compiler)({});
    expect(errors).toEqual([]);
    expect([dataOf(data), JSON.parse(text)]).toEqual(
      Array(2).fill(
        expect.objectContaining({ one: expect.objectContaining({ inStock: expect.any(Number) }) }),
      ),
    );
  });

  it('asks no subgraph for what is not chosen', async () => {
    const write = written(QUERY);
    const { asked, text } = await write({ with: false });
    expect(asked).toEqual(['catalog']);
    expect(Object.keys(JSON.parse(text).one)).toEqual(['id', 'title']);
  });

  it.each([
    ['an object', 'one { id @include(if: $with) }', '{"one":{}}'],
    [
      'an object in a fragment',
      'one { ...F } } fragment F on Item { ... { id @include(if: $with) }',
      '{"one":{}}',
    ],
    ['the answer', 'one @include(if: $with) { id }', '{}'],
    [
      'what is asked twice',
      'one { box { size @include(if: $with) } } one { box { size @skip(if: true) } }',
      '{"one":{"box":{}}}',
    ],
    ['the schema', '__schema { queryType { name @include(if: $with) } }', '{"__schema":{"queryType":{}}}'],
  ])('is answered where a choice leaves %s without fields', async (_, selections, expected) => {
    const write = written(`query($with: Boolean!) { ${selections} }`);
    expect((await write({ with: false })).text).toBe(expected);
  });

  it('refuses a choice that is null, each time', async () => {
    const write = written(QUERY);
    for (let times = 0; times < 2; times += 1)
      await expect(write({ with: true, without: null })).rejects.toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
  });

  it('is planned once for each choice, and for all of them when there are many', async () => {
    const flags = ['a', 'b', 'c', 'd', 'e', 'f'];
    const fields = flags.map((flag) => `${flag} @include(if: $${flag})`);
    const query = `query(${flags.map((flag) => `$${flag}: Boolean!`)}) { one { id ${fields.join(' ')} } }`;
    const compiler = new OperationCompiler(composed(SHOP));
    const document = parse(query);
    const write = written(query, compiler);
    const choices = Array.from({ length: 2 ** flags.length }, (_, choice) =>
      Object.fromEntries(flags.map((flag, bit) => [flag, (choice & (1 << bit)) !== 0])),
    );
    const compiled = () => choices.map((variables) => compiler.compile(document, null, variables));
    const first = compiled();
    for (const variables of choices) {
      const { text, read } = await write(variables);
      const chosen = flags.filter((flag) => variables[flag]);
      expect([Object.keys(JSON.parse(text).one), read]).toEqual([['id', ...chosen], 1]);
    }
    expect(new Set(first).size).toBe(choices.length);
    const [some] = choices.slice(-1);
    expect(compiler.compile(document, null, some)).toBe(compiler.compile(document, null, some));
  });

  it('is the same operation as one that was written so', () => {
    const compiler = new OperationCompiler(composed(SHOP));
    const conditional = parse('query($on: Boolean!) { one { id title @include(if: $on) } }');
    const chosen = parse('query($on: Boolean!) { one { id } }');
    expect(compiler.compile(conditional, null, { on: false })).toBe(compiler.compile(chosen, null));
  });

  it('remembers no more choices than operations', () => {
    const compiler = new OperationCompiler(composed(SHOP), { max: 2 });
    const document = parse('query($on: Boolean!) { one { id title @include(if: $on) } }');
    const compile = (on: boolean) => compiler.compile(document, null, { on });
    const first = compile(true);
    expect(compile(true)).toBe(first);
    compiler.compile(parse('{ one { a } }'), null);
    compiler.compile(parse('{ one { b } }'), null);
    expect(compile(true)).not.toBe(first);
  });
});
