import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { systemClock } from '@freehold/kernel/values/clock';
import Fastify, { type FastifyInstance } from 'fastify';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { Agent, request } from 'undici';
import { createGateway, type Gateway, type GatewayOptions } from '../src/gateway.ts';
import { SERVER_OPTIONS } from '../src/http/server-options.ts';
import { TestSocket } from './test-socket.ts';
import { TinyHouse } from './tiny-house.ts';
import type { TinySession, TinyTenant, TinyWorld } from './tiny-world.ts';

/** What each role may do in the tiny house. */
export const EVERYBODY = { TENANT_OWNER: ['booking.read', 'booking.confirm'], CUSTOMER: ['booking.read'] };

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
}

/** What a test may ask differently. */
export interface Asking {
  readonly token?: string;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/** A gateway over the tiny house that listens on a port of its own. */
export class TinyGateway {
  readonly house: TinyHouse;
  readonly app: FastifyInstance;
  readonly gateway: Gateway;
  readonly url: string;
  readonly #key: KeyObject;
  readonly #agent = new Agent();

  constructor(parts: {
    house: TinyHouse;
    app: FastifyInstance;
    gateway: Gateway;
    url: string;
    key: KeyObject;
  }) {
    this.house = parts.house;
    this.app = parts.app;
    this.gateway = parts.gateway;
    this.url = parts.url;
    this.#key = parts.key;
  }

  get world(): TinyWorld {
    return this.house.world;
  }

  /** An access token, as tenancy signs it; `claims` replaces some of it. */
  async token(session: TinySession, claims: Record<string, unknown> = {}, seconds = 600): Promise<string> {
    const { id: sid, tenantId: tid, memberId: mid, identityId: sub } = session;
    const now = Math.floor(Date.now() / 1000);
    const token = new SignJWT({ iss: 'freehold', aud: 'freehold-api', sub, tid, mid, sid, ...claims })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuedAt(now)
      .setExpirationTime(now + seconds);
    return token.sign(this.#key);
  }

  async ask({ host }: Pick<TinyTenant, 'host'>, query: string, asking: Asking = {}): Promise<Answer> {
    return this.post(host, JSON.stringify({ query, variables: asking.variables }), {
      'content-type': 'application/json',
      // What it cost is a question of its own.
      'x-freehold-cost': '0',
      ...(asking.token ? { authorization: `Bearer ${asking.token}` } : {}),
      ...asking.headers,
    });
  }

  async post(
    host: string,
    body: string,
    headers: Record<string, string>,
    method: 'POST' | 'GET' | 'PUT' = 'POST',
    path = '/graphql',
  ): Promise<Answer> {
    const answer = await request(`${this.url}${path}`, {
      method,
      headers: { host: `${host}:4000`, ...headers },
      ...(method === 'GET' ? {} : { body }),
      dispatcher: this.#agent,
    });
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.json() };
  }

  /** A socket at a tenant's host, not yet open. */
  socket({ host }: Pick<TinyTenant, 'host'>, headers: Record<string, string> = {}): TestSocket {
    return new TestSocket(`${this.url.replace('http', 'ws')}/graphql`, { host: `${host}:4000`, ...headers });
  }

  /** An open socket of somebody. */
  async connect(tenant: Pick<TinyTenant, 'host'>, token?: string): Promise<TestSocket> {
    const socket = await this.socket(tenant).opened();
    return socket.init(token && `Bearer ${token}`);
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
    await this.app.close();
    await this.gateway.close();
  }
}

const PATIENCE_MS = 45_000;

/** Waits until something holds, up to 45 seconds. */
export async function eventually(holds: () => boolean): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > until) throw new Error('It did not come to hold in time.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Starts a gateway over a tiny house, whose subgraphs it reaches through `clients`. */
export async function startTinyGateway(
  options: Partial<GatewayOptions> = {},
  house = new TinyHouse(),
  clients: readonly SubgraphClient[] = house.subgraphs,
): Promise<TinyGateway> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const gateway = await createGateway({
    supergraphSdl: house.compose(),
    roles: EVERYBODY,
    subgraphs: clients,
    accessTokenPublicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    baseDomains: ['localhost'],
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    production: false,
    ...options,
  });
  const app = Fastify(SERVER_OPTIONS);
  await gateway.register(app);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const { world } = house;
  await eventually(() => world.accessChanged.size > 0 && world.entitlementsChanged.size > 0);
  return new TinyGateway({ house, app, gateway, url, key: privateKey });
}
