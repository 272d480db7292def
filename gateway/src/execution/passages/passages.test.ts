import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../../test/composed.ts';
import { type Fate, GOOD_FATE } from '../../../test/mock-faults.ts';
import { MockSubgraph } from '../../../test/mock-subgraph.ts';
import { OperationGenerator } from '../../../test/operation-generator.ts';
import { RICH_HOUSE } from '../../../test/rich-house.ts';
import { answerSize } from '../../costs/answer-size.ts';
import { copyOfObject, isJsonObject, type JsonObject } from '../json.ts';
import { OperationCompiler } from '../operation-compiler.ts';
import type { Ask } from '../plan/plan-run.ts';
import { WrittenData } from '../written-data.ts';
import { ToldText } from './passage.ts';

const CALLER = { kind: 'public', requestId: 'r', tenant: null, member: null } as const;
const SUBGRAPHS = ['tenancy', 'booking', 'billing', 'analytics'];

const readSchema = (name: string) =>
  readFile(fileURLToPath(import.meta.resolve(`@freehold/schema/${name}.graphql`)), 'utf8');
const textOf = (data: object | null) => (data instanceof WrittenData ? data.text : JSON.stringify(data));
const sizeOf = (data: object | null) => answerSize(data ?? {});

function hasPassages(value: unknown): boolean {
  if (value instanceof ToldText) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasPassages);
}

/** Subgraphs that answer with text. */
class Arena {
  readonly compiler: OperationCompiler;
  readonly #mocks: readonly MockSubgraph[];
  readonly tally = { operations: 0, written: 0, read: 0, withPassages: 0, parsed: 0 };

  constructor(supergraphSdl: string, sdls: Readonly<Record<string, string>>) {
    this.compiler = new OperationCompiler(supergraphSdl);
    this.#mocks = Object.entries(sdls).map(([name, sdl]) => new MockSubgraph(name, sdl));
  }

  set fate(fate: Fate) {
    for (const mock of this.#mocks) mock.fate = fate;
  }

  /** Asks, and reads the text of the reply as a remote subgraph's is read. */
  ask(say: (reply: object) => string = JSON.stringify): Ask {
    return async (subgraph, { query, operationName, variables, read }) => {
      const mock = this.#mocks.find(({ name }) => name === subgraph);
      const reply = (await mock?.execute({ query, operationName, variables, caller: CALLER })) ?? {};
      const text = say(reply);
      const data = read?.(text) ?? null;
      if (data) this.tally.read += 1;
      else this.tally.parsed += 1;
      if (hasPassages(data)) this.tally.withPassages += 1;
      return data ? { data } : JSON.parse(text);
    };
  }

  /** Compares what is written of texts with what the careful way makes of objects. */
  async compare(numRuns: number): Promise<void> {
    const { schema } = this.compiler;
    const fates = fc.record({
      seed: fc.nat(1_000),
      errors: fc.constantFrom(0, 20),
      corruptions: fc.constantFrom(0, 0, 20),
      dead: fc.constant([]),
    });
    const property = fc.asyncProperty(fc.gen(), fates, async (gen, fate) => {
      const { query, variables } = new OperationGenerator(schema, (max) => gen(fc.nat, { max })).generate(4);
      const document = parse(query);
      if (validate(schema, document).length > 0) return;
      this.tally.operations += 1;
      const compiled = this.compiler.compile(document, 'Made', variables);
      for (const each of [GOOD_FATE, fate]) {
        this.fate = each;
        const careful = await compiled.execute({ ask: this.ask(), variables });
        const { data, errors, faults } = await compiled.write({ ask: this.ask(), variables });
        if (data instanceof WrittenData) this.tally.written += 1;
        expect(textOf(data)).toBe(JSON.stringify(careful.data));
        expect([errors, faults].map(String)).toEqual([careful.errors, careful.faults].map(String));
        expect(sizeOf(data)).toBeLessThanOrEqual(sizeOf(careful.data));
      }
    });
    await fc.assert(property, { numRuns, seed: 7, endOnFailure: true });
  }
}

describe('an answer of passages', () => {
  it('is, byte for byte, what the careful way makes of the same replies', async () => {
    const arena = new Arena(composed(RICH_HOUSE), RICH_HOUSE);
    await arena.compare(300);
    const { operations, written, read, withPassages, parsed } = arena.tally;
    expect([operations > 200, written > 200, read > 100, withPassages > 100, parsed > 100]).toEqual(
      Array(5).fill(true),
    );
  }, 60_000);

  it('is the same over the schema of this product', async () => {
    const sdls = await Promise.all(SUBGRAPHS.map(async (name) => [name, await readSchema(name)]));
    const arena = new Arena(await readSchema('supergraph'), Object.fromEntries(sdls));
    await arena.compare(200);
    const { written, withPassages } = arena.tally;
    expect([written > 100, withPassages > 100]).toEqual([true, true]);
  }, 60_000);
});

const SHOP = {
  catalog: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { items: [Item!]! one: Item }
    type Item @key(fields: "id") { id: ID! title: String! price: Money shelf: Shelf! kind: Kind ratio: Float }
    type Money { minor: Int! unit: Unit } type Unit { name: String } type Shelf { row: Int! label: String }
    enum Kind { BIG SMALL }`,
  stock: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Item @key(fields: "id") { id: ID! inStock: Int! notes: [String!] }`,
};
const ITEM = {
  ...{ __typename: 'Item', id: 'i1', title: 'One', price: { minor: 5, unit: null } },
  ...{ shelf: { row: 1, label: null }, kind: 'BIG', ratio: 0.5 },
};
const MORE = { inStock: 3, notes: ['new', 'a "b" \\ \n \u2028 \u{1f600}'] };
const QUERY =
  '{ items { id title price { minor unit { name } } shelf { row label } kind ratio inStock notes } }';

/** As it was before the plan took it for its own. */
function asItWas(reply: JsonObject | null): JsonObject | null {
  return reply && copyOfObject(reply);
}

/** What a client reads when the subgraphs answer with these texts, and how many of them were read by patterns. */
async function shown(texts: Readonly<Record<string, string>>, query = QUERY) {
  const compiled = new OperationCompiler(composed(SHOP)).compile(parse(query), null);
  const replies: (JsonObject | null)[] = [];
  const ask: Ask = async (subgraph, { read }) => {
    const text = texts[subgraph] ?? '';
    const data = read?.(text) ?? null;
    replies.push(asItWas(data));
    return data ? { data } : JSON.parse(text);
  };
  const { data, faults } = await compiled.write({ ask, variables: {} });
  return { text: textOf(data), size: sizeOf(data), faults, replies, read: replies.filter(Boolean).length };
}

const catalog = (item: object) => JSON.stringify({ data: { items: [item] } });
const stock = (item: object) => JSON.stringify({ data: { _entities: [item] } });

describe('a reply', () => {
  const { __typename: _, ...asked } = ITEM;
  const ANSWER = JSON.stringify({ items: [{ ...asked, ...MORE }] });

  it('keeps of its text what no step of the plan looks at, and gives the values of the rest', async () => {
    const { text, read, replies, size } = await shown({ catalog: catalog(ITEM), stock: stock(MORE) });
    expect([text, read]).toEqual([ANSWER, 2]);
    expect(size).toBe(sizeOf(JSON.parse(ANSWER)));
    const told = (reply: unknown) =>
      JSON.stringify(reply, (_key, value) => (value instanceof ToldText ? `{${value.text}}` : value));
    expect(replies.map(told)).toEqual([
      JSON.stringify({ items: [{ __typename: 'Item', id: 'i1', '#0.0': JSON.stringify(asked) }] }),
      JSON.stringify({ _entities: [{ '#1.0': JSON.stringify(MORE) }] }),
    ]);
  });

  it.each<[string, string]>([
    ['ends with a line', `${catalog(ITEM)}\n`],
    ['is empty where it may be', catalog({ ...ITEM, price: null, kind: null, ratio: null })],
    [
      'has fractions and signs',
      catalog({ ...ITEM, ratio: -123456.25, price: { minor: -7, unit: { name: '' } } }),
    ],
  ])('is read when it %s', async (_name, text) => {
    const { text: answer, read, size } = await shown({ catalog: text, stock: stock(MORE) });
    const { __typename: _type, ...item } = JSON.parse(text).data.items[0];
    expect([answer, read]).toEqual([JSON.stringify({ items: [{ ...item, ...MORE }] }), 2]);
    expect(size).toBe(sizeOf(JSON.parse(answer)));
  });

  it.each<[string, string]>([
    ['is written with blanks', JSON.stringify({ data: { items: [ITEM] } }, null, 1)],
    ['is written in another order', catalog(Object.fromEntries(Object.entries(ITEM).reverse()))],
    ['says more than was asked', catalog({ ...ITEM, more: 1 })],
    ['escapes what it need not', catalog(ITEM).replace('One', '\\u004fne')],
    ['writes numbers in another way', catalog(ITEM).replace('0.5', '5e-1')],
    ['has extensions', JSON.stringify({ data: { items: [ITEM] }, extensions: {} })],
    ['is all escapes', catalog({ ...ITEM, title: '\n'.repeat(5_000_000) })],
    ['pretends to have passages', catalog({ ...ITEM, '#0.0': '"title":"Another"', more: 1 })],
  ])('is parsed when it %s, with the same answer', async (_name, text) => {
    const { text: answer, read } = await shown({ catalog: text, stock: stock(MORE) });
    const { title } = JSON.parse(text).data.items[0];
    expect(JSON.parse(answer)).toEqual({ items: [{ ...asked, title, ...MORE }] });
    expect(read).toBe(1);
  });

  it.each<[string, object, object]>([
    ['null for what is never null', { ...ITEM, title: null }, MORE],
    ['a number for text', { ...ITEM, title: 5 }, MORE],
    ['text for a number', ITEM, { ...MORE, inStock: '3' }],
    ['a fraction for a whole number', ITEM, { ...MORE, inStock: 3.5 }],
    ['what is none of the values', { ...ITEM, kind: 'HUGE' }, MORE],
    ['another type', { ...ITEM, __typename: 'Shelf' }, MORE],
    ['an object for a list', ITEM, { ...MORE, notes: {} }],
    ['null in a list without it', ITEM, { ...MORE, notes: [null] }],
    ['no object', { ...ITEM, shelf: 7 }, MORE],
  ])('is never taken for right when it says %s', async (_name, item, more) => {
    const texts = { catalog: catalog(item), stock: stock(more) };
    const { text, faults, read } = await shown(texts);
    const compiled = new OperationCompiler(composed(SHOP)).compile(parse(QUERY), null);
    const ask: Ask = async (subgraph) => JSON.parse(subgraph === 'catalog' ? texts.catalog : texts.stock);
    const careful = await compiled.execute({ ask, variables: {} });
    expect([read < 2, text]).toEqual([true, JSON.stringify(careful.data)]);
    expect(faults.map(String)).toEqual(careful.faults.map(String));
  });

  it('is expanded where another reply has to be told with care', async () => {
    const { text, faults, read } = await shown({
      catalog: catalog(ITEM),
      stock: '{"data":{"_entities":[null]}}',
    });
    expect([text, read, faults.length]).toEqual(['null', 2, 1]);
    const nullable = await shown({ catalog: '{"data":{"items":[]}}', stock: '' });
    expect([nullable.text, nullable.read]).toEqual(['{"items":[]}', 1]);
  });

  it('is an object of its own each time it is read', async () => {
    const compiled = new OperationCompiler(composed(SHOP)).compile(parse('{ one { id inStock } }'), null);
    const seen: unknown[] = [];
    const ask: Ask = async (subgraph, { read }) => {
      const data = read?.(
        subgraph === 'catalog' ? '{"data":{"one":{"__typename":"Item","id":"i1"}}}' : stock({ inStock: 1 }),
      );
      if (isJsonObject(data)) seen.push(data);
      return { data: data ?? null };
    };
    for (let times = 0; times < 2; times += 1) {
      const { data } = await compiled.write({ ask, variables: {} });
      expect(textOf(data)).toBe('{"one":{"id":"i1","inStock":1}}');
    }
    expect(new Set(seen).size).toBe(4);
  });
});
