import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { Clock } from '@freehold/kernel/values/clock';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createAccessTokens } from './authentication/access-token.ts';
import { Callers } from './authentication/callers.ts';
import { Sessions } from './authentication/sessions.ts';
import { TenantHosts } from './authentication/tenant-hosts.ts';
import { Entitlements } from './entitlements/entitlements.ts';
import { accessFeed, entitlementsFeed } from './feeds/change-feeds.ts';
import { type RightsChange, RightsChanges } from './feeds/rights-changes.ts';
import { graphqlRoute } from './http/graphql-route.ts';
import { healthRoutes } from './http/health-routes.ts';
import { Readiness } from './http/readiness.ts';
import { Operations } from './subscriptions/operations.ts';
import { SocketServer } from './subscriptions/socket-server.ts';
import { startOperationServer } from './supergraph/apollo-server.ts';
import { SupergraphExecutor } from './supergraph/supergraph.ts';

/** What a gateway is made of. */
export interface GatewayOptions {
  /** Composed when the product was built: `schema/supergraph.graphql`. */
  readonly supergraphSdl: string;
  /** The actions that each role allows: `schema/roles.json`. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** The subgraphs; `tenancy` and `billing` must be among them. The gateway closes them when it closes. */
  readonly subgraphs: readonly SubgraphClient[];
  /** Tenancy's Ed25519 public key (SPKI, PEM). */
  readonly accessTokenPublicKey: string;
  /** The platform's own hosts, which belong to no tenant, such as `localhost`. */
  readonly baseDomains: readonly string[];
  /** Origins of other hosts whose pages may open sockets, such as `https://app.example.com`. */
  readonly allowedOrigins?: readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** No introspection and no suggestions in production. */
  readonly production: boolean;
}

/** The one public door. */
export interface Gateway {
  /** Adds `POST /graphql`, the socket of `/graphql`, `/healthz` and `/readyz`. */
  register(app: FastifyInstance): Promise<void>;
  /** Closes sockets, feeds and subgraphs; call it after the app has closed. */
  close(): Promise<void>;
}

function subgraphNamed(subgraphs: readonly SubgraphClient[], name: string): SubgraphClient {
  const found = subgraphs.find((subgraph) => subgraph.name === name);
  if (!found) throw new Error(`The gateway needs the subgraph "${name}".`);
  return found;
}

/** Who asks: everything that is believed for a while, and the feeds that say when it is no longer true. */
async function createIdentification(options: GatewayOptions) {
  const { subgraphs, roles, baseDomains, accessTokenPublicKey, clock, logger } = options;
  const tenancy = subgraphNamed(subgraphs, 'tenancy');
  const billing = subgraphNamed(subgraphs, 'billing');
  const changes = new RightsChanges();
  const onAccessChange = (change: RightsChange) => {
    if (change.sessionId === null) hosts.forget();
    sessions.forget(change);
    changes.tell(change);
  };
  const onEntitlementsChange = (change: RightsChange) => {
    entitlements.forget(change.tenantId ?? undefined);
    changes.tell(change);
  };
  const access = accessFeed({ client: tenancy, logger, onChange: onAccessChange });
  const granted = entitlementsFeed({ client: billing, logger, onChange: onEntitlementsChange });
  const parts = { tenancy, clock, logger, isToldOfChanges: () => access.isLive };
  const hosts = new TenantHosts({ ...parts, baseDomains });
  const sessions = new Sessions({ ...parts, roles });
  const entitlements = new Entitlements({ billing, clock, logger, isToldOfChanges: () => granted.isLive });
  const tokens = await createAccessTokens(accessTokenPublicKey, clock);
  const callers = new Callers({ hosts, tokens, sessions, entitlements });
  return { callers, changes, feeds: [access, granted] };
}

/**
 * A gateway over the given subgraphs; it starts even while subgraphs are away.
 * @throws {Error} when `tenancy` or `billing` is missing, or the supergraph or the key cannot be read.
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { subgraphs, logger, clock, production, allowedOrigins = [] } = options;
  const { callers, changes, feeds } = await createIdentification(options);
  const readiness = new Readiness({ subgraphs, feeds, clock });
  const executor = new SupergraphExecutor(options);
  const server = await startOperationServer({ executor, logger, production });
  const operations = new Operations(server);
  const sockets = new SocketServer({ callers, changes, operations, subgraphs, clock, logger });
  for (const feed of feeds) feed.start();
  return {
    register: async (app) => {
      await app.register(async (scope) => {
        healthRoutes(scope, readiness);
        await graphqlRoute(scope, { server, callers, sockets, allowedOrigins, logger });
      });
    },
    close: async () => {
      sockets.close();
      // Side by side: a feed that waits for a subgraph to answer ends when that subgraph is closed.
      const goodbyes = feeds.map((feed) => feed.stop());
      await Promise.all([...goodbyes, ...subgraphs.map((subgraph) => subgraph.close())]);
      await server.stop();
    },
  };
}
