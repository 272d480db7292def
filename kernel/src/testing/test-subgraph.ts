import { pino } from 'pino';
import type { Caller } from '../caller/caller.ts';
import type { SubgraphAnswer, SubgraphClient } from '../caller/subgraph-call.ts';
import { migrate } from '../database/migrate.ts';
import { createMemoryBus } from '../events/bus.ts';
import type { SubgraphDefinition } from '../subgraph/concept.ts';
import { entitiesOf } from '../subgraph/entities.ts';
import { type RunningSubgraph, startSubgraph } from '../subgraph/start-subgraph.ts';
import { FrozenClock } from '../values/clock.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** A subgraph on a database of its own, under a clock that stands still. */
export interface TestSubgraph {
  readonly subgraph: RunningSubgraph;
  readonly database: TestDatabase;
  readonly clock: FrozenClock;
  /** SQL statements sent since the last `splice(0)`. */
  readonly statements: string[];
  close(): Promise<void>;
}

/** What a test may say about the subgraph that it starts. */
export interface TestSubgraphOptions {
  readonly faces?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, string>>;
  /** Other subgraphs whose events this one reads. */
  readonly others?: readonly SubgraphDefinition[];
  readonly now?: string;
}

/** Starts a subgraph for one test file; the clock stands at 2026-11-23T09:00Z, a Monday. */
export async function startTestSubgraph(
  definition: SubgraphDefinition,
  { faces = {}, settings = {}, others = [], now = '2026-11-23T09:00:00Z' }: TestSubgraphOptions = {},
): Promise<TestSubgraph> {
  const all = [definition, ...others];
  const database = await createTestDatabase(all.map(({ name }) => name));
  await Promise.all(
    all.map((each) =>
      migrate({
        ownerUrl: database.url(`${each.name}_owner`),
        schema: each.name,
        entities: entitiesOf(each),
        folder: each.migrations,
      }),
    ),
  );
  const clock = new FrozenClock(now);
  const statements: string[] = [];
  const subgraph = await startSubgraph(definition, {
    databaseUrl: database.url(`${definition.name}_app`),
    relayUrl: database.url(`${definition.name}_relay`),
    bus: createMemoryBus(),
    clock,
    logger: pino({ level: 'error' }),
    faces,
    settings,
    onStatement: (sql) => statements.push(sql),
  });
  return { subgraph, database, clock, statements, close: () => subgraph.close() };
}

/** Asks a subgraph and answers the data. @throws {Error} with the first refusal's code and sentence. */
export async function ask<Data = Record<string, unknown>>(
  subgraph: SubgraphClient,
  caller: Caller,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const answer = await subgraph.execute({ query, variables, caller });
  const [refusal] = answer.errors ?? [];
  if (refusal) throw new Error(`${refusal.extensions?.code}: ${refusal.message}`);
  return answer.data as Data;
}

/** The extensions of the first refusal. @throws {Error} when nothing was refused. */
export async function refusalOf(
  subgraph: SubgraphClient,
  caller: Caller,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const answer: SubgraphAnswer = await subgraph.execute({ query, variables, caller });
  const [refusal] = answer.errors ?? [];
  if (!refusal) throw new Error(`Nothing was refused: ${JSON.stringify(answer.data)}`);
  return { ...refusal.extensions };
}
