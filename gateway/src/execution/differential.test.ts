import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type DocumentNode, type GraphQLSchema, parse, print, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composed } from '../../test/composed.ts';
import { type Fate, GOOD_FATE } from '../../test/mock-faults.ts';
import { MockSubgraph } from '../../test/mock-subgraph.ts';
import { type GeneratedOperation, OperationGenerator } from '../../test/operation-generator.ts';
import { RICH_HOUSE } from '../../test/rich-house.ts';
import { type Seen, TwoExecutors } from '../../test/two-executors.ts';
import { chosenDocument, plannableDocument } from './choices/chosen-document.ts';
import { Conditions, conditionNames } from './choices/conditions.ts';

const SUBGRAPHS = ['tenancy', 'booking', 'billing', 'analytics'];

async function readSchema(name: string): Promise<string> {
  return readFile(fileURLToPath(import.meta.resolve(`@freehold/schema/${name}.graphql`)), 'utf8');
}

function operations(schema: GraphQLSchema, depth: number): fc.Arbitrary<GeneratedOperation> {
  return fc.gen().map((gen) => new OperationGenerator(schema, (max) => gen(fc.nat, { max })).generate(depth));
}

function fates(subgraphs: readonly string[]): fc.Arbitrary<Fate> {
  return fc.record({
    seed: fc.nat(10_000),
    errors: fc.constantFrom(0, 20, 100),
    corruptions: fc.constantFrom(0, 0, 20, 80),
    dead: fc.subarray([...subgraphs], { maxLength: 1 }),
  });
}

/** Each error is at a value that is null, or swallowed by null, or asked for by the plan alone. */
function expectErrorsAtNulls({ data, errors }: Seen): void {
  for (const { path } of errors) {
    let value: unknown = data;
    for (const key of path ?? []) value = value === null ? null : (Object(value)[key] ?? null);
    if (path) expect(value, JSON.stringify(path)).toBeNull();
  }
}

/**
 * Errors without the indices of lists in their paths. Apollo's executor counts the entities of a step with those that
 * it did not ask for, and so tells errors at their neighbours; a test below names that.
 */
function withoutIndices({ errors }: Seen): string[] {
  const texts = errors.map(({ path, ...error }) =>
    JSON.stringify({ ...error, path: path?.filter((key) => typeof key === 'string') }),
  );
  return texts.sort();
}

/** Where data was taken out for faults. Which of several faults below such a place is told is for each to choose. */
function nullsMade({ data, faults }: Seen): string[] {
  const places = faults.map((path = []) => {
    let value = data;
    const depth = path.findIndex((key) => {
      const isGone = value === null;
      value = Object(value)[key];
      return isGone;
    });
    return JSON.stringify(depth < 0 ? path : path.slice(0, depth));
  });
  return [...new Set(places)].sort();
}

/** What variables choose of a generated operation: `maybe` is true unless it is given. */
function chosenOf(document: DocumentNode, given: GeneratedOperation['variables']): DocumentNode {
  const values = conditionNames(document).map(
    (name) => [name, (given[name] ?? name === 'maybe') === true] as const,
  );
  return chosenDocument(document, 'Made', new Conditions(new Map(values)));
}

interface Tally {
  operations: number;
  executions: number;
  withErrors: number;
  misplaced: number;
}

/** The same mocks behind both executors. */
class Arena {
  readonly two: TwoExecutors;
  readonly mocks: readonly MockSubgraph[];
  readonly tally: Tally = { operations: 0, executions: 0, withErrors: 0, misplaced: 0 };

  private constructor(two: TwoExecutors, mocks: readonly MockSubgraph[]) {
    this.two = two;
    this.mocks = mocks;
  }

  static async open(supergraphSdl: string, sdls: Readonly<Record<string, string>>): Promise<Arena> {
    const mocks = Object.entries(sdls).map(([name, sdl]) => new MockSubgraph(name, sdl));
    return new Arena(await TwoExecutors.start(supergraphSdl, mocks), mocks);
  }

  /** How often entities were asked for. */
  get entityFetches(): number {
    const calls = this.mocks.flatMap((mock) => mock.calls);
    return calls.filter(({ variables }) => variables?.representations).length;
  }

  async compareMany(numRuns: number, depth: number): Promise<void> {
    const { schema } = this.two;
    const names = this.mocks.map(({ name }) => name);
    const property = fc.asyncProperty(operations(schema, depth), fates(names), async (operation, fate) => {
      if (validate(schema, parse(operation.query)).length > 0) return;
      this.tally.operations += 1;
      await this.#compare(operation, GOOD_FATE);
      await this.#compare(operation, fate);
    });
    // Always the same operations: who changes the executor is told about their change.
    await fc.assert(property, { numRuns, seed: 1, endOnFailure: true });
  }

  async #compare(operation: GeneratedOperation, fate: Fate): Promise<void> {
    for (const mock of this.mocks) mock.fate = fate;
    const document = parse(operation.query);
    // Their plan for all that variables may choose loses some of it; another test names that.
    const alone = chosenOf(document, operation.variables);
    const chosen = plannableDocument(alone);
    const theirs = await this.two.apollo(operation, chosen);
    // They know no object without fields.
    const ours = await this.two.ours(operation, print(chosen) === print(alone) ? document : chosen);
    this.tally.executions += 1;
    if (ours.errors.length > 0) this.tally.withErrors += 1;
    expect(ours.data).toEqual(theirs.data);
    if (!isDeepStrictEqual(ours.errors, theirs.errors)) {
      expect(withoutIndices(ours)).toEqual(withoutIndices(theirs));
      this.tally.misplaced += 1;
    }
    if (theirs.errors.length === 0) expect(nullsMade(ours)).toEqual(nullsMade(theirs));
    expectErrorsAtNulls(ours);
  }
}

describe('the compiled executor, beside the one of @apollo/gateway', () => {
  let rich: Arena;
  let real: Arena;

  beforeAll(async () => {
    rich = await Arena.open(composed(RICH_HOUSE), RICH_HOUSE);
    const sdls = await Promise.all(SUBGRAPHS.map(async (name) => [name, await readSchema(name)]));
    real = await Arena.open(await readSchema('supergraph'), Object.fromEntries(sdls));
  });
  afterAll(() => Promise.all([rich.two.stop(), real.two.stop()]));

  it('answers the same to operations over everything that plans are made of, with faults of subgraphs', async () => {
    await rich.compareMany(600, 4);
    const { operations: seen, withErrors, misplaced } = rich.tally;
    expect([seen > 550, withErrors > 100, misplaced < 10, rich.entityFetches > 1_000]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  }, 60_000);

  it('answers the same to operations over the schema of this product, with faults of subgraphs', async () => {
    await real.compareMany(500, 4);
    const { operations: seen, withErrors, misplaced } = real.tally;
    expect([seen > 450, withErrors > 50, misplaced]).toEqual([true, true, 0]);
  }, 60_000);
});
