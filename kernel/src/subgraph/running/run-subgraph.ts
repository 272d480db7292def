import type { Logger } from 'pino';
import { z } from 'zod';
import { createPassportVerifier } from '../../caller/passport.ts';
import { databaseUrl } from '../../config/database-url.ts';
import { openLogger } from '../../config/open-logger.ts';
import { ConfigurationParts, nameList, pem, port, readConfig } from '../../config/read-config.ts';
import { type Running, runProcess } from '../../config/run-process.ts';
import { checkDatabase } from '../../database/provision/check-database.ts';
import { type Bus, createMemoryBus, createPostgresBus } from '../../events/bus.ts';
import { NO_MESSAGING } from '../../messaging/messaging.ts';
import { type MessagingConfig, openMessaging, readMessagingConfig } from '../../messaging/open-messaging.ts';
import { type ObjectsConfig, openObjects, readObjectsConfig } from '../../objects/open-objects.ts';
import { openTracer, tracingShape } from '../../tracing/open-tracer.ts';
import { tracedSubgraph } from '../../tracing/traced-subgraph.ts';
import { systemClock } from '../../values/clock.ts';
import type { SubgraphDefinition } from '../concept.ts';
import { loadFaces } from './load-faces.ts';
import { serveSubgraph } from './serve-subgraph.ts';
import { startSubgraph } from './start-subgraph.ts';

/** What a subgraph reads from the environment beside what all read, by variable: `ACCESS_TOKEN_PRIVATE_KEY: pem`. */
export type SettingsShape = Readonly<Record<string, z.ZodType<string>>>;

const environmentShape = {
  SUBGRAPH_HOST: z.string().default('127.0.0.1'),
  SUBGRAPH_PORT: port,
  DATABASE_URL: databaseUrl,
  RELAY_DATABASE_URL: databaseUrl,
  PASSPORT_PUBLIC_KEY: pem,
  EDITIONS: nameList.default([]),
  BUS: z.enum(['memory', 'postgres']).default('postgres'),
  ...tracingShape,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};
type Environment = z.infer<z.ZodObject<typeof environmentShape>>;

/** A subgraph knows its settings in camelCase: ACCESS_TOKEN_PRIVATE_KEY is `accessTokenPrivateKey`. */
function settingName(variable: string): string {
  return variable.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function readSettings(shape: SettingsShape): Record<string, string> {
  const given = readConfig(z.object(shape));
  return Object.fromEntries(Object.entries(given).map(([variable, value]) => [settingName(variable), value]));
}

interface Configuration {
  readonly environment: Environment;
  readonly settings: Record<string, string>;
  /** Null for a subgraph that sends nothing. */
  readonly messaging: MessagingConfig | null;
  /** Null for a subgraph that keeps no bytes. */
  readonly objects: ObjectsConfig | null;
}

/** Reads all parts of the environment, so that all faults are told at once. */
function readAll(shape: SettingsShape, uses: SubgraphDefinition['uses']): Configuration {
  const parts = new ConfigurationParts();
  const environment = parts.read(() => readConfig(z.object(environmentShape)));
  const settings = parts.read(() => readSettings(shape));
  const messaging = uses.messaging ? parts.read(() => readMessagingConfig()) : null;
  const objects = uses.objects ? parts.read(() => readObjectsConfig()) : null;
  if (!environment || !settings || !parts.areSound) throw parts.fault();
  return { environment, settings, messaging, objects };
}

function openBus({ BUS, RELAY_DATABASE_URL }: Environment, logger: Logger): Bus | Promise<Bus> {
  return BUS === 'postgres' ? createPostgresBus(RELAY_DATABASE_URL, logger) : createMemoryBus();
}

async function start(definition: SubgraphDefinition, shape: SettingsShape): Promise<Running> {
  const { environment, settings, ...config } = readAll(shape, definition.uses);
  const logger = openLogger(definition.name, environment.LOG_LEVEL);
  const faces = await loadFaces(environment.EDITIONS, definition.name);
  await checkDatabase(environment.DATABASE_URL, definition.name);
  const bus = await openBus(environment, logger);
  const messaging = config.messaging ? openMessaging(config.messaging, logger) : NO_MESSAGING;
  const tracer = await openTracer(environment, `freehold-${definition.name}`, logger);
  const subgraph = await startSubgraph(definition, {
    databaseUrl: environment.DATABASE_URL,
    relayUrl: environment.RELAY_DATABASE_URL,
    bus,
    clock: systemClock,
    logger,
    faces,
    settings,
    messaging,
    objects: config.objects && (await openObjects(config.objects)),
    tracer,
  });
  const served = await serveSubgraph(tracedSubgraph(subgraph, tracer), {
    host: environment.SUBGRAPH_HOST,
    port: environment.SUBGRAPH_PORT,
    passports: createPassportVerifier(environment.PASSPORT_PUBLIC_KEY, systemClock, definition.name),
    logger,
  });
  logger.info({ url: served.url }, `The subgraph ${definition.name} is in service.`);
  return {
    close: async () => {
      await served.close();
      await subgraph.close();
      await Promise.all([bus.close(), messaging.mailer?.close(), tracer?.close()]);
    },
  };
}

/**
 * The life of a subgraph in a process of its own: reads the environment, starts, serves the gateway,
 * stops on SIGTERM or Ctrl-C. A start that fails exits with 1 and says everything that is wrong.
 */
export async function runSubgraph(
  definition: SubgraphDefinition,
  { settings = {} }: { readonly settings?: SettingsShape } = {},
): Promise<void> {
  await runProcess(() => start(definition, settings));
}
