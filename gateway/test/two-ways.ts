import { ApolloServer } from '@apollo/server';
import { Agent, request } from 'undici';
import { vi } from 'vitest';
import type { GatewayOptions } from '../src/gateway.ts';
import { startTinyGateway, type TinyGateway } from './tiny-gateway.ts';
import { TinyHouse } from './tiny-house.ts';
import type { TinySession, TinyTenant, TinyWorld } from './tiny-world.ts';

/** What is sent; `query` is given a comment that makes it another text. */
export interface Sent {
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly session?: TinySession;
}

/** All of an answer that does not depend on the moment or the request's id. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What both ways have answered. */
export interface Compared {
  readonly pipeline: Received;
  readonly shortcut: Received;
  /** True where Apollo Server was not asked for the last answer. */
  readonly isShort: boolean;
}

const OF_THE_MOMENT = new Set(['date', 'x-request-id', 'ratelimit-reset', 'retry-after']);

function timeless(text: string, requestId: string): string {
  return text
    .replaceAll(requestId, 'ID')
    .replaceAll(/("resetsAt":)"[^"]*"/g, '$1"SOON"')
    .replaceAll(/("retryAfterMs":)\d+/g, '$1"SOON"')
    .replaceAll(/again at [\dT:.-]+Z/g, 'again soon')
    .replaceAll(/Try again in \d+ s/g, 'Try again soon');
}

/** So often something is sent until both its document and its body are known. */
const TIMES = 3;

/** Two gateways over one house, of which one is sent new texts only, and the other each text three times. */
export class TwoWays {
  readonly #always: TinyGateway;
  readonly #sometimes: TinyGateway;
  readonly #agent = new Agent();
  readonly #server = vi.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
  #count = 10_000;

  private constructor(always: TinyGateway, sometimes: TinyGateway) {
    this.#always = always;
    this.#sometimes = sometimes;
  }

  static async start(options: Partial<GatewayOptions> = {}): Promise<TwoWays> {
    const house = new TinyHouse();
    return new TwoWays(await startTinyGateway(options, house), await startTinyGateway(options, house));
  }

  get house(): TinyHouse {
    return this.#always.house;
  }

  get world(): TinyWorld {
    return this.house.world;
  }

  /** Sends the same by both ways; each gateway has been sent as much before. */
  async compare(tenant: TinyTenant, sent: Sent): Promise<Compared> {
    for (let time = 1; time < TIMES; time += 1) await this.#send(this.#always, tenant, sent, this.#next());
    const pipeline = await this.#send(this.#always, tenant, sent, this.#next());
    const mark = this.#next();
    for (let time = 1; time < TIMES; time += 1) await this.#send(this.#sometimes, tenant, sent, mark);
    const asked = this.#server.mock.calls.length;
    const shortcut = await this.#send(this.#sometimes, tenant, sent, mark);
    return { pipeline, shortcut, isShort: this.#server.mock.calls.length === asked };
  }

  async close(): Promise<void> {
    this.#server.mockRestore();
    await this.#agent.destroy();
    await this.#always.close();
    await this.#sometimes.close();
  }

  /** All as long as each other. */
  #next(): string {
    this.#count += 1;
    return `\n# ${this.#count}`;
  }

  async #send(gateway: TinyGateway, tenant: TinyTenant, sent: Sent, mark: string): Promise<Received> {
    const { query } = sent.body;
    const body = typeof query === 'string' ? { ...sent.body, query: query + mark } : sent.body;
    const signed = sent.session && { authorization: `Bearer ${await gateway.token(sent.session)}` };
    const host = `${sent.host ?? tenant.host}:4000`;
    const answer = await request(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { host, 'content-type': 'application/json', ...signed, ...sent.headers },
      body: JSON.stringify(body),
      dispatcher: this.#agent,
    });
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
    const id = String(answer.headers['x-request-id']);
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(headers.filter(([name]) => !OF_THE_MOMENT.has(name)).sort()),
      text: timeless(await answer.body.text(), id),
    };
  }
}
