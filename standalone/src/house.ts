import { operatorSettings } from '@freehold/gateway/environment';
import { createGateway, type Gateway } from '@freehold/gateway/gateway';
import { loadOnHangup } from '@freehold/gateway/load-on-hangup';
import { startMetricsServer } from '@freehold/gateway/metrics-server';
import { readSchemaFiles } from '@freehold/gateway/schema-files';
import { SERVER_OPTIONS } from '@freehold/gateway/server-options';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { checkDatabase } from '@freehold/kernel/database/provision/check-database';
import { appRole, relayRole } from '@freehold/kernel/database/role-names';
import { type Bus, createMemoryBus } from '@freehold/kernel/events/bus';
import { type Messaging, NO_MESSAGING } from '@freehold/kernel/messaging/messaging';
import { openMessaging, readMessagingConfig } from '@freehold/kernel/messaging/open-messaging';
import { type Objects, openObjects, readObjectsConfig } from '@freehold/kernel/objects/open-objects';
import type { SubgraphDefinition } from '@freehold/kernel/subgraph/concept';
import { loadFaces } from '@freehold/kernel/subgraph/running/load-faces';
import { startSubgraph } from '@freehold/kernel/subgraph/running/start-subgraph';
import { openTracer } from '@freehold/kernel/tracing/open-tracer';
import { tracedSubgraph } from '@freehold/kernel/tracing/traced-subgraph';
import type { Tracer } from '@freehold/kernel/tracing/tracer';
import Fastify from 'fastify';
import type { StandaloneConfig } from './config.ts';
import { type Secrets, ticketKeyOf } from './secrets.ts';
import type { BuiltHouse, Foundation } from './start-house.ts';
import { SUBGRAPHS } from './subgraphs.ts';
import { serveWeb } from './web.ts';

/** Starts the subgraphs in this process; the gateway before them serves the same objects and goes on with their traces. */
export async function openSubgraphs(foundation: Foundation) {
  const { teardown, objects: place, config, logger } = foundation;
  const bus = createMemoryBus();
  teardown.add('bus', () => bus.close());
  const objects = await openObjects(readObjectsConfig(place));
  const tracer = await openTracer(config.gateway, 'freehold', logger);
  teardown.add('traces', async () => tracer?.close());
  const subgraphs = await Promise.all(
    SUBGRAPHS.map((definition) => openSubgraph(definition, { bus, objects, tracer }, foundation)),
  );
  return { subgraphs, objects, tracer };
}

/** Starts the subgraphs and a gateway that calls them in process, with the web beside it. */
export async function openHouse(foundation: Foundation): Promise<BuiltHouse> {
  const { teardown, web } = foundation;
  const { subgraphs, objects, tracer } = await openSubgraphs(foundation);
  const gateway = await openGateway(subgraphs, { tracer, objects }, foundation);
  teardown.add('gateway', () => gateway.close());
  await openMetrics(gateway, foundation);
  const { SCHEMA_DIR: directory } = foundation.config.gateway;
  const unhook = loadOnHangup({ gateway, directory, logger: foundation.logger });
  teardown.add('hangup', async () => unhook());
  const app = Fastify(SERVER_OPTIONS);
  teardown.add('server', () => app.close());
  await serveWeb(app, web);
  await gateway.register(app);
  return { app, subgraphs };
}

async function openGateway(
  subgraphs: readonly SubgraphClient[],
  { tracer, objects }: { readonly tracer: Tracer | null; readonly objects: Objects | null },
  { config, secrets, clock, logger, teardown }: Foundation,
): Promise<Gateway> {
  const operator = operatorSettings(config.gateway, logger);
  teardown.add('rates', () => operator.close());
  return createGateway({
    ...operator.settings,
    ...(await readSchemaFiles(config.gateway.SCHEMA_DIR)),
    // Whoever started a subgraph stops it, also when the gateway never came to be.
    subgraphs: subgraphs.map((subgraph) => ({
      ...tracedSubgraph(subgraph, tracer),
      close: () => Promise.resolve(),
    })),
    tracer,
    objects,
    accessTokenPublicKey: secrets.accessToken.publicKey,
    baseDomains: config.baseDomains,
    clock,
    logger,
    production: config.isProduction,
  });
}

async function openMetrics(gateway: Gateway, { config, teardown }: Foundation): Promise<void> {
  const { METRICS_HOST: host, METRICS_PORT: port } = config.gateway;
  if (port === undefined) return;
  const server = await startMetricsServer({ host, port, metrics: () => gateway.metrics() });
  teardown.add('metrics', () => server.close());
}

/** What the subgraphs have in common. */
interface Shared {
  readonly bus: Bus;
  readonly objects: Objects | null;
  readonly tracer: Tracer | null;
}

async function openSubgraph(
  definition: SubgraphDefinition,
  { bus, objects, tracer }: Shared,
  foundation: Foundation,
): Promise<SubgraphClient> {
  const { config, database, secrets, clock, logger, onStatement, teardown } = foundation;
  const { name } = definition;
  const databaseUrl = database.urlOf(appRole(name));
  const [faces] = await Promise.all([
    loadFaces(config.editions, name),
    checkDatabase(databaseUrl, name, { allowUnsafe: !database.isDurable }),
  ]);
  const messaging = openWaysOut(definition, foundation);
  const subgraph = await startSubgraph(definition, {
    databaseUrl,
    relayUrl: database.urlOf(relayRole(name)),
    bus,
    clock,
    logger: logger.child({ subgraph: name }),
    faces,
    settings: settingsOf(name, config, secrets),
    messaging,
    objects: definition.uses.objects ? objects : null,
    tracer,
    ...(onStatement ? { onStatement: (sql: string) => onStatement(name, sql) } : {}),
  });
  teardown.add(name, () => subgraph.close());
  return subgraph;
}

/** Only who sends messages has ways out of the house. */
function openWaysOut(
  { name, uses }: SubgraphDefinition,
  { messaging, logger, teardown }: Foundation,
): Messaging {
  if (!uses.messaging) return NO_MESSAGING;
  const ways = openMessaging(readMessagingConfig(messaging), logger);
  teardown.add(`messages of ${name}`, async () => ways.mailer?.close());
  return ways;
}

/** A subgraph gets its own secrets and nobody else's. */
function settingsOf(name: string, config: StandaloneConfig, secrets: Secrets): Record<string, string> {
  if (name === 'booking')
    return { ticketPrivateKey: ticketKeyOf(secrets.databaseSecret), tenantUrl: config.tenantUrl };
  if (name !== 'tenancy') return {};
  return { accessTokenPrivateKey: secrets.accessToken.privateKey, baseDomains: config.baseDomains.join(',') };
}
