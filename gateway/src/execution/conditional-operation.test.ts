import fc from 'fast-check';
import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../test/composed.ts';
import { type Fate, GOOD_FATE } from '../../test/mock-faults.ts';
import { MockSubgraph } from '../../test/mock-subgraph.ts';
import { OperationGenerator } from '../../test/operation-generator.ts';
import { RICH_HOUSE } from '../../test/rich-house.ts';
import type { CompiledOperation, Execution } from './compiled-operation.ts';
import { chosenDocument } from './conditional-operation.ts';
import { OperationCompiler } from './operation-compiler.ts';
import type { Ask } from './plan/plan-run.ts';
import { Conditions, conditionNames } from './shape/conditions.ts';
import { WrittenData } from './written-data.ts';

const RUNS = 200;
const CALLER = { kind: 'public', requestId: 'r', tenant: null, member: null } as const;

const textOf = (data: object | null) => (data instanceof WrittenData ? data.text : JSON.stringify(data));
const told = (errors: readonly Error[]) => errors.map(String).sort();

const SHOP = {
  catalog: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { one: Item! } type Item @key(fields: "id") { id: ID! title: String! a: Int! b: Int! c: Int! d: Int! }`,
  stock: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])
    type Item @key(fields: "id") { id: ID! a: Int! @external inStock: Int! shipping: Int! @requires(fields: "a") }`,
};

/** Subgraphs whose replies are read as those of remote ones are. */
class Replies {
  /** The subgraphs that were asked. */
  readonly asked: string[] = [];
  /** How many replies were read by patterns. */
  read = 0;
  readonly #mocks: readonly MockSubgraph[];

  constructor(sdls: Readonly<Record<string, string>>) {
    this.#mocks = Object.entries(sdls).map(([name, sdl]) => new MockSubgraph(name, sdl));
  }

  set fate(fate: Fate) {
    for (const mock of this.#mocks) mock.fate = fate;
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
function written(query: string) {
  const compiled = new OperationCompiler(composed(SHOP)).compile(parse(query), null);
  return async (variables: Record<string, unknown>) => {
    const replies = new Replies(SHOP);
    const { data } = await compiled.write({ ask: replies.ask, variables });
    return { text: textOf(data), asked: replies.asked, read: replies.read };
  };
}

/** What a generated operation's variables choose: `maybe` is true unless it is given. */
function chosenBy(document: DocumentNode, given: Readonly<Record<string, unknown>>): Conditions {
  return new Conditions(
    new Map(conditionNames(document).map((name) => [name, (given[name] ?? name === 'maybe') === true])),
  );
}

/** Compares what is written with what the careful way makes of objects. */
async function compare(one: CompiledOperation, careful: CompiledOperation, execution: Execution) {
  const { data, errors } = await one.write(execution);
  const expected = await careful.execute(execution);
  expect(textOf(data)).toBe(JSON.stringify(expected.data));
  expect(told(errors)).toEqual(told(expected.errors));
}

/** The fields that need others: a plan for all choices may lose what it asks for together with them. */
const NEEDY = [
  ...Object.values(RICH_HOUSE)
    .join('\n')
    .matchAll(/(\w+)(?:\([^)]*\))?: [^\n]*@requires/g),
].map(([, name]) => new RegExp(`\\b${name}\\b`));

interface Generated {
  readonly query: string;
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
}

/** Makes valid operations that have conditions on variables. */
const GENERATED = fc.gen().map((gen) => (schema: GraphQLSchema): Generated => {
  const { query, variables } = new OperationGenerator(schema, (max) => gen(fc.nat, { max })).generate(4);
  const document = parse(query);
  fc.pre(conditionNames(document).length > 0 && validate(schema, document).length === 0);
  return { query, document, variables };
});

const FATES: fc.Arbitrary<Fate> = fc.record({
  seed: fc.nat(1_000),
  errors: fc.constantFrom(0, 20),
  corruptions: fc.constantFrom(0, 0, 20),
  dead: fc.constant([]),
});

describe('an operation whose variables choose what it asks for', () => {
  it('is answered, byte for byte, as the careful way answers what they choose', async () => {
    const compiler = new OperationCompiler(composed(RICH_HOUSE));
    const replies = new Replies(RICH_HOUSE);
    const { ask } = replies;
    const tally = { operations: 0, alike: 0 };
    const property = fc.asyncProperty(GENERATED, FATES, async (generate, fate) => {
      const { query, document, variables } = generate(compiler.schema);
      const alone = chosenDocument(document, 'Made', chosenBy(document, variables));
      const compiled = compiler.compile(document, 'Made');
      tally.operations += 1;
      for (const each of [GOOD_FATE, fate]) {
        replies.fate = each;
        await compare(compiled, alone ? compiler.compile(alone, 'Made') : compiled, { ask, variables });
      }
      // The same, where one plan serves all choices.
      if (NEEDY.some((name) => name.test(query))) return;
      tally.alike += 1;
      replies.fate = GOOD_FATE;
      await compare(compiled, compiled, { ask, variables });
    });
    await fc.assert(property, { numRuns: RUNS, seed: 11, endOnFailure: true });
    expect([tally.operations, tally.alike > 50, replies.read > 100]).toEqual([RUNS, true, true]);
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

  it('is told what a plan for all choices asks for together with what is not chosen', async () => {
    const query = 'query($with: Boolean!) { one { inStock shipping @include(if: $with) } }';
    const [{ text }, both] = [await written(query)({ with: false }), await written(query)({ with: true })];
    expect(JSON.parse(text)).toEqual({ one: { inStock: JSON.parse(both.text).one.inStock } });
  });

  it('asks no subgraph for what is not chosen', async () => {
    const write = written(QUERY);
    const { asked, text } = await write({ with: false });
    expect(asked).toEqual(['catalog']);
    expect(Object.keys(JSON.parse(text).one)).toEqual(['id', 'title']);
  });

  it('is answered where a choice leaves an object without fields', async () => {
    const write = written('query($with: Boolean!) { one { id @include(if: $with) } }');
    const { text, read } = await write({ with: false });
    expect([text, read]).toEqual(['{"one":{}}', 0]);
  });

  it('refuses a choice that is null, each time', async () => {
    const write = written(QUERY);
    for (let times = 0; times < 2; times += 1)
      await expect(write({ with: true, without: null })).rejects.toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
  });

  it('is planned for eight choices at most; others go the usual way', async () => {
    const flags = ['a', 'b', 'c', 'd'];
    const fields = flags.map((flag) => `${flag} @include(if: $${flag})`);
    const write = written(
      `query(${flags.map((flag) => `$${flag}: Boolean!`)}) { one { id ${fields.join(' ')} } }`,
    );
    let planned = 0;
    for (let choice = 0; choice < 16; choice += 1) {
      const variables = Object.fromEntries(flags.map((flag, bit) => [flag, (choice & (1 << bit)) !== 0]));
      const { text, read } = await write(variables);
      expect(Object.keys(JSON.parse(text).one)).toEqual(['id', ...flags.filter((flag) => variables[flag])]);
      planned += read;
    }
    expect(planned).toBe(8);
  });
});
