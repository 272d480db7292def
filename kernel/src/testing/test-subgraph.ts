import { readdir, stat } from 'node:fs/promises';
import { pino } from 'pino';
import type { Caller, TenantId } from '../caller/caller.ts';
import type { SubgraphAnswer, SubgraphClient } from '../caller/subgraph-call.ts';
import { createMemoryBus } from '../events/bus.ts';
import { sourcesOf } from '../events/consumer/listener.ts';
import type { EventId, EventType } from '../events/domain-event.ts';
import { type Messaging, NO_MESSAGING } from '../messaging/messaging.ts';
import type { Objects } from '../objects/open-objects.ts';
import type { AdmissionBounds } from '../subgraph/admission/admission.ts';
import type { SubgraphDefinition } from '../subgraph/concept.ts';
import { migrateSubgraph, namesWithJobs } from '../subgraph/running/migrate-subgraph.ts';
import { type RunningSubgraph, startSubgraph } from '../subgraph/running/start-subgraph.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { FrozenClock } from '../values/clock.ts';
import { createForeignOutbox, writeForeignEvent } from './foreign-outbox.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** A subgraph on a database of its own, under a clock that stands still. */
export interface TestSubgraph {
  readonly subgraph: RunningSubgraph;
  readonly database: TestDatabase;
  readonly clock: FrozenClock;
  /** SQL statements sent for those who ask since the last `splice(0)`. */
  readonly statements: string[];
  /** Says, as the subgraph that an event is named after, that it happened in a tenant now; the event's id. */
  tell<Payload>(type: EventType<Payload>, tenantId: TenantId, payload: Payload): Promise<EventId>;
  close(): Promise<void>;
}

/** What a test may say about the subgraph that it starts. */
export interface TestSubgraphOptions {
  readonly faces?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly messaging?: Messaging;
  readonly objects?: Objects | null;
  /** Other subgraphs with their tables; of those that are listened to and not named, an outbox is there. */
  readonly others?: readonly SubgraphDefinition[];
  readonly now?: string;
  /** As long as a test machine may be busy, unless given. */
  readonly patienceMs?: number;
  /** As it is given to the subgraph. */
  readonly poolSize?: number;
  readonly admission?: Partial<AdmissionBounds>;
  /** Where it is traced to. */
  readonly tracer?: Tracer | null;
}

/** The migrations of a subgraph as they are written now. */
async function migrationsOf({ migrations, uses }: SubgraphDefinition): Promise<unknown> {
  const names = await readdir(migrations);
  const stats = await Promise.all(names.map((name) => stat(new URL(name, migrations))));
  return [migrations.href, uses.jobs, names.map((name, index) => [name, stats[index]?.mtimeMs])];
}

async function prepareDatabase(
  definition: SubgraphDefinition,
  others: readonly SubgraphDefinition[],
): Promise<TestDatabase> {
  const all = [definition, ...others];
  const names = all.map(({ name }) => name);
  const listeners = definition.concepts.flatMap((concept) => concept.listeners ?? []);
  const absent = sourcesOf(listeners).filter((source) => !names.includes(source));
  const schemas = [...names, ...absent];
  return createTestDatabase(schemas, namesWithJobs(all), {
    key: JSON.stringify([schemas, await Promise.all(all.map(migrationsOf))]),
    fill: async (database) => {
      const migrations = all.map((each) => migrateSubgraph(each, database.url(`${each.name}_owner`)));
      const outboxes = absent.map((name) => createForeignOutbox(database.url(`${name}_owner`), name));
      await Promise.all([...migrations, ...outboxes]);
    },
  });
}

/** Starts a subgraph for one test file; the clock stands at 2026-11-23T09:00Z, a Monday. No job runs by itself. */
export async function startTestSubgraph(
  definition: SubgraphDefinition,
  {
    faces = {},
    settings = {},
    messaging = NO_MESSAGING,
    objects = null,
    others = [],
    now = '2026-11-23T09:00:00Z',
    patienceMs = 60_000,
    poolSize,
    admission = { patienceMs, patienceInCrowdMs: patienceMs },
    tracer = null,
  }: TestSubgraphOptions = {},
): Promise<TestSubgraph> {
  const database = await prepareDatabase(definition, others);
  const clock = new FrozenClock(now);
  const statements: string[] = [];
  const bus = createMemoryBus();
  const subgraph = await startSubgraph(definition, {
    databaseUrl: database.url(`${definition.name}_app`),
    relayUrl: database.url(`${definition.name}_relay`),
    bus,
    clock,
    logger: pino({ level: 'error' }),
    faces,
    settings,
    messaging,
    objects,
    patienceMs,
    poolSize,
    admission,
    tracer,
    runsJobs: false,
    onStatement: (sql) => statements.push(sql),
  });
  return {
    subgraph,
    database,
    clock,
    statements,
    tell: async (type, tenantId, payload) => {
      const [source = ''] = type.name.split('.');
      const event = { type, tenantId, occurredAt: clock.now(), payload };
      const id = await writeForeignEvent(database.url(`${source}_owner`), event);
      bus.wake(source);
      return id;
    },
    close: () => subgraph.close(),
  };
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
