import fc from 'fast-check';
import { type DocumentNode, execute, GraphQLError, parse } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { CompiledOperation } from '../../src/execution/compiled-operation.ts';
import { WrittenData } from '../../src/execution/written-data.ts';
import { errorsOf } from '../../src/supergraph/invalid-values.ts';
import { ForeignApollo } from './foreign-apollo.ts';
import { ForeignArena } from './foreign-arena.ts';
import { diceOf } from './foreign-dice.ts';
import { spoiling } from './foreign-faults.ts';
import { ForeignGenerator, type ForeignOperation, type Habits } from './foreign-generator.ts';
import { FOREIGN_HOUSES } from './foreign-houses.ts';

const logger = pino({ level: 'silent' });
const NO_FAULTS = { seed: 0, values: 0, replies: 0 };

/** What the planner throws where a fragment on a union is inside what a subgraph knows by its interface alone. */
const PLANNER_FAULT = /We should have an edge from \w+\(\w+\) for __typename/;

interface Case {
  readonly operation: ForeignOperation;
  readonly document: DocumentNode;
  readonly compiled: CompiledOperation;
}

function textOf(data: unknown): string {
  return data instanceof WrittenData ? data.text : JSON.stringify(data);
}

/** A house, and what was seen of it. */
class Examination {
  readonly arena: ForeignArena;
  readonly apollo: ForeignApollo;
  readonly tally = { compared: 0, written: 0, withFaults: 0, planned: 0, unplanned: 0, read: 0, parsed: 0 };

  readonly #asksFor: 'generate' | 'subscription';

  constructor(name: string, asksFor: 'generate' | 'subscription' = 'generate') {
    this.#asksFor = asksFor;
    this.arena = new ForeignArena(FOREIGN_HOUSES[name] ?? {});
    this.apollo = new ForeignApollo(this.arena.sdl);
  }

  /** Examines operations, always the same; each of them with its number. */
  async each(count: number, habits: Habits, examine: (given: Case, seed: number) => Promise<void>) {
    const property = fc.asyncProperty(fc.nat(), async (seed) => {
      const given = this.#caseOf(seed, habits);
      if (!given) return;
      this.tally.compared += 1;
      await examine(given, seed).catch((error: unknown) => this.#noteUnplanned(error));
    });
    await fc.assert(property, { numRuns: count, seed: 4, endOnFailure: true });
  }

  /** What is written of replies that are texts. */
  async written({ operation, compiled }: Case, fate = { seed: 0, errors: 0 }, faults = NO_FAULTS) {
    const { replies } = this.arena;
    const before = { ...replies };
    const ask = this.arena.asking(fate, spoiling(faults));
    const answer = await compiled.write({ ask, variables: operation.variables });
    this.tally.read += replies.read - before.read;
    this.tally.parsed += replies.parsed - before.parsed;
    if (answer.data instanceof WrittenData) this.tally.written += 1;
    return answer;
  }

  /** The careful way. */
  shaped({ operation, compiled }: Case, fate = { seed: 0, errors: 0 }, faults = NO_FAULTS) {
    const ask = this.arena.asking(fate, spoiling(faults));
    return compiled.execute({ ask, variables: operation.variables });
  }

  /** Whether data is what the client's document lets it be, by the schema alone. */
  isValid({ operation, document }: Case, data: object): boolean {
    const again = execute({
      schema: this.arena.schema,
      document,
      variableValues: operation.variables,
      rootValue: data,
      fieldResolver: (source, _args, _context, { parentType, fieldName, path }) =>
        source[parentType.name.startsWith('__') ? fieldName : path.key],
      typeResolver: ({ kindOf }) => kindOf,
    });
    return JSON.stringify(again) === JSON.stringify({ data });
  }

  #caseOf(seed: number, habits: Habits): Case | null {
    const { arena } = this;
    const operation = new ForeignGenerator(arena.schema, diceOf(seed), habits)[this.#asksFor]();
    const document = parse(operation.query);
    if (!arena.isValid(document)) return null;
    try {
      return {
        operation,
        document,
        compiled: arena.compiler.compile(document, 'Asked', operation.variables, `tnt_${seed}`),
      };
    } catch (error) {
      this.#noteUnplanned(error);
      return null;
    }
  }

  /** What cannot be planned is no fault of the executor; some is only planned when it is asked. */
  #noteUnplanned(error: unknown): void {
    // What the client gave is refused before.
    if (error instanceof GraphQLError && error.extensions.code === 'BAD_USER_INPUT') return;
    if (!PLANNER_FAULT.test(String(error))) throw error;
    this.tally.unplanned += 1;
  }
}

describe.each(Object.keys(FOREIGN_HOUSES))('the %s, a supergraph that is not ours', (name) => {
  it('is answered as one schema with everything would be, byte for byte, but for what the planner leaves out', async () => {
    const seen = new Examination(name);
    await seen.each(600, { hostile: 6, conditions: 10, tellsKinds: false }, async (given, seed) => {
      const { operation, document } = given;
      const fate = { seed, errors: seed % 2 === 0 ? 0 : 20 };
      const truth = seen.arena.truth(document, operation, fate);
      // What the client gave is refused before, and a hidden value of an enum is no answer of one schema.
      if (truth.data === undefined || truth.errors?.some(({ extensions }) => extensions.code !== 'NO'))
        return;
      const { data, errors, faults } = await seen.written(given, fate);
      if (textOf(data) !== JSON.stringify(truth.data)) {
        const theirs = await seen.apollo.execute(document, operation, seen.arena.asking(fate));
        expect([operation.query, textOf(data)]).toEqual([operation.query, JSON.stringify(theirs.data)]);
        seen.tally.planned += 1;
      }
      expect([...errors, ...faults].length > 0).toBe(truth.errors !== undefined);
    });
    await seen.apollo.stop();
    const { compared, written, planned, unplanned, read, parsed } = seen.tally;
    for (const asked of seen.arena.asked.values()) expect(asked).toBeGreaterThan(40);
    expect(read).toBeGreaterThan(parsed);
    expect([compared > 480, written > 270, planned <= 4, unplanned < 75]).toEqual([true, true, true, true]);
  });

  it('is answered with what its schema allows, whatever its subgraphs reply, and each fault is told', async () => {
    const seen = new Examination(name);
    await seen.each(300, { hostile: 0, conditions: 0, tellsKinds: true }, async (given, seed) => {
      const faults = { seed, values: 20, replies: seed % 3 === 0 ? 100 : 0 };
      const shaped = await seen.shaped(given, { seed, errors: 5 }, faults);
      const written = await seen.written(given, { seed, errors: 5 }, faults);
      expect(textOf(written.data)).toBe(JSON.stringify(shaped.data));
      expect([written.errors, written.faults].map(String)).toEqual(
        [shaped.errors, shaped.faults].map(String),
      );
      const told = errorsOf(shaped, 'r', logger);
      if (told.length > 0) seen.tally.withFaults += 1;
      if (shaped.data === null) expect(told).not.toEqual([]);
      else
        expect([given.operation.query, seen.isValid(given, shaped.data)]).toEqual([
          given.operation.query,
          true,
        ]);
    });
    const { withFaults, written, read, parsed } = seen.tally;
    expect([withFaults > 40, written > 120, read > parsed]).toEqual([true, true, true]);
  });
});

describe.each(['library', 'forest', 'bazaar'])('an event of the %s', (name) => {
  it('is completed to what one schema with everything would answer, byte for byte', async () => {
    const seen = new Examination(name, 'subscription');
    const { arena } = seen;
    await seen.each(200, { hostile: 6, conditions: 0, tellsKinds: false }, async (given, seed) => {
      const { operation, document, compiled } = given;
      const fate = { seed, errors: seed % 2 === 0 ? 0 : 20 };
      const truth = arena.truth(document, operation, fate);
      if (truth.data === undefined) return;
      const event = arena.event(compiled.primary, operation, fate);
      const ask = arena.asking(fate);
      const { data, errors, faults } = await compiled.execute({ ask, variables: operation.variables }, event);
      expect([operation.query, JSON.stringify(data)]).toEqual([operation.query, JSON.stringify(truth.data)]);
      expect([...errors, ...faults].length > 0).toBe(truth.errors !== undefined);
    });
    expect(seen.tally.compared).toBeGreaterThan(150);
  });
});
