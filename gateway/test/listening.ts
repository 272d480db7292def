import { afterAll, afterEach, beforeAll } from 'vitest';
import type { GatewayOptions } from '../src/gateway.ts';
import type { TestSocket } from './test-socket.ts';
import { eventually, startTinyGateway, type TinyGateway } from './tiny-gateway.ts';
import type { TinySession, TinyTenant } from './tiny-world.ts';

/** What a client may say beside its query. */
export interface Asked {
  readonly session?: TinySession;
  readonly variables?: Record<string, unknown>;
  readonly resumeFrom?: string | number;
  readonly id?: string;
}

/** A gateway for a file of tests, and clients that listen. */
export class Listening {
  #gateway: TinyGateway | null = null;
  #opened = 0;
  readonly #sockets: TestSocket[] = [];

  constructor(options: Partial<GatewayOptions> = {}) {
    beforeAll(async () => {
      this.#gateway = await startTinyGateway(options);
    });
    afterEach(async () => {
      for (const { socket } of this.#sockets.splice(0)) socket.terminate();
      await eventually(() => this.gateway.world.seatsChanged.size === 0);
    });
    afterAll(() => this.gateway.close());
  }

  get gateway(): TinyGateway {
    if (!this.#gateway) throw new Error('The gateway has not started.');
    return this.#gateway;
  }

  /** A socket whose subscription is open, or refused. */
  async listen(tenant: TinyTenant, query: string, asked: Asked = {}): Promise<TestSocket> {
    const { session, variables = {}, resumeFrom, id = '1' } = asked;
    const socket = await this.gateway.connect(tenant, session && (await this.gateway.token(session)));
    this.#sockets.push(socket);
    const extensions = resumeFrom === undefined ? {} : { extensions: { resumeFrom } };
    socket.send({ type: 'subscribe', id, payload: { query, variables, ...extensions } });
    // Of what nobody has asked before, what is asked later is let in later: when the second of these is answered, which is
    // asked after the first, the subscription is open, or refused.
    for (const name of ['a', 'b']) {
      this.#opened += 1;
      socket.subscribe('open', `{ ${name}${this.#opened}: __typename }`);
      await socket.take((message) => message.id === 'open' && message.type === 'complete');
    }
    socket.messages.splice(
      0,
      socket.messages.length,
      ...socket.messages.filter((each) => each.id !== 'open'),
    );
    return socket;
  }

  /** Says that seats of a tenant have changed. */
  move(tenant: TinyTenant, seatsTaken: number, id = 's1'): void {
    this.gateway.world.seatsChanged.publish({ tenantId: tenant.id, id, seatsTaken });
  }

  /** How often the booking subgraph was subscribed to. */
  get subscribed(): number {
    const calls = this.gateway.house.booking.calls.filter(({ query }) => query.startsWith('subscription'));
    // Each event is executed with the call that subscribed.
    return new Set(calls).size;
  }
}

/** The data, the cursor and the codes of a `next` message. */
export function heardIn({ payload }: { readonly payload?: unknown }) {
  const { data, errors = [], extensions = {} } = Object(payload);
  const codes: string[] = errors.map((error: { extensions: { code: string } }) => error.extensions.code);
  return { data, codes, cursor: extensions.cursor };
}
