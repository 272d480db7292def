import { type ExecutionArgs, type GraphQLError, GraphQLSchema, getOperationAST, parse } from 'graphql';
import { CloseCode, type Context, handleProtocols, type SubscribePayload } from 'graphql-ws';
import { type Extra, makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { Logger } from 'pino';
import { z } from 'zod';
import { credentialsOf } from '../http/credentials.ts';
import { DOCUMENT_LIMITS } from '../limits/document-limits.ts';
import { refusalError } from '../refusals/refusal-error.ts';
import { TooManyOperations } from '../refusals/refusals.ts';
import { ClientSocket, type SocketParts } from './client-socket.ts';

const INIT_TIMEOUT_MS = 3_000;
const OPERATIONS_MAX = 100;
const MESSAGE_BYTES_MAX = 100_000;
/** The library wants a schema with every operation; the operation's server knows the real one. */
const NO_SCHEMA = new GraphQLSchema({});

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
  readonly #logger: Logger;
  readonly #clients = new Map<Extra['socket'], ClientSocket>();

  constructor(parts: SocketParts, logger: Logger) {
    this.#parts = parts;
    this.#logger = logger;
  }

  /** The handler of the route. */
  handler() {
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

  /** Tells every client to come back later. */
  close(): void {
    for (const socket of this.#clients.keys()) socket.close(1001, 'Going away');
  }

  async #onConnect({ connectionParams, extra }: SocketContext): Promise<boolean> {
    const { socket, request } = extra;
    const init = initSchema.safeParse(connectionParams);
    if (!init.success) return false;
    const credentials = credentialsOf(request.headers, init.data?.authorization);
    const endAccess = () => socket.close(CloseCode.Forbidden, 'Forbidden');
    const client = new ClientSocket(this.#parts, credentials, endAccess);
    this.#clients.set(socket, client);
    try {
      await client.open();
    } catch (error) {
      this.#logger.debug({ err: error }, 'A socket was refused.');
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
