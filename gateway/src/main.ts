import { createPassportIssuer } from '@freehold/kernel/caller/passport';
import { openLogger } from '@freehold/kernel/config/open-logger';
import { ConfigurationParts, nameList, pem, port, readConfig } from '@freehold/kernel/config/read-config';
import { type Running, runProcess } from '@freehold/kernel/config/run-process';
import { type Objects, openObjects, readObjectsConfig } from '@freehold/kernel/objects/open-objects';
import { openTracer } from '@freehold/kernel/tracing/open-tracer';
import type { Tracer } from '@freehold/kernel/tracing/tracer';
import { systemClock } from '@freehold/kernel/values/clock';
import Fastify from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { gatewayEnvironment, type OperatorSettings, operatorSettings } from './environment.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { SERVER_OPTIONS } from './http/server-options.ts';
import { startMetricsServer } from './metrics/metrics-server.ts';
import { loadOnHangup } from './schema/load-on-hangup.ts';
import { readSchemaFiles } from './schema/schema-files.ts';
import { remoteSubgraph } from './subgraphs/remote/remote-subgraph.ts';
import { reusedPassports } from './subgraphs/remote/reused-passports.ts';
import { subgraphAddresses } from './subgraphs/remote/subgraph-addresses.ts';

const environmentSchema = gatewayEnvironment.extend({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  /** `tenancy=http://127.0.0.1:4101,booking=...` */
  SUBGRAPHS: subgraphAddresses,
  PASSPORT_PRIVATE_KEY: pem,
  ACCESS_TOKEN_PUBLIC_KEY: pem,
  BASE_DOMAINS: nameList.default(['localhost']),
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

type Environment = z.infer<typeof environmentSchema>;

async function openGateway(
  environment: Environment,
  settings: OperatorSettings & { readonly tracer: Tracer | null; readonly objects: Objects | null },
  logger: Logger,
): Promise<Gateway> {
  const passportsFor = (subgraph: string) =>
    reusedPassports(
      createPassportIssuer(environment.PASSPORT_PRIVATE_KEY, systemClock, subgraph),
      systemClock,
    );
  return createGateway({
    ...settings,
    ...(await readSchemaFiles(environment.SCHEMA_DIR)),
    subgraphs: environment.SUBGRAPHS.map((address) =>
      remoteSubgraph({ ...address, passports: passportsFor(address.name) }),
    ),
    accessTokenPublicKey: environment.ACCESS_TOKEN_PUBLIC_KEY,
    baseDomains: environment.BASE_DOMAINS,
    clock: systemClock,
    logger,
    production: environment.NODE_ENV === 'production',
  });
}

async function serveMetrics(
  { METRICS_HOST: host, METRICS_PORT: metricsPort }: Environment,
  gateway: Gateway,
) {
  if (metricsPort === undefined) return null;
  return startMetricsServer({ host, port: metricsPort, metrics: () => gateway.metrics() });
}

/** Reads all parts of the environment, so that all faults are told at once. */
function readAll() {
  const parts = new ConfigurationParts();
  const environment = parts.read(() => readConfig(environmentSchema));
  const objects = parts.read(() => readObjectsConfig());
  if (!environment || !objects) throw parts.fault();
  return { environment, objects };
}

async function start(): Promise<Running> {
  const { environment, objects: place } = readAll();
  const objects = await openObjects(place);
  const logger = openLogger('gateway', environment.LOG_LEVEL);
  const operator = operatorSettings(environment, logger);
  const tracer = await openTracer(environment, 'freehold-gateway', logger);
  const gateway = await openGateway(environment, { ...operator.settings, tracer, objects }, logger);
  const app = Fastify(SERVER_OPTIONS);
  await gateway.register(app);
  const metrics = await serveMetrics(environment, gateway);
  const unhook = loadOnHangup({ gateway, directory: environment.SCHEMA_DIR, logger });
  const url = await app.listen({ host: environment.HOST, port: environment.PORT });
  logger.info({ url }, 'The gateway is in service.');
  return {
    close: async () => {
      unhook();
      await metrics?.close();
      await app.close();
      await gateway.close();
      await Promise.all([operator.close(), tracer?.close()]);
    },
  };
}

await runProcess(start);
