import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { finishRequests } from '@freehold/kernel/config/finish-requests';
import type { Objects } from '@freehold/kernel/objects/open-objects';
import type { Tracer } from '@freehold/kernel/tracing/tracer';
import type { Clock } from '@freehold/kernel/values/clock';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createAccessTokens } from './authentication/access-token.ts';
import { Callers } from './authentication/callers.ts';
import { RoleActions } from './authentication/role-actions.ts';
import { Sessions } from './authentication/sessions.ts';
import { TenantHosts } from './authentication/tenant-hosts.ts';
import { COST_MAX, CostBudget } from './costs/cost-budget.ts';
import { Entitlements } from './entitlements/entitlements.ts';
import { accessFeed, entitlementsFeed } from './feeds/change-feeds.ts';
import { type RightsChange, RightsChanges } from './feeds/rights-changes.ts';
import { guardedSubgraph } from './guard/guarded-subgraph.ts';
import { healthRoutes } from './health/health-routes.ts';
import { Readiness } from './health/readiness.ts';
import { calendarRoute } from './http/calendar-route.ts';
import { type GraphqlRouteParts, graphqlRoute } from './http/graphql-route.ts';
import { RequestDoor, type RequestDoorParts } from './http/request-door.ts';
import { refuseOddRequests } from './http/server-options.ts';
import { DocumentGate } from './limits/document-gate.ts';
import type { OwnLimits } from './limits/document-limits.ts';
import { GatewayMetrics } from './metrics/gateway-metrics.ts';
import { GatedOperations } from './operations/gated-operations.ts';
import { GovernedExecutor } from './operations/governed-executor.ts';
import { LearnedOperations } from './operations/learned-operations.ts';
import { ListedOperations } from './operations/listed-operations.ts';
import { OperationGovernor } from './operations/operation-governor.ts';
import { PersistedDocuments } from './operations/persisted-documents.ts';
import { objectRoute } from './photos/object-route.ts';
import { PhotoBooking } from './photos/photo-booking.ts';
import { photoRoute } from './photos/photo-route.ts';
import { PhotoTaker } from './photos/take-photo.ts';
import { type NewcomerBounds, Newcomers } from './planning/newcomers.ts';
import type { PlanningBounds } from './planning/thread-planner.ts';
import { AddressPlaces } from './rates/address-places.ts';
import { ClientAddresses } from './rates/client-address.ts';
import type { RateSettings } from './rates/rate-settings.ts';
import { RequestRates } from './rates/request-rates.ts';
import type { GatewaySchema } from './schema/gateway-schema.ts';
import { SchemaLoader } from './schema/schema-loader.ts';
import { schemaRoute } from './schema/schema-route.ts';
import { ValidOperations } from './shortcut/valid-operations.ts';
import { Live } from './subscriptions/live.ts';
import type { LiveParts } from './subscriptions/live-client.ts';
import { LIVE_SETTINGS, type LiveSettings } from './subscriptions/live-settings.ts';
import { Operations } from './subscriptions/operations.ts';
import { startOperationServer } from './supergraph/apollo-server.ts';
import { createFormatError } from './supergraph/format-error.ts';
import { atOnce } from './under-way/in-parts.ts';
import { calendarImportRoute } from './uploads/calendar-import-route.ts';

/** What a gateway is made of. */
export interface GatewayOptions extends GatewaySchema {
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
  /** How much may be asked within a minute; nobody counts without. */
  readonly rates?: RateSettings | null;
  /** Addresses and networks (`10.0.0.0/8`) whose `X-Forwarded-For` is believed; none unless given. */
  readonly trustedProxies?: readonly string[];
  /** Points that a single operation may cost; 10,000 unless given. */
  readonly costMax?: number;
  /** Of which labels of `@override` that are not `percent(x)` how much is overridden, in percent; nothing unless given. */
  readonly overrideShares?: ReadonlyMap<string, number>;
  /** What differs from the usual limits of documents. */
  readonly limits?: OwnLimits;
  /** What differs from the usual bounds of planning. */
  readonly planning?: Partial<PlanningBounds>;
  /** How documents are let in that nobody has asked before; usual bounds unless given. */
  readonly newcomers?: NewcomerBounds;
  /** True: no document is answered that is not among `operations`. */
  readonly persistedOnly?: boolean;
  /** Where requests are traced to; nothing is traced without. The gateway does not close it. */
  readonly tracer?: Tracer | null;
  /** Whether requests go on with the traces that clients name. */
  readonly tracesFromClients?: boolean;
  /** What differs from the usual bounds of sockets and streams. */
  readonly live?: Partial<LiveSettings>;
  /** Where photos are kept and served from; none are without. */
  readonly objects?: Objects | null;
}

/** The one public door. */
export interface Gateway {
  /** Adds `POST /graphql`, the socket of `/graphql`, `POST /graphql/stream`, `/graphql/schema`, `/calendar/*`, `POST /calendar/import/*`, `POST /jobs/<id>/photos`, `/objects/*`, `/healthz` and `/readyz`. */
  register(app: FastifyInstance): Promise<void>;
  /**
   * Serves another schema without a pause: operations that are under way finish on theirs, sockets and streams stay
   * open, and a subscription that the schema no longer has ends with `SUBSCRIPTION_OUTDATED`.
   * @throws {SchemaRefused} when it is broken; then the one before it is served on.
   */
  load(schema: GatewaySchema): Promise<void>;
  /** What it measures of itself, in the text format of Prometheus; not for everybody to read. */
  metrics(): Promise<string>;
  /** Closes sockets, feeds and subgraphs; call it after the app has closed. */
  close(): Promise<void>;
}

function subgraphNamed(subgraphs: readonly SubgraphClient[], name: string): SubgraphClient {
  const found = subgraphs.find((subgraph) => subgraph.name === name);
  if (!found) throw new Error(`The gateway needs the subgraph "${name}".`);
  return found;
}

/** Who asks: everything that is believed for a while, and the feeds that say when it is no longer true. */
async function createIdentification(options: GatewayOptions, roles: RoleActions) {
  const { subgraphs, baseDomains, accessTokenPublicKey, clock, logger } = options;
  const tenancy = subgraphNamed(subgraphs, 'tenancy');
  const billing = subgraphNamed(subgraphs, 'billing');
  const changes = new RightsChanges();
  const onAccessChange = (change: RightsChange) => {
    if (change.sessionId === null) hosts.forget(change);
    sessions.forget(change);
    changes.tell(change);
  };
  const onEntitlementsChange = (change: RightsChange) => {
    entitlements.forget(change.tenantId);
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
  const isTold = () => access.isLive && granted.isLive;
  return { callers, changes, isTold, feeds: [access, granted] };
}

/** Side by side: a feed that waits for a subgraph to answer ends when that subgraph is closed. */
async function leave(
  feeds: readonly { stop(): Promise<void> }[],
  subgraphs: readonly SubgraphClient[],
): Promise<void> {
  const goodbyes = feeds.map((feed) => feed.stop());
  await Promise.all([...goodbyes, ...subgraphs.map((subgraph) => subgraph.close())]);
}

/** Where requests are identified, counted and traced. */
function createDoor(
  { tracer, tracesFromClients: followsClients = false, logger }: GatewayOptions,
  {
    settings,
    ...parts
  }: Pick<RequestDoorParts, 'callers' | 'rates' | 'addresses'> & { settings: LiveSettings },
): RequestDoor {
  const places = new AddressPlaces(settings.connectionsPerAddress);
  const tracing = tracer ? { tracer, followsClients } : null;
  return new RequestDoor({ ...parts, places, tracing, logger });
}

/** From where a socket or a stream asks, as its operations are counted. */
function addressesOfRequests(addresses: ClientAddresses): LiveParts['addressOf'] {
  return ({ raw, headers }) => addresses.of(raw.socket.remoteAddress, headers['x-forwarded-for']);
}

/** What stands before execution: who is counted, what a document may ask for, and what is listed. */
function createGovernment(options: GatewayOptions, metrics: GatewayMetrics) {
  const { rates: settings, costMax = COST_MAX, clock, logger, operations, persistedOnly = false } = options;
  if (persistedOnly && !operations)
    throw new Error('Only listed operations are to be answered, and none are listed.');
  const onRefusal = (bucket: string) => metrics.rateRefused(bucket);
  const rates = settings ? new RequestRates({ settings, logger, onRefusal }) : null;
  const manifest = operations ? atOnce(ListedOperations.read(operations)) : null;
  const listed = persistedOnly ? manifest : null;
  const budget = new CostBudget({ costMax, rates, clock });
  const governor = new OperationGovernor({ budget, rates, listed, metrics });
  const learned = persistedOnly ? null : new LearnedOperations();
  return { rates, manifest, listed, documents: new PersistedDocuments({ manifest, learned }), governor };
}

/** What a document passes before it is read: it is measured, and waits for its turn where nobody has asked it before. */
function createEntrance(
  { limits = {}, newcomers }: GatewayOptions,
  metrics: GatewayMetrics,
  listed: ListedOperations | null,
) {
  const onRefusal = () => metrics.rateRefused('newcomers');
  return { gate: new DocumentGate(limits, listed), newcomers: new Newcomers(newcomers, onRefusal) };
}

/** Apollo Server, and the way past it. */
async function startServer(executor: GovernedExecutor, { logger, production }: GatewayOptions) {
  const operations = new ValidOperations();
  const formatError = createFormatError({ production, logger });
  const plugins = [operations.plugin()];
  const server = await startOperationServer({ executor, logger, production, formatError, plugins });
  return { server, shortcut: { operations, executor, formatError } };
}

/** What all routes stand on. */
interface RouteParts extends GraphqlRouteParts {
  readonly readiness: Readiness;
  /** Takes calendars; null where nobody books. */
  readonly booking: SubgraphClient | null;
  /** The API as members may read it; null where nobody may. */
  readonly sdl: (() => string) | null;
  readonly objects: Objects | null;
  readonly taker: PhotoTaker | null;
  readonly clock: Clock;
}

/** What takes photos; null where no objects are kept, or nobody books. */
function createTaker(booking: SubgraphClient | null, { objects, logger }: GatewayOptions): PhotoTaker | null {
  if (!booking || !objects) return null;
  return new PhotoTaker({ booking: new PhotoBooking(booking, logger), store: objects.store, logger });
}

async function addRoutes(
  app: FastifyInstance,
  { readiness, sdl, booking, ...parts }: RouteParts,
): Promise<void> {
  const { door, taker, objects, clock, logger } = parts;
  refuseOddRequests(app);
  healthRoutes(app, readiness);
  if (sdl) schemaRoute(app, door, sdl);
  calendarRoute(app, { door, operations: new Operations(parts) });
  if (booking) await calendarImportRoute(app, { ...parts, booking });
  objectRoute(app, { door, objects, clock, logger });
  await photoRoute(app, { door, taker, allowedOrigins: parts.allowedOrigins });
  await graphqlRoute(app, parts);
}

/**
 * Makes ready what large operations are planned with, unless it is only tried out: half a second of CPU beside those who
 * are answered, so that none of them waits for it.
 */
async function warmed(executor: GovernedExecutor, { production }: GatewayOptions): Promise<void> {
  if (production) executor.warm();
}

/**
 * A gateway over the given subgraphs; it starts even while subgraphs are away.
 * @throws {Error} when `tenancy` or `billing` is missing, or the supergraph, the key, the operations or the trusted
 * proxies cannot be read.
 */
export async function createGateway(given: GatewayOptions): Promise<Gateway> {
  const { logger, clock, allowedOrigins = [], limits = {} } = given;
  const metrics = new GatewayMetrics(given.subgraphs);
  const { rates, manifest, listed, documents, governor } = createGovernment(given, metrics);
  const guard = { onCall: metrics.call.bind(metrics) };
  const subgraphs = given.subgraphs.map((subgraph) => guardedSubgraph(subgraph, guard));
  const options = { ...given, subgraphs };
  const roles = new RoleActions(given.roles);
  const { feeds, ...identification } = await createIdentification(options, roles);
  const readiness = new Readiness({ subgraphs: given.subgraphs, guards: subgraphs, feeds, clock });
  const executor = new GovernedExecutor({ ...options, governor, limits });
  const { server, shortcut } = await startServer(executor, given);
  const entrance = createEntrance(given, metrics, listed);
  const operations = new GatedOperations({ server, shortcut, rates, documents, ...entrance });
  const settings = { ...LIVE_SETTINGS, ...given.live };
  const generation = () => executor.generation;
  const addresses = new ClientAddresses(given.trustedProxies ?? []);
  const addressOf = addressesOfRequests(addresses);
  const shared = { ...identification, metrics, logger, tracer: given.tracer ?? null };
  const live = new Live({ ...shared, operations, subgraphs, generation, settings, addressOf, clock });
  const loader = new SchemaLoader(
    { ...shared, executor, roles, manifest, live, valid: shortcut.operations },
    given.apiSdl,
  );
  const door = createDoor(given, { callers: identification.callers, rates, addresses, settings });
  const booking = subgraphs.find(({ name }) => name === 'booking') ?? null;
  const routes = {
    ...{ server, shortcut, door, live, ...entrance, documents, allowedOrigins, metrics, logger },
    ...{ objects: given.objects ?? null, taker: createTaker(booking, options), clock, booking, readiness },
    sdl: given.apiSdl === undefined ? null : () => loader.apiSdl,
  };
  for (const feed of feeds) feed.start();
  return {
    register: async (app) => {
      await app.register((scope) => addRoutes(scope, routes));
      app.addHook('onListen', () => warmed(executor, given));
      app.addHook('preClose', finishRequests(app.server));
    },
    load: (schema) => loader.load(schema),
    metrics: () => metrics.text(),
    close: async () => {
      live.close();
      await leave(feeds, subgraphs);
      await server.stop();
    },
  };
}
