import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composed } from '../../../test/composed.ts';
import { MockSubgraph } from '../../../test/mock-subgraph.ts';
import { OperationGenerator } from '../../../test/operation-generator.ts';
import { RICH_HOUSE } from '../../../test/rich-house.ts';
import { TwoExecutors } from '../../../test/two-executors.ts';
import { answerSize } from '../../costs/answer-size.ts';
import { OperationCompiler } from '../operation-compiler.ts';
import type { Ask } from '../plan/plan-run.ts';
import { WrittenData } from '../written-data.ts';
import { GeneratedCode } from './generated-code.ts';
import { unusual } from './text-leaves.ts';

const textOf = (data: object | null) => (data instanceof WrittenData ? data.text : JSON.stringify(data));
const wayOf = (data: object | null) => (data instanceof WrittenData ? 'written' : 'careful');
const sizeOf = (data: object | null) => answerSize(data ?? {});

describe('an answer that is written at once', () => {
  it('is, byte for byte, what the careful way answers', async () => {
    const sdl = composed(RICH_HOUSE);
    const mocks = Object.entries(RICH_HOUSE).map(([name, text]) => new MockSubgraph(name, text));
    const { schema } = await TwoExecutors.start(sdl, mocks);
    const compiler = new OperationCompiler(sdl);
    const caller = { kind: 'public', requestId: 'r', tenant: null, member: null } as const;
    const ask: Ask = async (subgraph, { query, operationName, variables }) => {
      const mock = mocks.find(({ name }) => name === subgraph);
      return (await mock?.execute({ query, operationName, variables, caller })) ?? {};
    };
    const tally = { written: 0, careful: 0 };
    const seeds = fc.record({ seed: fc.nat(1_000), corruptions: fc.constantFrom(0, 40) });
    const property = fc.asyncProperty(fc.gen(), seeds, async (gen, fault) => {
      const { query, variables } = new OperationGenerator(schema, (max) => gen(fc.nat, { max })).generate(4);
      const document = parse(query);
      if (validate(schema, document).length > 0) return;
      for (const mock of mocks) mock.fate = { ...fault, errors: 0, dead: [] };
      const compiled = compiler.compile(document, 'Made', variables);
      const careful = await compiled.execute({ ask, variables });
      const { data, faults } = await compiled.write({ ask, variables });
      tally[wayOf(data)] += 1;
      expect(faults.map(({ path }) => path)).toEqual(careful.faults.map(({ path }) => path));
      expect(textOf(data)).toBe(JSON.stringify(careful.data));
      // What is inside a scalar of its own kind is no object of the answer, which only the writer can tell.
      expect(sizeOf(data)).toBeLessThanOrEqual(sizeOf(careful.data));
    });
    await fc.assert(property, { numRuns: 80, seed: 3, endOnFailure: true });
    expect([tally.written > 40, tally.careful > 2]).toEqual([true, true]);
  }, 30_000);

  it('is the same under every name that a client may give', async () => {
    const names = [
      ...Object.getOwnPropertyNames(Object.prototype),
      ...['v', 'text', 'tally', 'source', 'list', 'bound0', 'declared0', 'arguments', 'eval', 'undefined'],
      ...['return', 'class', 'await', 'this', 'null', 'true', 'prototype', '_', '__', '_0', 'x'.repeat(500)],
    ].filter((name) => /^[_a-z]\w*$/i.test(name));
    const compiler = new OperationCompiler(
      composed({ one: 'type Query { a: Text  b: [Text!]! } type Text { c: String }' }),
    );
    const value = '"]\u2028\u0024{process.exit()}`\\';
    for (const name of names) {
      const document = parse(`{ ${name}: a { ${name}: c __typename } x: b { ${name}: c } }`);
      const ask: Ask = async () => ({ data: { [name]: { [name]: value }, x: [{ [name]: value }] } });
      const compiled = compiler.compile(document, null);
      const { data } = await compiled.write({ ask, variables: {} });
      expect(textOf(data)).toBe(JSON.stringify((await compiled.execute({ ask, variables: {} })).data));
    }
  });
});

describe('a text that is written at once', () => {
  it('is what JSON makes of it, whatever is in it', async () => {
    const compiler = new OperationCompiler(composed({ one: 'type Query { a: String  b: ID }' }));
    const compiled = compiler.compile(parse('{ a b }'), null);
    const texts = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.integer({ max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      ),
    );
    const property = fc.asyncProperty(texts, async (units) => {
      const data = { a: units.join(''), b: units.join(' ') };
      const written = await compiled.write({ ask: async () => ({ data: { ...data } }), variables: {} });
      expect(textOf(written.data)).toBe(JSON.stringify(data));
    });
    await fc.assert(property, { numRuns: 500, seed: 5 });
  });
});

describe('GeneratedCode', () => {
  it.each(['', 'a b', 'a"', "a']", 'a\n', 'a\u2028', '\u0024{a}', '1a', 'é', 'a.b', '\\u0061'])(
    'lets no %j into its text',
    (name) => {
      expect(() => GeneratedCode.literal(name)).toThrow('is no name');
    },
  );

  it('sees what was bound to it, and nothing of where it was made', () => {
    const code = new GeneratedCode();
    const [one, again] = [code.bind(unusual), code.bind(unusual)];
    expect(again).toBe(one);
    expect(code.make<() => unknown>('() => typeof code + typeof require')()).toBe('undefinedundefined');
  });
});
