import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createPassportIssuer } from '@freehold/kernel/caller/passport';
import { flag, nameList, pem, port, readConfig } from '@freehold/kernel/config/read-config';
import { type Running, runProcess } from '@freehold/kernel/config/run-process';
import { systemClock } from '@freehold/kernel/values/clock';
import Fastify from 'fastify';
import { type Logger, pino } from 'pino';
import { z } from 'zod';
import { createGateway, type Gateway } from './gateway.ts';
import { startMetricsServer } from './metrics/metrics-server.ts';
import { rateSettings } from './rates/rate-settings.ts';
import { remoteSubgraph } from './subgraphs/remote-subgraph.ts';
import { reusedPassports } from './subgraphs/reused-passports.ts';
import { subgraphAddresses } from './subgraphs/subgraph-addresses.ts';

const environmentSchema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  /** `tenancy=http://127.0.0.1:4101,booking=...` */
  SUBGRAPHS: subgraphAddresses,
  PASSPORT_PRIVATE_KEY: pem,
  ACCESS_TOKEN_PUBLIC_KEY: pem,
  BASE_DOMAINS: nameList.default(['localhost']),
  ALLOWED_ORIGINS: nameList.default([]),
  /** Requests of one caller; the other rates follow from it. 0 counts nobody. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).default(600),
  /** Addresses and networks whose `X-Forwarded-For` is believed, such as `10.0.0.0/8`. */
  TRUSTED_PROXIES: nameList.default([]),
  /** Answers no document that is not in `schema/operations.json`. */
  PERSISTED_ONLY: flag.default(false),
  DEPTH_MAX: z.coerce.number().int().min(1).max(100).default(8),
  COST_MAX: z.coerce.number().int().min(1).default(10_000),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Serves `/metrics` on a port of its own; without it they are not served. */
  METRICS_PORT: port.optional(),
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

type Environment = z.infer<typeof environmentSchema>;

const rolesSchema = z.record(z.string(), z.array(z.string()));
const operationsSchema = z.record(z.string(), z.string());

function readSchema(file: string): Promise<string> {
  return readFile(fileURLToPath(import.meta.resolve(`@freehold/schema/${file}`)), 'utf8');
}

async function openGateway(environment: Environment, logger: Logger): Promise<Gateway> {
  const issuer = createPassportIssuer(environment.PASSPORT_PRIVATE_KEY, systemClock);
  const passports = reusedPassports(issuer, systemClock);
  return createGateway({
    supergraphSdl: await readSchema('supergraph.graphql'),
    roles: rolesSchema.parse(JSON.parse(await readSchema('roles.json'))),
    operations: operationsSchema.parse(JSON.parse(await readSchema('operations.json'))),
    persistedOnly: environment.PERSISTED_ONLY,
    subgraphs: environment.SUBGRAPHS.map((address) => remoteSubgraph({ ...address, passports })),
    accessTokenPublicKey: environment.ACCESS_TOKEN_PUBLIC_KEY,
    baseDomains: environment.BASE_DOMAINS,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    rates: rateSettings(environment.RATE_LIMIT_PER_MINUTE),
    trustedProxies: environment.TRUSTED_PROXIES,
    limits: { depth: environment.DEPTH_MAX },
    costMax: environment.COST_MAX,
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

async function start(): Promise<Running> {
  const environment = readConfig(environmentSchema);
  const logger = pino({ name: 'gateway', level: environment.LOG_LEVEL });
  const gateway = await openGateway(environment, logger);
  const app = Fastify({ forceCloseConnections: true });
  await gateway.register(app);
  const metrics = await serveMetrics(environment, gateway);
  const url = await app.listen({ host: environment.HOST, port: environment.PORT });
  logger.info({ url }, 'The gateway is in service.');
  return {
    close: async () => {
      await metrics?.close();
      await app.close();
      await gateway.close();
    },
  };
}

await runProcess(start);
