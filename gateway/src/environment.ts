import { resolve } from 'node:path';
import { flag, nameList, port } from '@freehold/kernel/config/read-config';
import { tracingShape } from '@freehold/kernel/tracing/open-tracer';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { GatewayOptions } from './gateway.ts';
import { rateSettings } from './rates/rate-settings.ts';
import { redisCounter, type SharedCounter } from './rates/redis-counter.ts';
import type { LiveSettings } from './subscriptions/live-settings.ts';

const REQUESTS_PER_MINUTE = 600;
/** A label as federation writes it, and how much of it is overridden, in percent. */
const OVERRIDE_LABEL = /^[a-z][\w\-:./]*(?:=(?:100|\d{1,2})(?:\.\d+)?)?$/i;

/** What operators may say of a gateway, whether it has a process of its own or not. */
export const gatewayEnvironment = z.object({
  /** Origins of other hosts whose pages may open sockets. */
  ALLOWED_ORIGINS: nameList.default([]),
  /** Requests of one caller, 600 unless given; the other rates follow from it. 0 counts nobody. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).optional(),
  /** Where several gateways count together; each by itself without. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Addresses and networks whose `X-Forwarded-For` is believed, such as `10.0.0.0/8`. */
  TRUSTED_PROXIES: nameList.default([]),
  /** Answers no document that is not in `schema/operations.json`. */
  PERSISTED_ONLY: flag.default(false),
  DEPTH_MAX: z.coerce.number().int().min(1).max(100).default(8),
  COST_MAX: z.coerce.number().int().min(1).default(10_000),
  /** Sockets and streams of one tenant, 20,000 unless given. */
  LIVE_CONNECTIONS_PER_TENANT: z.coerce.number().int().min(0).optional(),
  /** The same by plan: `fitness:starter=100,fitness:pro=1000`. */
  LIVE_CONNECTIONS_BY_PLAN: nameList.pipe(z.array(z.string().regex(/^[^=]+=\d+$/))).default([]),
  /** Where `supergraph.graphql`, `api.graphql`, `roles.json` and `operations.json` are; SIGHUP reads them anew. */
  SCHEMA_DIR: z
    .string()
    .transform((path) => resolve(path))
    .optional(),
  /**
   * Of which labels of `@override` that are not `percent(x)` how much is overridden: `move-photos=25` for a quarter of all
   * tenants, `move-photos` for all of them.
   */
  OVERRIDE_LABELS: nameList.pipe(z.array(z.string().regex(OVERRIDE_LABEL))).default([]),
  ...tracingShape,
  /** Whether a request goes on with the trace that its `traceparent` names, sampled as that says. */
  TRACES_FROM_CLIENTS: flag.default(false),
  /** Sockets and streams from one address. */
  LIVE_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).default(1_000),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Serves `/metrics` on a port of its own; without it they are not served. */
  METRICS_PORT: port.optional(),
});

/** What an operator said of a gateway. */
export type GatewayEnvironment = z.infer<typeof gatewayEnvironment>;

/** The same as a process of its own is told. */
export function toldTo(environment: GatewayEnvironment): Record<string, string> {
  const names = gatewayEnvironment.keyof().options;
  const said = names.flatMap((name) =>
    environment[name] === undefined ? [] : [[name, `${environment[name]}`]],
  );
  return Object.fromEntries(said);
}

/** The part of a gateway's options that operators decide. */
export type OperatorSettings = Pick<
  GatewayOptions,
  | 'allowedOrigins'
  | 'rates'
  | 'trustedProxies'
  | 'persistedOnly'
  | 'limits'
  | 'costMax'
  | 'overrideShares'
  | 'live'
  | 'tracesFromClients'
>;

function liveSettings(environment: GatewayEnvironment): Partial<LiveSettings> {
  const { LIVE_CONNECTIONS_PER_TENANT: perTenant, LIVE_CONNECTIONS_BY_PLAN: byPlan } = environment;
  const plans = byPlan.map((text) => text.split('=')).map(([plan = '', max]) => [plan, Number(max)] as const);
  return {
    connectionsByPlan: Object.fromEntries(plans),
    connectionsPerAddress: environment.LIVE_CONNECTIONS_PER_ADDRESS,
    ...(perTenant === undefined ? {} : { connectionsPerTenant: perTenant }),
  };
}

function overrideShares({ OVERRIDE_LABELS: labels }: GatewayEnvironment): ReadonlyMap<string, number> {
  const shares = labels.map((text) => text.split('='));
  return new Map(shares.map(([label = '', share = '100']) => [label, Number(share)]));
}

/** A gateway's options as an operator wants them, and how to let go of what they hold. */
export function operatorSettings(
  environment: GatewayEnvironment,
  logger: Logger,
): { readonly settings: OperatorSettings; close(): Promise<void> } {
  const rates = rateSettings(environment.RATE_LIMIT_PER_MINUTE ?? REQUESTS_PER_MINUTE);
  const counter: SharedCounter | null =
    rates && environment.REDIS_URL ? redisCounter(environment.REDIS_URL, logger) : null;
  return {
    settings: {
      allowedOrigins: environment.ALLOWED_ORIGINS,
      rates: rates && counter ? { ...rates, counter } : rates,
      trustedProxies: environment.TRUSTED_PROXIES,
      persistedOnly: environment.PERSISTED_ONLY,
      limits: { depth: environment.DEPTH_MAX },
      costMax: environment.COST_MAX,
      overrideShares: overrideShares(environment),
      tracesFromClients: environment.TRACES_FROM_CLIENTS,
      live: liveSettings(environment),
    },
    close: async () => counter?.close(),
  };
}
