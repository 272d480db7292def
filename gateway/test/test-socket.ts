import { once } from 'node:events';
import { WebSocket } from 'ws';

const PATIENCE_MS = 45_000;

/** A message of graphql-transport-ws. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A client's socket that speaks graphql-transport-ws word by word. */
export class TestSocket {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  /** The code with which the socket was closed. */
  readonly closed: Promise<number>;
  #arrived = Promise.withResolvers<void>();

  constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, 'graphql-transport-ws', { headers });
    this.socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)));
      this.#arrived.resolve();
      this.#arrived = Promise.withResolvers();
    });
    this.closed = once(this.socket, 'close').then(([code]) => Number(code));
    this.closed.catch(() => undefined);
  }

  /** Waits until the socket is open. @throws when the upgrade is refused. */
  async opened(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  /** Says who is here and waits for the answer. */
  async init(authorization?: string): Promise<this> {
    this.send({ type: 'connection_init', ...(authorization ? { payload: { authorization } } : {}) });
    await this.take(({ type }) => type === 'connection_ack');
    return this;
  }

  send(message: Message): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ type: 'subscribe', id, payload: { query, variables } });
  }

  /** Takes the first message that fits, and waits for it up to 45 seconds. */
  async take(fits: (message: Message) => boolean): Promise<Message> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const index = this.messages.findIndex(fits);
      const [found] = index < 0 ? [] : this.messages.splice(index, 1);
      if (found) return found;
      if (Date.now() > until) throw new Error(`No such message among ${JSON.stringify(this.messages)}`);
      await Promise.race([this.#arrived.promise, new Promise((resolve) => setTimeout(resolve, 100))]);
    }
  }

  /** The payload of the next message of an operation. */
  async next(id: string): Promise<Message> {
    return this.take((message) => message.id === id);
  }
}
