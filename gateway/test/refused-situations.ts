import { createHash } from 'node:crypto';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import type { GatewayOptions } from '../src/gateway.ts';
import type { Asked } from './carriers.ts';
import { CrowdedSubgraph } from './faults/crowded-subgraph.ts';
import type { TinyGateway } from './tiny-gateway.ts';
import type { TinyHouse } from './tiny-house.ts';
import type { TinyTenant } from './tiny-world.ts';

/** What carries operations. */
export const CARRIERS = ['json', 'graphql', 'stream', 'socket'] as const;
/** One of {@link CARRIERS}. */
export type CarrierName = (typeof CARRIERS)[number];

/** A situation in which something is refused. */
export interface Situation {
  readonly code: string;
  readonly when: string;
  /** Over which it can come; over all unless given. */
  readonly over?: readonly CarrierName[];
  /** What its gateway is; without this and `clients` it may be one that others ask as well. */
  readonly options?: Partial<GatewayOptions>;
  readonly clients?: (house: TinyHouse) => readonly SubgraphClient[];
  readonly ask: (gateway: TinyGateway, tenant: TinyTenant) => Partial<Asked> | Promise<Partial<Asked>>;
}

const NAME = '{ tenant { name } }';
const ONE = '{ sessions(first: 1) { id } }';
const TEN = '{ sessions(first: 10) { id } }';
const SEATS = 'subscription { seatsChanged { id } }';
const LIVE = ['stream', 'socket'] as const;

const PLENTY = {
  requestsPerMinute: 1_000,
  addressRequestsPerMinute: 1_000,
  tenantRequestsPerMinute: 1_000,
  signInsPerMinute: 1_000,
  pointsPerMinute: 1_000_000,
};

const closed = (access: string) => (_: TinyGateway, tenant: TinyTenant) => {
  tenant.access = access;
  return { query: NAME };
};

const asking = (query: string, rest: Partial<Asked> = {}) => ({ ask: () => ({ query, ...rest }) });

/** Booking answers a field with a refusal, and with what nobody is to read. */
const refusing = (code: string) => (house: TinyHouse) =>
  house.subgraphs.map((subgraph): SubgraphClient => {
    if (subgraph.name !== 'booking') return subgraph;
    const extensions = { code, stacktrace: ['at book (/srv/booking.js:1:1)'], host: '10.0.0.7' };
    return {
      name: subgraph.name,
      execute: async () => ({
        data: { leak: null },
        errors: [{ message: 'It may not be.', path: ['leak'], extensions }],
      }),
      subscribe: (call) => subgraph.subscribe(call),
      close: () => subgraph.close(),
    };
  });

/** Booking is asked more than it can answer. */
const crowded = (house: TinyHouse) =>
  house.subgraphs.map((subgraph) => {
    if (subgraph.name !== 'booking') return subgraph;
    return Object.assign(new CrowdedSubgraph(subgraph), { refusals: Number.POSITIVE_INFINITY });
  });

/** What subgraphs refuse with codes of the kernel, each at its place in the data. */
const BY_SUBGRAPHS = ['IDEMPOTENCY_CONFLICT', 'INVALID', 'LIMIT_EXCEEDED', 'NOT_FOUND', 'TENANT_REQUIRED'];

/** What the door refuses. */
const AT_THE_DOOR: readonly Situation[] = [
  { code: 'UNAUTHENTICATED', when: 'a bad token', ...asking(NAME, { token: 'a.b.c' }) },
  {
    ...{ code: 'FORBIDDEN', when: 'an access of another tenant' },
    ask: ({ world }) => ({
      ...{ query: NAME },
      headers: { 'x-tenant-id': world.addTenant(`other-${world.tenants.length}`).id },
    }),
  },
  { code: 'PAYMENT_REQUIRED', when: 'the tenant is suspended', ask: closed('SUSPENDED') },
  { code: 'TENANT_CANCELED', when: 'the tenant is canceled', ask: closed('DEACTIVATED') },
  { code: 'UNAVAILABLE', when: 'who asks cannot be told', ask: closed('PROVISIONING') },
  {
    ...{ code: 'RATE_LIMITED', when: 'too many requests' },
    options: { rates: { ...PLENTY, addressRequestsPerMinute: 1 } },
    ask: async (gateway, tenant) => {
      await gateway.ask(tenant, NAME);
      return { query: NAME };
    },
  },
  {
    ...{ code: 'TOO_MANY_CONNECTIONS', when: 'no place in the tenant', over: LIVE },
    options: { live: { connectionsPerTenant: 0 } },
    ...asking(SEATS),
  },
  {
    ...{ code: 'TOO_MANY_CONNECTIONS', when: 'no place for the address', over: LIVE },
    options: { live: { connectionsPerAddress: 0 } },
    ...asking(SEATS),
  },
];

/** What is wrong with a request or its document. */
const OF_THE_DOCUMENT: readonly Situation[] = [
  { code: 'BAD_REQUEST', when: 'no JSON', ...asking('', { text: '{"query": ' }) },
  {
    ...{ code: 'PERSISTED_QUERY_NOT_FOUND', when: 'an unknown hash' },
    ask: () => {
      const sha256Hash = createHash('sha256').update('nobody').digest('hex');
      return { query: '', extensions: { persistedQuery: { version: 1, sha256Hash } } };
    },
  },
  { code: 'GRAPHQL_PARSE_FAILED', when: 'no document', ...asking('{') },
  { code: 'GRAPHQL_VALIDATION_FAILED', when: 'an unknown field', ...asking('{ nothing }') },
  {
    ...{ code: 'GRAPHQL_VALIDATION_FAILED', when: 'a condition at the root', over: LIVE },
    ...asking('subscription { seatsChanged @include(if: true) { id } }'),
  },
  {
    ...{ code: 'BAD_USER_INPUT', when: 'a variable of another type' },
    ...asking('query ($n: Int!) { sessions(first: $n) { id } }', { variables: { n: 'x' } }),
  },
  {
    ...{ code: 'OPERATION_RESOLUTION_FAILURE', when: 'no operation of the name' },
    ask: () => ({ text: JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }) }),
    over: ['json', 'graphql'],
  },
  {
    ...{ code: 'INTROSPECTION_DISABLED', when: 'introspection in production' },
    ...asking('{ __schema { queryType { name } } }'),
    options: { production: true },
  },
  {
    code: 'DOCUMENT_LIMIT_EXCEEDED',
    when: 'a list is too long',
    ...asking('{ sessions(first: 101) { id } }'),
  },
  {
    ...{ code: 'DOCUMENT_LIMIT_EXCEEDED', when: 'too many aliases' },
    ...asking(`{ ${Array.from({ length: 99 }, (_, index) => `a${index}: __typename`).join(' ')} }`),
  },
  { code: 'COST_EXCEEDED', when: 'too dear', options: { costMax: 5 }, ...asking(TEN) },
  {
    ...{ code: 'RATE_LIMITED', when: 'too few points are left', ...asking(TEN) },
    options: { rates: { ...PLENTY, pointsPerMinute: 5 }, costMax: 100 },
  },
  {
    ...{ code: 'OPERATION_NOT_LISTED', when: 'only listed ones are answered', ...asking(ONE) },
    options: { persistedOnly: true, operations: { [createHash('sha256').update(NAME).digest('hex')]: NAME } },
  },
  {
    ...{ code: 'SUBSCRIPTION_NEEDS_WEBSOCKET', when: 'a subscription by POST', over: ['json', 'graphql'] },
    ...asking(SEATS),
  },
  {
    ...{ code: 'TOO_MANY_OPERATIONS', when: 'the socket is full', over: ['socket'], ...asking(SEATS) },
    options: { live: { operationsPerSocket: 0 } },
  },
  {
    ...{ code: 'CURSOR_EXPIRED', when: 'a cursor of nothing', over: LIVE },
    ...asking(SEATS, { extensions: { resumeFrom: 'nothing' } }),
  },
];

/** What comes of fields. */
const OF_FIELDS: readonly Situation[] = [
  {
    ...{ code: 'PLAN_UPGRADE_REQUIRED', when: 'a field beyond the plan' },
    ask: (_, tenant) => {
      tenant.features = [];
      return { query: '{ sessions(first: 1) { waiting } }' };
    },
  },
  { code: 'INTERNAL', when: 'a fault of a subgraph', ...asking('{ leak }') },
  {
    ...{ code: 'UNAVAILABLE', when: 'a subgraph is away' },
    ask: ({ house }) => {
      house.booking.isDown = true;
      return { query: ONE };
    },
    options: {},
  },
  {
    ...{ code: 'UNAVAILABLE', when: 'a subgraph is asked too much', clients: crowded },
    ...asking('{ sessions(first: 1) { id } }'),
  },
  ...BY_SUBGRAPHS.map((code) => ({
    ...{ code, when: 'a field is refused', clients: refusing(code), ...asking('{ leak }') },
  })),
];

/** Everything that is refused when it is asked. */
export const SITUATIONS: readonly Situation[] = [...AT_THE_DOOR, ...OF_THE_DOCUMENT, ...OF_FIELDS];
