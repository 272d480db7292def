import { ApolloServer } from '@apollo/server';
import { Agent, request } from 'undici';
import { vi } from 'vitest';
import type { GatewayOptions } from '../src/gateway.ts';
import type { Message, TestSocket } from './test-socket.ts';
import { startTinyGateway, type TinyGateway } from './tiny-gateway.ts';
import { TinyHouse } from './tiny-house.ts';
import type { TinyTenant, TinyWorld } from './tiny-world.ts';

/** What is sent; `query` is given a comment that makes it another text. */
export interface LiveSent {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** What both ways have answered over one carrier. */
export interface LiveCompared {
  readonly pipeline: unknown;
  readonly shortcut: unknown;
  /** True where Apollo Server was not asked for the last answer. */
  readonly isShort: boolean;
}

type Carry = (gateway: TinyGateway, sent: LiveSent) => Promise<unknown>;

function timeless(text: string): string {
  return text
    .replaceAll(/("requestId":)"[^"]*"/g, '$1"ID"')
    .replaceAll(/("resetsAt":)"[^"]*"/g, '$1"SOON"')
    .replaceAll(/("retryAfterMs":)\d+/g, '$1"SOON"')
    .replaceAll(/("cursor":)"[^"]*"/g, '$1"HERE"')
    .replaceAll(/Try again in \d+ s/g, 'Try again soon')
    .replaceAll(/id: [\w-]{57}\n/g, 'id: HERE\n');
}

/** Two gateways over one house: by sockets and streams one is sent new texts only, and the other each text twice. */
export class TwoLiveWays {
  readonly #always: TinyGateway;
  readonly #sometimes: TinyGateway;
  readonly #agent = new Agent();
  readonly #server = vi.spyOn(ApolloServer.prototype, 'executeOperation');
  readonly #sockets = new Map<TinyGateway, TestSocket>();
  #count = 10_000;

  private constructor(always: TinyGateway, sometimes: TinyGateway) {
    this.#always = always;
    this.#sometimes = sometimes;
  }

  static async start(options: Partial<GatewayOptions> = {}): Promise<TwoLiveWays> {
    const house = new TinyHouse();
    return new TwoLiveWays(await startTinyGateway(options, house), await startTinyGateway(options, house));
  }

  get house(): TinyHouse {
    return this.#always.house;
  }

  get world(): TinyWorld {
    return this.house.world;
  }

  /** All messages about an operation over a socket, up to the last; of a subscription, up to its first event. */
  async bySocket(tenant: TinyTenant, sent: LiveSent): Promise<LiveCompared> {
    return this.#compare(sent, async (gateway, given) => {
      const socket = this.#sockets.get(gateway) ?? (await gateway.connect(tenant));
      this.#sockets.set(gateway, socket);
      // Whoever asks again by an id that has just ended may read the end of the former.
      const id = String(this.#next());
      socket.send({ type: 'subscribe', id, payload: given });
      return framesOf(socket, id, given.query.startsWith('subscription') ? () => this.#move(tenant) : null);
    });
  }

  /** The whole text of a stream. */
  async byStream(tenant: TinyTenant, sent: LiveSent): Promise<LiveCompared> {
    return this.#compare(sent, async (gateway, given) => {
      const answer = await request(`${gateway.url}/graphql/stream`, {
        method: 'POST',
        headers: {
          host: `${tenant.host}:4000`,
          'content-type': 'application/json',
          accept: 'text/event-stream',
        },
        body: JSON.stringify(given),
        dispatcher: this.#agent,
      });
      return timeless(await answer.body.text());
    });
  }

  async close(): Promise<void> {
    this.#server.mockRestore();
    for (const { socket } of this.#sockets.values()) socket.terminate();
    await this.#agent.destroy();
    await this.#always.close();
    await this.#sometimes.close();
  }

  /** Each gateway is sent as much as the other. */
  async #compare(sent: LiveSent, carry: Carry): Promise<LiveCompared> {
    await carry(this.#always, this.#marked(sent));
    const pipeline = await carry(this.#always, this.#marked(sent));
    const again = this.#marked(sent);
    await carry(this.#sometimes, again);
    const asked = this.#server.mock.calls.length;
    const shortcut = await carry(this.#sometimes, again);
    return { pipeline, shortcut, isShort: this.#server.mock.calls.length === asked };
  }

  #marked(sent: LiveSent): LiveSent {
    return { ...sent, query: `${sent.query}\n# ${this.#next()}` };
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }

  #move({ id: tenantId }: TinyTenant): void {
    this.world.seatsChanged.publish({ tenantId, id: 's1', seatsTaken: 7 });
  }
}

/** The messages of an operation, without its id; `move` lets a subscription have an event. */
async function framesOf(socket: TestSocket, id: string, move: (() => void) | null): Promise<unknown> {
  if (move) {
    // What is asked later is answered later: by then the subscription is open, or refused.
    socket.subscribe('open', '{ __typename }');
    await socket.take((message) => message.id === 'open' && message.type === 'complete');
    if (!socket.messages.some((message) => message.id === id)) move();
  }
  const frames: Message[] = [];
  for (let isOver = false; !isOver; ) {
    const { id: _, ...frame } = await socket.next(id);
    frames.push(frame);
    const isEvent = JSON.stringify(frame).includes('cursor');
    if (isEvent) socket.send({ type: 'complete', id });
    isOver = isEvent || frame.type !== 'next';
  }
  socket.messages.length = 0;
  return JSON.parse(timeless(JSON.stringify(frames)));
}
