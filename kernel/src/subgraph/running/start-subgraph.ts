import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Logger } from 'pino';
import { bareTenant, type TenantId } from '../../caller/caller.ts';
import type { Crowd } from '../../caller/subgraph-call.ts';
import { openOrm } from '../../database/orm.ts';
import { causeOf } from '../../database/traced/cause.ts';
import type { Bus } from '../../events/bus.ts';
import type { BeginRepeating } from '../../events/consumer/apply-events.ts';
import { type Consumer, startConsumer } from '../../events/consumer/consumer.ts';
import { type Surroundings, sourcesOf } from '../../events/consumer/listener.ts';
import { LiveEvents } from '../../events/live-events.ts';
import { isUnasked } from '../../events/unasked.ts';
import { JobQueue } from '../../jobs/job-queue.ts';
import { type Messaging, NO_MESSAGING } from '../../messaging/messaging.ts';
import type { Objects } from '../../objects/open-objects.ts';
import type { TraceableSubgraph } from '../../tracing/traced-subgraph.ts';
import type { Tracer } from '../../tracing/tracer.ts';
import type { Clock } from '../../values/clock.ts';
import { Admission, type AdmissionBounds } from '../admission/admission.ts';
import type { SubgraphDefinition, TenantOf } from '../concept.ts';
import type { SubgraphParts } from '../context.ts';
import { entitiesOf } from '../entities.ts';
import type { JobHandler } from '../job-handler.ts';
import { buildGuardedSchema } from '../schema/build-schema.ts';
import { cleanUpOf } from './clean-up.ts';
import { JobRunner } from './job-runner.ts';
import { SubgraphExecutor } from './subgraph-executor.ts';
import { Uploads } from './uploads.ts';

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
  /** The ways out of the house; none unless given. */
  readonly messaging?: Messaging;
  /** Where bytes are kept; none are unless given. */
  readonly objects?: Objects | null;
  /** Where its jobs and events are traced to; nothing is unless given. It is not closed here. */
  readonly tracer?: Tracer | null;
  /** Called with every SQL statement of those who ask; those of events of other subgraphs, and of jobs, are not told. */
  readonly onStatement?: (sql: string) => void;
  /** How long an operation waits for a connection, in milliseconds; less than the gateway waits, unless given. */
  readonly patienceMs?: number;
  /** How many connections it has; 10 unless given. */
  readonly poolSize?: number | undefined;
  /** What differs from the usual bounds of what may be under way, and wait. */
  readonly admission?: Partial<AdmissionBounds>;
  /** Whether jobs run by themselves; tests that hold the clock still run them by hand. */
  readonly runsJobs?: boolean;
}

/** A subgraph at work. */
export interface RunningSubgraph extends TraceableSubgraph {
  /** Its tables, for tests and for what runs beside requests. */
  readonly parts: SubgraphParts;
  /** What runs its jobs; null when it uses none. */
  readonly jobs: JobRunner | null;
  isReady(): Promise<boolean>;
  crowd(): Crowd;
}

/** What a consumer knows beside an event, and may have done later. */
function surroundingsOf(
  { tenantOf, name }: SubgraphDefinition,
  { faces, clock }: SubgraphParts,
  runner: JobRunner | null,
): Surroundings {
  const jobsOf = () => {
    if (!runner)
      throw new Error(`The subgraph ${name} has no jobs: its definition must say that it uses them.`);
    return runner;
  };
  return {
    faces,
    clock,
    tenantOf: async (em, tenantId) => (tenantOf ? tenantOf(em, tenantId, clock.now()) : null),
    enqueue: (em, tenantId, job) =>
      jobsOf().queue.enqueue(em, { ...job, tenantId, now: clock.now(), cause: causeOf(em) }),
  };
}

/** What is repeated begins for whom its jobs can act for; in a subgraph without jobs nothing is. */
function beginningOf(
  { tenantOf = anyTenant }: SubgraphDefinition,
  { clock }: SubgraphParts,
  runner: JobRunner | null,
): BeginRepeating {
  return async (em, tenantId) => {
    if (!runner || !(await tenantOf(em, tenantId, clock.now()))) return false;
    await runner.beginRepeating(em, tenantId);
    return true;
  };
}

async function startConsumers(
  definition: SubgraphDefinition,
  { bus }: SubgraphEnvironment,
  relay: pg.Pool,
  { parts, jobs }: Pick<RunningSubgraph, 'parts' | 'jobs'>,
): Promise<Consumer[]> {
  const listeners = definition.concepts.flatMap((concept) => concept.listeners ?? []);
  const { orm, logger, clock, tracer } = parts;
  const surroundings = surroundingsOf(definition, parts, jobs);
  const beginRepeating = beginningOf(definition, parts, jobs);
  const begun = new Set<TenantId>();
  return Promise.all(
    sourcesOf(listeners).map((source) =>
      startConsumer({
        orm,
        relay,
        bus,
        logger,
        clock,
        tracer,
        subgraph: definition.name,
        surroundings,
        beginRepeating,
        begun,
        source,
        listeners: listeners.filter(({ eventName }) => eventName.startsWith(`${source}.`)),
        afterApplied: () => bus.wake(definition.name),
      }),
    ),
  );
}

function openRelay({ relayUrl, logger }: SubgraphEnvironment): pg.Pool {
  const relay = new pg.Pool({ connectionString: relayUrl, max: RELAY_POOL_SIZE });
  relay.on('error', (error) => logger.warn({ err: error }, 'A connection of the relay broke.'));
  return relay;
}

/** Whether the database answers. One look at a time: those that hang must not take every connection. */
function lookAt(relay: pg.Pool): () => Promise<boolean> {
  let looking: Promise<boolean> | null = null;
  const look = async () => {
    const answer = await relay.query('select 1').catch(() => null);
    looking = null;
    return answer !== null;
  };
  return () => {
    looking ??= look();
    return looking;
  };
}

/** What concepts do by the clock, beside what the kernel does for each subgraph. */
function ownJobsOf({ concepts }: SubgraphDefinition): readonly JobHandler[] {
  return concepts.flatMap((concept) => concept.jobs ?? []);
}

async function openJobs(
  definition: SubgraphDefinition,
  { databaseUrl, logger }: SubgraphEnvironment,
): Promise<JobQueue | null> {
  const { name: subgraph, uses } = definition;
  if (!uses.jobs) return null;
  return JobQueue.open({
    url: databaseUrl,
    subgraph,
    logger,
    hasTime: ownJobsOf(definition).length === 0,
  });
}

/** The clean-up asks nothing of a tenant but whose rows they are. */
const anyTenant: TenantOf = (_em, tenantId) => Promise.resolve(bareTenant(tenantId));

function runnerOf(definition: SubgraphDefinition, parts: SubgraphParts, relay: pg.Pool): JobRunner | null {
  if (!parts.jobs) return null;
  const { name, tenantOf } = definition;
  const own = ownJobsOf(definition);
  if (!tenantOf && own.length > 0)
    throw new Error(`The subgraph ${name} has jobs and does not say whom they act for.`);
  const handlers = [cleanUpOf(name, relay), ...own];
  return new JobRunner({ parts, queue: parts.jobs, handlers, tenantOf: tenantOf ?? anyTenant });
}

function openTables(
  definition: SubgraphDefinition,
  { databaseUrl, patienceMs, poolSize, onStatement }: SubgraphEnvironment,
): Promise<MikroORM> {
  return openOrm({
    url: databaseUrl,
    schema: definition.name,
    entities: entitiesOf(definition),
    patienceMs,
    poolSize,
    onStatement: onStatement && ((sql) => (isUnasked() ? undefined : onStatement(sql))),
  });
}

function partsOf(
  { name, concepts }: SubgraphDefinition,
  { bus, clock, logger, faces, ...given }: SubgraphEnvironment,
  opened: Pick<SubgraphParts, 'orm' | 'live' | 'jobs'>,
): SubgraphParts {
  const { settings = {}, messaging = NO_MESSAGING, objects = null, tracer = null } = given;
  return {
    ...opened,
    name,
    clock,
    logger,
    reactions: concepts.flatMap((concept) => concept.reactions ?? []),
    conclusions: concepts.flatMap((concept) => concept.conclusions ?? []),
    messaging,
    objects,
    faces,
    settings,
    wake: () => bus.wake(name),
    tracer,
  };
}

/** Starts a subgraph in this process: its ORM, its consumers of events, its jobs, and its executor. */
export async function startSubgraph(
  definition: SubgraphDefinition,
  environment: SubgraphEnvironment,
): Promise<RunningSubgraph> {
  const { bus, logger } = environment;
  const { name } = definition;
  const { schema } = await buildGuardedSchema(definition);
  const orm = await openTables(definition, environment);
  const relay = openRelay(environment);
  const live = new LiveEvents();
  await live.start({ relay, bus, logger, source: name });
  const queue = await openJobs(definition, environment);
  const parts = partsOf(definition, environment, { orm, live, jobs: queue });
  const admission = new Admission(environment.admission ?? {}, logger);
  const executor = new SubgraphExecutor(schema, parts, admission);
  const uploads = new Uploads(parts, definition);
  const jobs = runnerOf(definition, parts, relay);
  const consumers = await startConsumers(definition, environment, relay, { parts, jobs });
  if (jobs && environment.runsJobs !== false) await jobs.work();
  return {
    name,
    parts,
    jobs,
    execute: (call, trace) => executor.execute(call, { trace }),
    subscribe: (call, trace) => executor.subscribe(call, trace),
    upload: (sent, trace) => uploads.take(sent, trace),
    isReady: lookAt(relay),
    crowd: () => admission.crowd,
    close: async () => {
      // Subscriptions end before the executor does, so that an event under way is answered and not refused.
      await Promise.all([...consumers.map((consumer) => consumer.stop()), live.stop()]);
      await Promise.all([executor.stop(), uploads.stop(), queue?.stop()]);
      await Promise.all([orm.close(true), relay.end()]);
    },
  };
}
