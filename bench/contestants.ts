import { generateKeyPairSync } from 'node:crypto';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { Caller } from '@freehold/kernel/caller/caller';
import { createPassportIssuer } from '@freehold/kernel/caller/passport';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { systemClock } from '@freehold/kernel/values/clock';
import { newId } from '@freehold/kernel/values/id';
import { pino } from 'pino';
import { remoteSubgraph } from '../gateway/src/subgraphs/remote-subgraph.ts';
import { reusedPassports } from '../gateway/src/subgraphs/reused-passports.ts';
import { switchOffDataCollection } from '../gateway/src/supergraph/data-collection.ts';
import type { ServerContext } from '../gateway/src/supergraph/operation-context.ts';
import { SupergraphExecutor } from '../gateway/src/supergraph/supergraph.ts';
import { ANSWERS, ITEMS, QUERY } from './shop.ts';

/** Where the subgraphs listen; null when they are in this process. */
export type Urls = Readonly<Record<string, string>> | null;

/** One of those that are compared. */
export interface Contestant {
  readonly name: string;
  /** Answers the query once, as text. */
  answer(): Promise<string>;
  close(): Promise<void>;
}

const logger = pino({ level: 'silent' });

/** Somebody else each time: no contestant may answer two requests at once. */
function newCaller(): Caller {
  const tenant = {
    id: newId('tnt'),
    edition: 'fitness',
    timeZone: 'Europe/Oslo',
    currency: 'NOK',
    plan: 'fitness:pro',
    features: ['analytics', 'waitlist', 'reports'],
    upgrades: { api: 'fitness:enterprise' },
    limits: { bookings: 1000, members: 500 },
  };
  return { kind: 'public', requestId: 'r', tenant, member: null };
}

function parsedAnswer(subgraph: string) {
  return JSON.parse(ANSWERS.get(subgraph) ?? '{}');
}

/** What a contestant is measured with. */
export interface Setting {
  readonly supergraphSdl: string;
  readonly urls: Urls;
  /** Whether requests go through Apollo Server, or straight to the executor. */
  readonly server: boolean;
}

type Gateway = Pick<ApolloGateway, 'onSchemaLoadOrUpdate' | 'load' | 'stop'>;
type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];
type ExecutorRequest = Parameters<NonNullable<Executor>>[0];

/** A gateway that remembers what the server has asked of its executor. */
function listened(gateway: Gateway) {
  const heard: { request?: ExecutorRequest; executor?: Executor } = {};
  const face: Gateway = {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    load: async (options) => {
      const loaded = await gateway.load(options);
      heard.executor = loaded.executor;
      const executor: Executor = (request) => {
        heard.request = request;
        return loaded.executor?.(request) ?? Promise.resolve({});
      };
      return { ...loaded, executor };
    },
    stop: () => gateway.stop(),
  };
  return { face, heard };
}

async function serve(
  name: string,
  gateway: Gateway,
  isServed: boolean,
  close: () => Promise<void>,
): Promise<Contestant> {
  const { face, heard } = listened(gateway);
  const server = new ApolloServer<ServerContext>({
    gateway: face,
    logger,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
  });
  await server.start();
  const contextValue = () => ({
    operation: { requestId: 'r', caller: newCaller(), cookies: {}, cookieChanges: [] },
  });
  const served = async () => {
    const request = { query: QUERY, variables: { first: ITEMS } };
    const { body } = await server.executeOperation(request, { contextValue: contextValue() });
    return JSON.stringify(body.kind === 'single' ? body.singleResult : null);
  };
  await served();
  const { request, executor } = heard;
  if (!request || !executor) throw new Error('The server has not asked its gateway.');
  const bare = async () => JSON.stringify(await executor({ ...request, context: contextValue() }));
  return {
    name,
    answer: isServed ? served : bare,
    close: async () => {
      await server.stop();
      await close();
    },
  };
}

/** @apollo/gateway as it comes, */
export function apollo({ supergraphSdl, urls, server }: Setting): Promise<Contestant> {
  switchOffDataCollection();
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger,
    buildService: ({ name }) =>
      urls
        ? new RemoteGraphQLDataSource({ url: `${urls[name]}/graphql` })
        : { process: async () => parsedAnswer(name) },
  });
  return serve('@apollo/gateway', gateway, server, async () => undefined);
}

function clientOf(name: string): SubgraphClient {
  return {
    name,
    execute: async () => parsedAnswer(name),
    subscribe: async () => ({}),
    close: async () => undefined,
  };
}

/** The compiled executor; over HTTP with passports and everything. */
export function compiled({ supergraphSdl, urls, server }: Setting): Promise<Contestant> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const passports = reusedPassports(createPassportIssuer(key, systemClock), systemClock);
  const subgraphs = [...ANSWERS.keys()].map((name) =>
    urls ? remoteSubgraph({ name, url: urls[name] ?? '', passports }) : clientOf(name),
  );
  const { gateway } = new SupergraphExecutor({ supergraphSdl, subgraphs, logger });
  return serve('compiled', gateway, server, async () => {
    await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
  });
}
