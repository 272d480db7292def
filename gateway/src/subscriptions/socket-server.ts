import type { WebsocketHandler } from '@fastify/websocket';
import { type ExecutionArgs, type GraphQLError, GraphQLSchema, getOperationAST, parse } from 'graphql';
import { CloseCode, type Context, handleProtocols, type SubscribePayload } from 'graphql-ws';
import { type Extra, makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { z } from 'zod';
import { endsAccess } from '../authentication/callers.ts';
import { credentialsOf } from '../http/credentials.ts';
import { DOCUMENT_LIMITS } from '../limits/document-limits.ts';
import { refusalError } from '../refusals/refusal-error.ts';
import { TooManyOperations } from '../refusals/refusals.ts';
import { ClientSocket, type SocketDoor, type SocketParts } from './client-socket.ts';

const INIT_TIMEOUT_MS = 3_000;
const OPERATIONS_MAX = 100;
const MESSAGE_BYTES_MAX = 100_000;
/** The library wants a schema with every operation; the operation's server knows the real one. */
const NO_SCHEMA = new GraphQLSchema({});
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 1013;
/** How long a client may take to answer a close before its connection is cut. */
const FAREWELL_MS_MAX = 250;

const initSchema = z.object({ authorization: z.string().optional() }).optional();

/** Settings of the library under the sockets. */
export const WEBSOCKET_OPTIONS = { maxPayload: MESSAGE_BYTES_MAX, handleProtocols };

type SocketContext = Context<Record<string, unknown> | undefined, Extra>;

/** One operation on its way through the library. */
class SocketOperation {
  readonly client: ClientSocket;
  readonly payload: SubscribePayload;
  constructor(client: ClientSocket, payload: SubscribePayload) {
    this.client = client;
    this.payload = payload;
  }
}

function operationOf({ contextValue }: ExecutionArgs): SocketOperation {
  if (contextValue instanceof SocketOperation) return contextValue;
  throw new Error('An operation lost its socket.');
}

function tryParse({ query, operationName }: SubscribePayload) {
  try {
    const document = parse(query, { maxTokens: DOCUMENT_LIMITS.tokens });
    return { document, operation: getOperationAST(document, operationName) };
  } catch {
    return null;
  }
}

/** Serves GraphQL over WebSocket (graphql-transport-ws). Sockets close with 4403 when their access ends. */
export class SocketServer {
  readonly #parts: SocketParts;
  readonly #clients = new Map<Extra['socket'], ClientSocket>();
  readonly #open = new Set<Extra['socket']>();

  constructor(parts: SocketParts) {
    this.#parts = parts;
  }

  /** The handler of the route. */
  handler(): WebsocketHandler {
    const handle = this.#protocol();
    const open = this.#open;
    return function (socket, request) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      handle.call(this, socket, request);
    };
  }

  /** Tells every client to come back later, and waits for none. */
  close(): void {
    const sockets = [...this.#open];
    for (const socket of sockets) socket.close(GOING_AWAY, 'Going away');
    const cut = () => {
      for (const socket of sockets) socket.terminate();
    };
    setTimeout(cut, FAREWELL_MS_MAX).unref();
  }

  #protocol() {
    return makeHandler<Record<string, unknown> | undefined>({
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onConnect: (context) => this.#onConnect(context),
      onSubscribe: (context, _id, payload) => this.#onSubscribe(context, payload),
      execute: (args) => {
        const { client, payload } = operationOf(args);
        return client.execute(payload);
      },
      subscribe: (args) => {
        const { client, payload } = operationOf(args);
        return client.subscribe(payload);
      },
      onClose: ({ extra }) => this.#drop(extra.socket),
      isProd: true,
    });
  }

  async #onConnect({ connectionParams, extra }: SocketContext): Promise<boolean> {
    const { socket, request } = extra;
    const init = initSchema.safeParse(connectionParams);
    if (!init.success) return false;
    const credentials = credentialsOf(request.headers, init.data?.authorization);
    const door: SocketDoor = {
      endAccess: () => socket.close(CloseCode.Forbidden, 'Forbidden'),
      comeBack: () => socket.close(TRY_AGAIN_LATER, 'Try again later'),
    };
    const client = new ClientSocket(this.#parts, credentials, door);
    this.#clients.set(socket, client);
    try {
      await client.open();
    } catch (error) {
      this.#parts.logger.debug({ err: error }, 'A socket was refused.');
      // What the library closes with `false` counts only when this has not closed it already.
      if (!endsAccess(error)) door.comeBack();
      return false;
    }
    if (socket.readyState !== socket.OPEN) this.#drop(socket);
    return true;
  }

  async #onSubscribe(
    { extra, subscriptions }: SocketContext,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const client = this.#clients.get(extra.socket);
    if (!client || Object.keys(subscriptions).length > OPERATIONS_MAX)
      return [refusalError(new TooManyOperations(OPERATIONS_MAX))];
    const parsed = tryParse(payload);
    // The operation's server says what is wrong with a document, in its own words and codes.
    if (!parsed?.operation) return (await client.execute(payload)).errors ?? [];
    return {
      schema: NO_SCHEMA,
      document: parsed.document,
      operationName: payload.operationName ?? null,
      contextValue: new SocketOperation(client, payload),
    };
  }

  #drop(socket: Extra['socket']): void {
    this.#clients.get(socket)?.close();
    this.#clients.delete(socket);
  }
}
