import type { SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import { type Client, createClient, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';
import { AnswerStream } from './answer-stream.ts';
import { answerOf, openingOf, refusalOf } from './wire.ts';

const OPENING_MS_MAX = 5_000;
const PING_EVERY_MS = 10_000;
const PONG_MS_MAX = 5_000;
const MESSAGE_BYTES_MAX = 10_000_000;

/** What broke a socket, as an error with a sentence. */
function lossOf(cause: unknown): Error {
  if (cause instanceof Error) return cause;
  const event = typeof cause === 'object' && cause !== null ? cause : {};
  const reason = 'message' in event ? event.message : 'code' in event ? `code ${event.code}` : 'unknown';
  return new Error(`The socket to the subgraph was lost: ${reason}.`);
}

/**
 * One socket to a subgraph, for all subscriptions; it is opened by the first and closed after the last.
 * A lost socket fails every subscription on it: whoever reads asks again, with rights as they are then.
 */
export class SubgraphSocket {
  readonly #client: Client;
  #socket: WebSocket | null = null;
  #isConnected = false;
  #pongWait: NodeJS.Timeout | undefined;

  /** `url` is the subgraph's, such as `ws://127.0.0.1:4101/graphql`. */
  constructor(url: string) {
    const track = (socket: WebSocket) => {
      this.#socket = socket;
    };
    this.#client = createClient({
      url,
      lazy: true,
      retryAttempts: 0,
      keepAlive: PING_EVERY_MS,
      connectionAckWaitTimeout: OPENING_MS_MAX,
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocol: string) {
          super(address, protocol, { handshakeTimeout: OPENING_MS_MAX, maxPayload: MESSAGE_BYTES_MAX });
          track(this);
        }
      },
      on: {
        connected: () => this.#onConnected(true),
        closed: () => this.#onConnected(false),
        ping: (isReceived) => isReceived || this.#awaitPong(),
        pong: (isReceived) => isReceived && clearTimeout(this.#pongWait),
      },
    });
  }

  /**
   * The answers to a subscription: once it is on its way, or if it is live, once the subgraph has opened or refused it.
   * @throws {Error} when there is no socket to be had.
   */
  subscribe(payload: SubscribePayload, isLive = false): Promise<AnswerStream<SubgraphAnswer>> {
    const asked = Promise.withResolvers<AnswerStream<SubgraphAnswer>>();
    const stream = new AnswerStream<SubgraphAnswer>(() => leave());
    const onWay = () => (isLive ? undefined : asked.resolve(stream));
    const unlisten = this.#client.on('connected', onWay);
    const fail = (failure: Error) => {
      stream.end(failure);
      asked.reject(failure);
    };
    const leave = this.#client.subscribe(payload, {
      next: (message) => {
        this.#receive(message, stream);
        asked.resolve(stream);
      },
      complete: () => {
        stream.end();
        asked.resolve(stream);
      },
      error: (cause) => {
        const refusal = refusalOf(cause);
        if (!refusal) return fail(lossOf(cause));
        stream.push(refusal);
        stream.end();
        asked.resolve(stream);
      },
    });
    if (this.#isConnected) onWay();
    return asked.promise.finally(unlisten);
  }

  /** Closes the socket at once; every stream ends. */
  async close(): Promise<void> {
    const isDisposed = Promise.resolve(this.#client.dispose()).catch(() => undefined);
    this.#socket?.terminate();
    await isDisposed;
  }

  #receive(message: unknown, stream: AnswerStream<SubgraphAnswer>): void {
    try {
      const opening = stream.opening ? null : openingOf(message);
      if (opening) stream.opening = opening;
      else stream.push(answerOf(message));
    } catch (error) {
      stream.end(lossOf(error));
    }
  }

  #onConnected(isConnected: boolean): void {
    this.#isConnected = isConnected;
    clearTimeout(this.#pongWait);
  }

  /** A subgraph that says nothing any more looks like a living one until it must answer. */
  #awaitPong(): void {
    clearTimeout(this.#pongWait);
    this.#pongWait = setTimeout(() => this.#socket?.terminate(), PONG_MS_MAX);
  }
}
