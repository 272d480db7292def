import { createGateway, type Gateway } from '@freehold/gateway/gateway';
import { remoteSubgraph } from '@freehold/gateway/remote-subgraph';
import { readSchemaFiles } from '@freehold/gateway/schema-files';
import { SERVER_OPTIONS } from '@freehold/gateway/server-options';
import type { Caller } from '@freehold/kernel/caller/caller';
import { createPassportIssuer, createPassportVerifier } from '@freehold/kernel/caller/passport';
import { serveSubgraph } from '@freehold/kernel/subgraph/running/serve-subgraph';
import Fastify, { type FastifyInstance } from 'fastify';
import { type ExecutionResult, getOperationAST, parse } from 'graphql';
import { DemoApi } from '../src/demo/demo-api.ts';
import { holdEvents } from '../src/demo/demo-events.ts';
import type { DemoTenant } from '../src/demo/demo-face.ts';
import { DEMO_PASSWORD, DemoPeople } from '../src/demo/demo-people.ts';
import { fillSchedule } from '../src/demo/demo-schedule.ts';
import { provisionDemoTenant, waitForPlan } from '../src/demo/demo-tenant.ts';
import { openSubgraphs } from '../src/house.ts';
import { waitUntilSettled } from '../src/settled.ts';
import type { BuiltHouse, Foundation } from '../src/start-house.ts';
import { HiveGateway, type Operation, type SubgraphPlace } from './hive-gateway.ts';

const INTRODUCED = '{ bookingPolicy { version } }';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';

/** Somebody at a tenant's host, as both gateways know them. */
export interface Guest {
  readonly slug: string;
  readonly token: string | null;
  /** As our gateway has introduced them to a subgraph. */
  readonly caller: Caller;
}

/** The product's subgraphs, served over HTTP behind our gateway and behind Hive's. */
export class TwoGateways {
  readonly #app: FastifyInstance;
  readonly #hive: HiveGateway;
  /** Whom our gateway has introduced, in order. */
  readonly #introduced: Caller[];
  /** The operations of the web, by their names. */
  readonly operations: ReadonlyMap<string, string>;

  constructor(parts: {
    app: FastifyInstance;
    hive: HiveGateway;
    introduced: Caller[];
    operations: Readonly<Record<string, string>>;
  }) {
    const documents = Object.values(parts.operations);
    this.operations = new Map(documents.map((document) => [nameOf(document), document]));
    this.#app = parts.app;
    this.#hive = parts.hive;
    this.#introduced = parts.introduced;
  }

  /** Whoever is named `person@tenant`, signed in; `@tenant` is a stranger. */
  async guest(name: string): Promise<Guest> {
    const [person = '', slug = ''] = name.split('@');
    const token = person ? await this.#signIn(slug, person) : null;
    this.#introduced.length = 0;
    await this.ours({ slug, token }, { query: INTRODUCED, variables: {} });
    const caller = this.#introduced.find(({ kind }) => kind !== 'gateway');
    if (!caller) throw new Error(`Nobody was introduced at ${slug}.`);
    return { slug, token, caller };
  }

  async ours({ slug, token }: Omit<Guest, 'caller'>, payload: Operation): Promise<ExecutionResult> {
    const headers = { host: `${slug}.localhost`, ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const answer = await this.#app.inject({ method: 'POST', url: '/graphql', headers, payload });
    return answer.json();
  }

  hive({ caller }: Guest, operation: Operation): Promise<ExecutionResult> {
    return this.#hive.ask(caller, operation);
  }

  /** An operation of the web. */
  asked(name: string, variables: Operation['variables']): Operation {
    const query = this.operations.get(name);
    if (!query) throw new Error(`The web asks no ${name}.`);
    return { query, variables };
  }

  async #signIn(slug: string, person: string): Promise<string> {
    const variables = { input: { email: `${person}@${slug}.test`, password: DEMO_PASSWORD } };
    const { data } = await this.ours({ slug, token: null }, { query: SIGN_IN, variables });
    return String(Object(data).signIn.accessToken);
  }
}

function nameOf(document: string): string {
  return getOperationAST(parse(document))?.name?.value ?? '';
}

/** Opens both gateways over a house, and fills its tenants; they close with the house. */
export async function openTwoGateways(
  foundation: Foundation,
  tenants: readonly DemoTenant[],
): Promise<{ house: BuiltHouse; gateways: TwoGateways }> {
  const { subgraphs } = await openSubgraphs(foundation);
  const introduced: Caller[] = [];
  const places = await Promise.all(subgraphs.map((subgraph) => serve(subgraph, introduced, foundation)));
  const schema = await readSchemaFiles();
  const { secrets, clock, logger, config, teardown } = foundation;
  const gateway: Gateway = await createGateway({
    ...schema,
    subgraphs: places.map(remoteSubgraph),
    accessTokenPublicKey: secrets.accessToken.publicKey,
    baseDomains: config.baseDomains,
    clock,
    logger,
    production: false,
  });
  const hive = new HiveGateway(schema.supergraphSdl, places);
  const app = Fastify(SERVER_OPTIONS);
  teardown.add('two gateways', async () => {
    await Promise.all([app.close(), hive.close()]);
    await gateway.close();
  });
  await gateway.register(app);
  const house = { app, subgraphs };
  await fillTenants(house, foundation, tenants);
  return { house, gateways: new TwoGateways({ app, hive, introduced, operations: schema.operations }) };
}

/** Serves a subgraph, whose passports say whom they have introduced. */
async function serve(
  subgraph: BuiltHouse['subgraphs'][number],
  introduced: Caller[],
  { secrets, clock, logger, teardown }: Foundation,
): Promise<SubgraphPlace> {
  const { name } = subgraph;
  const verifier = createPassportVerifier(secrets.passport.publicKey, clock, name);
  const issuer = createPassportIssuer(secrets.passport.privateKey, clock, name);
  const served = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, passports: verifier, logger });
  teardown.add(`${name} over HTTP`, () => served.close());
  const issue = (caller: Caller) => {
    introduced.push(caller);
    return issuer.issue(caller);
  };
  return { name, url: served.url, passports: { issue } };
}

async function fillTenants(
  { app, subgraphs }: BuiltHouse,
  { clock, database }: Foundation,
  tenants: readonly DemoTenant[],
): Promise<void> {
  const api = new DemoApi({ app, subgraphs, port: 80, baseDomain: 'localhost' });
  await Promise.all(
    tenants.map(async (tenant) => {
      await waitForPlan(api, tenant, await provisionDemoTenant(api, tenant));
      const work = { api, tenant, people: new DemoPeople(api, tenant.slug), now: clock.now() };
      await fillSchedule(work);
      await holdEvents(work);
    }),
  );
  await waitUntilSettled(database);
}
