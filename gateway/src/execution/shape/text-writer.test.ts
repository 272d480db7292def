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
      const compiled = compiler.compile(document, 'Made');
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
});
