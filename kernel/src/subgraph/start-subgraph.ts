import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Logger } from 'pino';
import type { SubgraphCall, SubgraphClient } from '../caller/subgraph-call.ts';
import { openOrm } from '../database/orm.ts';
import type { Bus } from '../events/bus.ts';
import { isConsuming, sourcesOf, startConsumer } from '../events/consumer.ts';
import type { OutboxFollower } from '../events/follow.ts';
import { LiveEvents } from '../events/live-events.ts';
import type { Clock } from '../values/clock.ts';
import { buildGuardedSchema } from './build-schema.ts';
import type { SubgraphDefinition } from './concept.ts';
import type { SubgraphParts } from './context.ts';
import { entitiesOf } from './entities.ts';
import { SubgraphExecutor } from './subgraph-executor.ts';

const RELAY_POOL_SIZE = 3;

/** What a subgraph is started with. */
export interface SubgraphEnvironment {
  /** Signs in as the role that serves. */
  readonly databaseUrl: string;
  /** Signs in as the role that reads outboxes. */
  readonly relayUrl: string;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What editions say to this subgraph, by edition. */
  readonly faces: Readonly<Record<string, unknown>>;
  /** Secrets and settings of this subgraph alone, by name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Called with every SQL statement of those who ask; those that apply events of other subgraphs are not told. */
  readonly onStatement?: (sql: string) => void;
}

/** A subgraph at work. */
export interface RunningSubgraph extends SubgraphClient {
  /** Its tables, for tests and for what runs beside requests. */
  readonly parts: SubgraphParts;
}

async function startConsumers(
  definition: SubgraphDefinition,
  environment: SubgraphEnvironment,
  orm: MikroORM,
  relay: pg.Pool,
): Promise<OutboxFollower[]> {
  const listeners = definition.concepts.flatMap((concept) => concept.listeners ?? []);
  const { bus, logger, clock, faces } = environment;
  return Promise.all(
    sourcesOf(listeners).map((source) =>
      startConsumer({
        orm,
        relay,
        bus,
        logger,
        clock,
        faces,
        source,
        listeners: listeners.filter(({ eventName }) => eventName.startsWith(`${source}.`)),
        afterApplied: () => bus.wake(definition.name),
      }),
    ),
  );
}

/** Starts a subgraph in this process: its ORM, its consumers of events, and its executor. */
export async function startSubgraph(
  definition: SubgraphDefinition,
  environment: SubgraphEnvironment,
): Promise<RunningSubgraph> {
  const { bus, clock, logger, faces, settings = {}, onStatement } = environment;
  const { schema } = await buildGuardedSchema(definition);
  const orm = await openOrm({
    url: environment.databaseUrl,
    schema: definition.name,
    entities: entitiesOf(definition),
    onStatement: onStatement && ((sql) => (isConsuming() ? undefined : onStatement(sql))),
  });
  const relay = new pg.Pool({ connectionString: environment.relayUrl, max: RELAY_POOL_SIZE });
  relay.on('error', (error) => logger.warn({ err: error }, 'A connection of the relay broke.'));
  const live = new LiveEvents();
  await live.start({ relay, bus, logger, source: definition.name });
  const wake = () => bus.wake(definition.name);
  const reactions = definition.concepts.flatMap((concept) => concept.reactions ?? []);
  const { name } = definition;
  const parts: SubgraphParts = { name, orm, clock, logger, live, reactions, faces, settings, wake };
  const executor = new SubgraphExecutor(schema, parts);
  const consumers = await startConsumers(definition, environment, orm, relay);
  return {
    name: definition.name,
    parts,
    execute: (call: SubgraphCall) => executor.execute(call),
    subscribe: (call: SubgraphCall) => executor.subscribe(call),
    close: async () => {
      // Subscriptions end before the executor does, so that an event under way is answered and not refused.
      await Promise.all([...consumers.map((consumer) => consumer.stop()), live.stop()]);
      await executor.stop();
      await Promise.all([orm.close(true), relay.end()]);
    },
  };
}
