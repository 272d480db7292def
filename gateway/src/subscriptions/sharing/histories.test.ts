import fc from 'fast-check';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Message, TestSocket } from '../../../test/test-socket.ts';
import { startTinyGateway, type TinyGateway } from '../../../test/tiny-gateway.ts';
import { TinyHouse } from '../../../test/tiny-house.ts';
import type { TinySession, TinyTenant } from '../../../test/tiny-world.ts';

const ROLES = { TENANT_OWNER: ['booking.read', 'booking.confirm'], CUSTOMER: ['booking.read'] };
const MONEY = 'subscription { seatsChanged { seatsTaken revenueMinor waiting } }';
const PEOPLE = 'subscription { seatsChanged { seatsTaken trainer { name } } }';
const CLIENTS = 4;
const WAIT = { timeout: 45_000, interval: 5 };
/** Small, so that some come back after what is remembered, and some after what is not. */
const MEMORY = { payloads: 6, bytes: 8_000, bytesOfAll: 12_000 };
const eventSchema = z.object({
  data: z.object({ seatsChanged: z.object({ seatsTaken: z.number() }) }),
  extensions: z.object({ cursor: z.string() }),
});

/** One subscription of a client, which goes on by its cursor wherever it was cut. */
class Ear {
  readonly query: string;
  readonly heard: number[] = [];
  cursor: string | null = null;

  constructor(query: string) {
    this.query = query;
  }

  hear(payload: unknown): void {
    const { data, extensions } = eventSchema.parse(payload);
    this.heard.push(data.seatsChanged.seatsTaken);
    this.cursor = extensions.cursor;
  }
}

/** Somebody with two subscriptions on a socket, or one on a stream. */
abstract class Client {
  readonly session: TinySession;
  readonly ears: readonly Ear[];

  constructor(session: TinySession, queries: readonly string[]) {
    this.session = session;
    this.ears = queries.map((query) => new Ear(query));
  }

  abstract come(gateway: TinyGateway, tenant: TinyTenant): Promise<void>;
  abstract go(): Promise<void>;
}

class SocketClient extends Client {
  #socket: TestSocket | null = null;

  async come(gateway: TinyGateway, tenant: TinyTenant): Promise<void> {
    if (this.#socket) return;
    const socket = await gateway.connect(tenant, await gateway.token(this.session));
    this.#socket = socket;
    socket.socket.on('message', (data) => {
      const { id, type, payload }: Message = JSON.parse(String(data));
      if (type === 'next' && this.#socket === socket) this.ears[Number(id)]?.hear(payload);
    });
    for (const [index, { query, cursor }] of this.ears.entries()) {
      const extensions = cursor === null ? {} : { resumeFrom: cursor };
      socket.send({ type: 'subscribe', id: String(index), payload: { query, extensions } });
    }
  }

  async go(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    socket?.socket.terminate();
    await socket?.closed;
  }
}

class StreamClient extends Client {
  readonly #agent = new Agent();
  #isThere = false;
  #leave: () => void = () => undefined;

  async come(gateway: TinyGateway, tenant: TinyTenant): Promise<void> {
    const [ear] = this.ears;
    if (this.#isThere || !ear) return;
    this.#isThere = true;
    const token = await gateway.token(this.session);
    const { body } = await request(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        host: `${tenant.host}:4000`,
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(ear.cursor === null ? {} : { 'last-event-id': ear.cursor }),
      },
      body: JSON.stringify({ query: ear.query }),
      dispatcher: this.#agent,
    });
    let isLeft = false;
    let text = '';
    body.on('data', (chunk) => {
      const parts = `${text}${chunk}`.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of isLeft ? [] : parts) {
        const [, data] = /^event: next\n[\s\S]*data: (.*)$/m.exec(part) ?? [];
        if (data) ear.hear(JSON.parse(data));
      }
    });
    body.on('error', () => undefined);
    this.#leave = () => {
      isLeft = true;
      body.destroy();
    };
  }

  async go(): Promise<void> {
    this.#leave();
    this.#isThere = false;
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

/** What may happen, the more often the more often it stands here. */
const KINDS = [
  ...['tell', 'tell', 'tell', 'tell', 'go', 'go', 'go', 'come', 'come', 'come', 'role', 'role', 'flip'],
  ...['plan', 'load', 'restart', 'all', 'pause'],
];
const stepArbitrary = fc.record({
  kind: fc.constantFrom(...KINDS),
  count: fc.integer({ min: 1, max: 9 }),
  client: fc.nat(CLIENTS - 1),
});
type Step = { readonly kind: string; readonly count: number; readonly client: number };

/** A tenant with its clients, and what happens to them. */
class History {
  readonly clients: readonly Client[];
  gateway: TinyGateway;
  readonly #tenant: TinyTenant;
  #told = 0;

  constructor(gateway: TinyGateway, tenant: TinyTenant) {
    this.gateway = gateway;
    this.#tenant = tenant;
    this.clients = Array.from({ length: CLIENTS }, (_, index) => {
      const session = gateway.world.signIn(tenant);
      return index === 0 ? new StreamClient(session, [MONEY]) : new SocketClient(session, [MONEY, PEOPLE]);
    });
  }

  /** Who has heard nothing has no cursor to come back with. */
  async begin(): Promise<void> {
    await this.#all();
    const haveAll = () => {
      this.#tell(1);
      return this.#ears().every(({ cursor }) => cursor !== null);
    };
    await expect.poll(haveAll, WAIT).toBe(true);
  }

  async do({ kind, count, client: index }: Step): Promise<void> {
    const client = this.clients[index];
    if (!client) return;
    const deeds: Record<string, () => unknown> = {
      tell: () => this.#tell(count),
      go: () => client.go(),
      come: () => client.come(this.gateway, this.#tenant),
      role: () => this.#changeRole(client.session),
      flip: () => this.#flipRole(client.session, count),
      plan: () =>
        this.gateway.world.entitle(this.#tenant, this.#tenant.features.length > 0 ? [] : ['analytics']),
      load: () => this.#load(),
      restart: () => this.#restart(),
      all: () => this.#all(),
      pause: () => new Promise((resolve) => setTimeout(resolve, 5)),
    };
    await deeds[kind]?.();
  }

  /** Everybody is there in the end, and has heard everything. */
  async end(): Promise<void> {
    await this.#all();
    this.#tell(1);
    const haveAll = () => this.#ears().every(({ heard }) => (heard.at(-1) ?? 0) >= this.#told);
    await expect.poll(haveAll, WAIT).toBe(true);
    for (const { heard } of this.#ears()) {
      const [first = 0] = heard;
      expect(heard).toEqual(Array.from({ length: this.#told - first + 1 }, (_, index) => first + index));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.go()));
    for (const client of this.clients) if (client instanceof StreamClient) await client.close();
    await expect.poll(() => this.gateway.world.seatsChanged.size, WAIT).toBe(0);
  }

  #ears(): Ear[] {
    return this.clients.flatMap(({ ears }) => ears);
  }

  async #all(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.come(this.gateway, this.#tenant)));
  }

  #tell(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      this.#told += 1;
      const { id: tenantId } = this.#tenant;
      this.gateway.world.seatsChanged.publish({ tenantId, id: 's1', seatsTaken: this.#told });
    }
  }

  #changeRole(session: TinySession): void {
    session.roles = session.roles.includes('CUSTOMER') ? ['TENANT_OWNER'] : ['CUSTOMER'];
    this.gateway.world.accessChanged.publish({ tenantId: session.tenantId, sessionId: session.id });
  }

  /** Its rights are others for a moment in which something happens. */
  async #flipRole(session: TinySession, steps: number): Promise<void> {
    for (const _ of [0, 1]) {
      this.#tell(2);
      for (let step = 0; step < 10 * steps; step += 1) await Promise.resolve();
      this.#changeRole(session);
    }
    this.#tell(1);
  }

  #load(): Promise<void> {
    const supergraphSdl = `${this.gateway.house.compose()}\n# ${this.#told}`;
    return this.gateway.gateway.load({ supergraphSdl, roles: ROLES });
  }

  /** All connections are gone with the gateway; another stands in its place. */
  async #restart(): Promise<void> {
    const { gateway } = this;
    await gateway.close();
    await Promise.all(this.clients.map((client) => client.go()));
    this.gateway = await startTinyGateway({ live: { memory: MEMORY } }, gateway.house);
  }
}

describe('clients that come and go', () => {
  let gateway: TinyGateway;
  let number = 0;
  beforeAll(async () => {
    gateway = await startTinyGateway({ live: { memory: MEMORY } }, new TinyHouse());
  });
  afterAll(() => gateway.close());

  it('hear exactly what was committed for them, in order and once, whatever happens', async () => {
    const property = fc.asyncProperty(
      fc.array(stepArbitrary, { minLength: 5, maxLength: 40 }),
      async (steps) => {
        number += 1;
        const history = new History(gateway, gateway.world.addTenant(`history-${number}`));
        try {
          await history.begin();
          for (const step of steps) await history.do(step);
          await history.end();
        } finally {
          await history.close();
          ({ gateway } = history);
        }
      },
    );
    await fc.assert(property, { numRuns: 25, endOnFailure: true });
  }, 120_000);
});
