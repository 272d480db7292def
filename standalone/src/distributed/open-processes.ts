import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { toldTo } from '@freehold/gateway/environment';
import { remoteSubgraph } from '@freehold/gateway/remote-subgraph';
import { createPassportIssuer } from '@freehold/kernel/caller/passport';
import { appRole, relayRole } from '@freehold/kernel/database/role-names';
import type { SubgraphDefinition } from '@freehold/kernel/subgraph/concept';
import { tracingTold } from '@freehold/kernel/tracing/open-tracer';
import type { FastifyInstance } from 'fastify';
import { type Secrets, ticketKeyOf } from '../secrets.ts';
import type { BuiltHouse, Foundation } from '../start-house.ts';
import { SUBGRAPHS } from '../subgraphs.ts';
import { createFront } from './front.ts';
import { type ProcessSpec, SupervisedProcess } from './supervised-process.ts';

const LOOPBACK = '127.0.0.1';
/** What was let in last is at the gateway by then. */
const LAST_REQUESTS_MS = 250;

/** Where a subgraph listens. */
interface Place {
  readonly name: string;
  readonly port: number;
  readonly url: string;
}

/** Starts each subgraph and the gateway as a process of its own, on this machine, with the public door before them. */
export async function openProcesses(foundation: Foundation): Promise<BuiltHouse> {
  const { web, logger, signal, teardown, secrets, clock } = foundation;
  const placed = await Promise.all(
    SUBGRAPHS.map(async (definition) => ({ definition, place: await freePlace(definition.name) })),
  );
  const places = placed.map(({ place }) => place);
  const gatewayPlace = await freePlace('gateway');
  const subgraphs = placed.map(
    ({ definition, place }) => new SupervisedProcess(subgraphSpec(definition, place, foundation), logger),
  );
  teardown.add('subgraphs', () => Promise.all(subgraphs.map((subgraph) => subgraph.stop())));
  const gateway = new SupervisedProcess(gatewaySpec(gatewayPlace, places, foundation), logger);
  teardown.add('gateway', () => gateway.stop());
  await Promise.all([...subgraphs, gateway].map((process) => process.ready(signal)));
  const clients = places.map(({ name, url }) => {
    const passports = createPassportIssuer(secrets.passport.privateKey, clock, name);
    return remoteSubgraph({ name, url, passports });
  });
  teardown.add('clients', () => Promise.all(clients.map((client) => client.close())));
  const app = await createFront(web, gatewayPlace.url);
  teardown.add('server', () => closeDoor(app, gateway));
  return { app, subgraphs: clients };
}

/** Nobody is let in any more, and then the gateway tells those who listen when to come back, through the door. */
async function closeDoor(app: FastifyInstance, gateway: SupervisedProcess): Promise<void> {
  const closed = app.close();
  await delay(LAST_REQUESTS_MS);
  await gateway.stop();
  await closed;
}

function subgraphSpec(
  { uses }: SubgraphDefinition,
  { name, port, url }: Place,
  foundation: Foundation,
): ProcessSpec {
  const { config, database, secrets, messaging, objects } = foundation;
  return {
    name,
    script: mainBeside(`@freehold/${name}/subgraph`),
    healthUrl: `${url}/healthz`,
    environment: {
      SUBGRAPH_HOST: LOOPBACK,
      SUBGRAPH_PORT: String(port),
      DATABASE_URL: database.urlOf(appRole(name)),
      RELAY_DATABASE_URL: database.urlOf(relayRole(name)),
      PASSPORT_PUBLIC_KEY: secrets.passport.publicKey,
      EDITIONS: config.editions.join(','),
      BASE_DOMAINS: config.baseDomains.join(','),
      TENANT_URL: config.tenantUrl,
      BUS: 'postgres',
      LOG_LEVEL: config.logLevel,
      ...tracingTold(config.gateway),
      ...secretsOf(name, secrets),
      ...(uses.messaging ? messaging : {}),
      ...(uses.objects ? objects : {}),
    },
  };
}

/** A subgraph gets its own secrets and nobody else's. */
function secretsOf(name: string, secrets: Secrets): Record<string, string> {
  if (name === 'tenancy') return { ACCESS_TOKEN_PRIVATE_KEY: secrets.accessToken.privateKey };
  if (name === 'booking') return { TICKET_PRIVATE_KEY: ticketKeyOf(secrets.databaseSecret) };
  return {};
}

function gatewaySpec(
  { port, url }: Place,
  subgraphs: readonly Place[],
  { config, secrets, objects }: Foundation,
): ProcessSpec {
  return {
    name: 'gateway',
    script: mainBeside('@freehold/gateway/gateway'),
    healthUrl: `${url}/readyz`,
    environment: {
      HOST: LOOPBACK,
      PORT: String(port),
      SUBGRAPHS: subgraphs.map((subgraph) => `${subgraph.name}=${subgraph.url}`).join(','),
      PASSPORT_PRIVATE_KEY: secrets.passport.privateKey,
      ACCESS_TOKEN_PUBLIC_KEY: secrets.accessToken.publicKey,
      BASE_DOMAINS: config.baseDomains.join(','),
      ...toldTo(config.gateway),
      ...objects,
      TRUSTED_PROXIES: [LOOPBACK, ...config.gateway.TRUSTED_PROXIES].join(','),
      NODE_ENV: config.isProduction ? 'production' : 'development',
      LOG_LEVEL: config.logLevel,
    },
  };
}

/** The `main` in the folder of what a package exports. */
function mainBeside(specifier: string): string {
  const file = createRequire(import.meta.url).resolve(specifier);
  return join(dirname(file), `main${extname(file)}`);
}

/** A port of this machine that is free now. */
async function freePlace(name: string): Promise<Place> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { name, port, url: `http://${LOOPBACK}:${port}` };
}
