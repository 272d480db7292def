import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createPassportIssuer } from '@freehold/kernel/caller/passport';
import { nameList, pem, port, readConfig } from '@freehold/kernel/config/read-config';
import { type Running, runProcess } from '@freehold/kernel/config/run-process';
import { systemClock } from '@freehold/kernel/values/clock';
import Fastify from 'fastify';
import { pino } from 'pino';
import { z } from 'zod';
import { createGateway } from './gateway.ts';
import { remoteSubgraph } from './subgraphs/remote-subgraph.ts';
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
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

const rolesSchema = z.record(z.string(), z.array(z.string()));

function readSchema(file: string): Promise<string> {
  return readFile(fileURLToPath(import.meta.resolve(`@freehold/schema/${file}`)), 'utf8');
}

async function start(): Promise<Running> {
  const environment = readConfig(environmentSchema);
  const logger = pino({ name: 'gateway', level: environment.LOG_LEVEL });
  const passports = createPassportIssuer(environment.PASSPORT_PRIVATE_KEY, systemClock);
  const gateway = await createGateway({
    supergraphSdl: await readSchema('supergraph.graphql'),
    roles: rolesSchema.parse(JSON.parse(await readSchema('roles.json'))),
    subgraphs: environment.SUBGRAPHS.map((address) => remoteSubgraph({ ...address, passports })),
    accessTokenPublicKey: environment.ACCESS_TOKEN_PUBLIC_KEY,
    baseDomains: environment.BASE_DOMAINS,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    clock: systemClock,
    logger,
    production: environment.NODE_ENV === 'production',
  });
  const app = Fastify({ forceCloseConnections: true });
  await gateway.register(app);
  const url = await app.listen({ host: environment.HOST, port: environment.PORT });
  logger.info({ url }, 'The gateway is in service.');
  return {
    close: async () => {
      await app.close();
      await gateway.close();
    },
  };
}

await runProcess(start);
