import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Message, TestSocket } from '../../../test/test-socket.ts';
import { startTinyGateway, type TinyGateway } from '../../../test/tiny-gateway.ts';
import type { TinySession, TinyTenant } from '../../../test/tiny-world.ts';

const CLIENTS = 12;
const TURNS = 120;
const ROLES = { TENANT_OWNER: ['booking.read', 'booking.confirm'], CUSTOMER: ['booking.read'] };
const DOCUMENTS = [
  'subscription { seatsChanged { id seatsTaken trainer { name } } }',
  'subscription { seatsChanged { seatsTaken takingsMinor waiting } }',
  'subscription { moved { ... on Session { seatsTaken takingsMinor } ... on Course { level feeMinor } } }',
];
const eventSchema = z.object({
  data: z.record(z.string(), z.object({ seatsTaken: z.number().optional(), level: z.number().optional() })),
  extensions: z.object({ cursor: z.string() }),
});

/** Numbers between 0 and 1 that are the same in every run. */
function chances(): () => number {
  let state = 7;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** One subscription of a client, which goes on by its cursor wherever it was cut. */
class Ear {
  readonly document: string;
  /** The numbers of the events, in the order in which they came. */
  readonly heard: number[] = [];
  #cursor: string | null = null;
  #id = '';

  constructor(document: string) {
    this.document = document;
  }

  listen(socket: TestSocket, id: string): void {
    this.#id = id;
    const { document: query } = this;
    const extensions = this.#cursor === null ? {} : { resumeFrom: this.#cursor };
    socket.send({ type: 'subscribe', id, payload: { query, extensions } });
  }

  /** What is left by its client is heard no more, whatever is still on its way. */
  leave(socket: TestSocket): void {
    socket.send({ type: 'complete', id: this.#id });
    this.#id = '';
  }

  hear({ id, type, payload }: Message): void {
    if (id !== this.#id) return;
    if (type !== 'next') throw new Error(`It was ended: ${JSON.stringify(payload)}`);
    const { data, extensions } = eventSchema.parse(payload);
    this.heard.push(...Object.values(data).map(({ seatsTaken, level }) => seatsTaken ?? level ?? 0));
    this.#cursor = extensions.cursor;
  }
}

/** Somebody with three subscriptions on a socket. */
class Client {
  readonly ears = DOCUMENTS.map((document) => new Ear(document));
  readonly session: TinySession;
  socket: TestSocket | null = null;
  readonly #gateway: TinyGateway;
  readonly #tenant: TinyTenant;
  #asked = 0;

  constructor(gateway: TinyGateway, tenant: TinyTenant) {
    this.#gateway = gateway;
    this.#tenant = tenant;
    this.session = gateway.world.signIn(tenant);
  }

  async come(): Promise<void> {
    const socket = await this.#gateway.connect(this.#tenant, await this.#gateway.token(this.session));
    socket.socket.on('message', (data) => {
      const message: Message = JSON.parse(String(data));
      for (const ear of this.ears) ear.hear(message);
    });
    for (const ear of this.ears) this.#listen(socket, ear);
    this.socket = socket;
  }

  async comeAgain(): Promise<void> {
    const { socket } = this;
    this.socket = null;
    socket?.socket.terminate();
    await socket?.closed;
    await this.come();
  }

  askAgain(ear: Ear): void {
    if (!this.socket) return;
    ear.leave(this.socket);
    this.#listen(this.socket, ear);
  }

  #listen(socket: TestSocket, ear: Ear): void {
    this.#asked += 1;
    ear.listen(socket, `${this.#asked}`);
  }
}

describe('clients that hear bursts while rights, schemas, sockets and subgraphs come and go', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;
  let clients: Client[];
  let told = 100;
  const chance = chances();
  const oneOf = (all: readonly Client[]) => all[Math.floor(chance() * all.length)];

  beforeAll(async () => {
    gateway = await startTinyGateway();
    tenant = gateway.world.addTenant('bursts');
    clients = Array.from({ length: CLIENTS }, () => new Client(gateway, tenant));
    await Promise.all(clients.map((client) => client.come()));
  });
  afterAll(() => gateway.close());

  function burst(count: number): void {
    for (let event = 0; event < count; event += 1) {
      told += 1;
      gateway.world.seatsChanged.publish({ tenantId: tenant.id, id: 's1', seatsTaken: told });
    }
  }

  const everybodyHasHeard = (number: number) =>
    clients.every(({ ears }) => ears.every(({ heard }) => heard.at(-1) === number));

  function changeRights({ session }: Client): void {
    session.roles = [chance() < 0.5 ? 'CUSTOMER' : 'TENANT_OWNER'];
    gateway.world.accessChanged.publish({ tenantId: tenant.id, sessionId: session.id });
  }

  function holdUp({ socket }: TestSocket): void {
    socket.pause();
    setTimeout(() => socket.resume(), 100 * chance());
  }

  /** One of the things that happen to clients; it is waited for where it takes long. */
  async function disturb(client: Client | undefined): Promise<void> {
    const what = chance();
    if (!client?.socket) return;
    if (what < 0.2) return client.comeAgain();
    if (what < 0.5) return holdUp(client.socket);
    if (what < 0.7) return changeRights(client);
    for (const ear of client.ears) client.askAgain(ear);
  }

  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const hasHeardNothing = ({ ears }: Client) => ears.some(({ heard }) => heard.length === 0);

  /** Who has heard nothing has no cursor yet. */
  async function tellUntilAllHaveHeard(): Promise<void> {
    for (let left = 300; left > 0 && clients.some(hasHeardNothing); left -= 1) {
      burst(1);
      await pause(10);
    }
  }

  /** What happens to all of them in some of the turns. */
  const upsets = new Map<number, () => unknown>([
    [30, () => load('one')],
    [60, () => gateway.world.entitle(tenant, ['analytics', 'more'])],
    [75, () => gateway.world.seatsChanged.end(new Error('The subgraph is lost.'))],
    [90, () => load('another')],
    [110, () => gateway.world.entitle(tenant, ['analytics'])],
  ]);

  function load(mark: string): Promise<void> {
    return gateway.gateway.load({ supergraphSdl: `${gateway.house.compose()}\n# ${mark}`, roles: ROLES });
  }

  it('tells each of them each event once and in order', async () => {
    await tellUntilAllHaveHeard();
    const underWay: unknown[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      burst(turn % 20 === 0 ? 30 : 1 + Math.floor(3 * chance()));
      underWay.push(disturb(oneOf(clients)), upsets.get(turn)?.());
      await pause(4 * chance());
    }
    await Promise.all(underWay);
    await expect.poll(() => everybodyHasHeard(told), { interval: 50 }).toBe(true);
    for (const { heard } of clients.flatMap(({ ears }) => ears)) {
      const [first = 0] = heard;
      expect(heard).toEqual(Array.from({ length: told - first + 1 }, (_, index) => first + index));
    }
  });

  it('lets go of everything when they have gone', async () => {
    for (const { socket } of clients) socket?.socket.terminate();
    await expect.poll(() => gateway.world.seatsChanged.size).toBe(0);
    expect(await gateway.gateway.metrics()).toContain('freehold_live_lanes 0');
  });
});
