import type { WebsocketHandler } from '@fastify/websocket';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import {
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLError,
  GraphQLSchema,
  OperationTypeNode,
  parse,
} from 'graphql';
import { CloseCode, handleProtocols, type SubscribePayload } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/@fastify/websocket';
import { z } from 'zod';
import { endsAccess } from '../../authentication/callers.ts';
import { credentialsOf } from '../../http/credentials.ts';
import { refusalError } from '../../refusals/refusal-error.ts';
import { TooManyConnections, TooManyOperations } from '../../refusals/refusals.ts';
import { FrameBundle } from '../delivery/frame-bundle.ts';
import { LiveClient, type LiveDoor, type LiveParts } from '../live-client.ts';
import type { LiveSettings } from '../live-settings.ts';
import { awayMs, restartReason, SERVICE_RESTART, TOO_SLOW, TRY_AGAIN_LATER } from './farewell.ts';
import { Heartbeats } from './heartbeats.ts';
import { type Connected, operationOf, type SocketContext, SocketOperation } from './socket-operation.ts';
import { socketProtocol } from './socket-protocol.ts';
import { SocketWriter, type SocketWriterOptions } from './socket-writer.ts';

const INIT_TIMEOUT_MS = 3_000;
const MESSAGE_BYTES_MAX = 100_000;
/** Who does not answer that it is closed is cut off after so long. */
const GOODBYE_MS_MAX = 2_000;
/** The library wants a schema with every operation; the operation's server knows the real one. */
const NO_SCHEMA = new GraphQLSchema({});
/** It looks at a document only for its kind, and keeps it as long as the operation: these stand for all of theirs. */
const STAND_INS: Readonly<Record<OperationTypeNode, DocumentNode>> = {
  [OperationTypeNode.QUERY]: parse('{ __typename }'),
  [OperationTypeNode.MUTATION]: parse('mutation { __typename }'),
  [OperationTypeNode.SUBSCRIPTION]: parse('subscription { __typename }'),
};

const initSchema = z.object({ authorization: z.string().optional() }).optional();

/** Settings of the library under the sockets. */
export const WEBSOCKET_OPTIONS = {
  maxPayload: MESSAGE_BYTES_MAX,
  closeTimeout: GOODBYE_MS_MAX,
  handleProtocols,
};

/** What a socket server is told of. */
export interface SocketServerParts extends LiveParts {
  readonly settings: LiveSettings;
  /** A client did not take its messages and was dropped. */
  readonly onSlow: () => void;
}

/** Our end of a socket. */
class SocketEnd implements SocketWriterOptions {
  readonly stream: SocketWriterOptions['stream'];
  readonly settings: LiveSettings;
  readonly bundle: FrameBundle;
  readonly #socket: Extra['socket'];
  readonly #onSlow: () => void;

  constructor({ settings, onSlow }: SocketServerParts, bundle: FrameBundle, { socket, request }: Extra) {
    this.stream = request.raw.socket;
    this.settings = settings;
    this.bundle = bundle;
    this.#socket = socket;
    this.#onSlow = onSlow;
  }

  isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  onSlow(): void {
    this.#onSlow();
    this.#socket.close(TRY_AGAIN_LATER, TOO_SLOW);
    // The close waits behind what the client does not take.
    setTimeout(() => this.#socket.terminate(), this.settings.drainMs).unref();
  }
}

/** Serves GraphQL over WebSocket (graphql-transport-ws). Sockets close with 4403 when their access ends. */
export class SocketServer {
  readonly #parts: SocketServerParts;
  readonly #clients = new Map<Extra['socket'], Connected>();
  readonly #open = new Set<Extra['socket']>();
  readonly #heartbeats = new Heartbeats();
  readonly #bundle = new FrameBundle();

  constructor(parts: SocketServerParts) {
    this.#parts = parts;
  }

  /** The handler of the route. */
  handler(): WebsocketHandler {
    const handle = this.#protocol();
    const enter = (socket: Extra['socket']) => this.#enter(socket);
    return function (socket, request) {
      enter(socket);
      handle.call(this, socket, request);
    };
  }

  /** Tells every client when to come back, each another time; after a short while those who stay are cut off. */
  close(): void {
    this.#heartbeats.stop();
    const { drainMs } = this.#parts.settings;
    const sockets = [...this.#open];
    for (const socket of sockets) socket.close(SERVICE_RESTART, this.#comeBackReason());
    const cut = () => {
      for (const socket of sockets) socket.terminate();
    };
    setTimeout(cut, drainMs).unref();
  }

  /** Says when to come back, to each another time. */
  #comeBackReason(): string {
    return restartReason(awayMs(this.#parts.settings.comeBackWithinMs, Math.random()));
  }

  /** A refusal is nothing to look at; everything else is a fault of ours. */
  #tellRefused(error: unknown): void {
    const { logger } = this.#parts;
    if (error instanceof DomainError) logger.debug({ err: error }, 'A socket was refused.');
    else logger.error({ err: error }, 'A socket could not be opened.');
  }

  #enter(socket: Extra['socket']): void {
    this.#open.add(socket);
    const unwatch = this.#heartbeats.watch(socket);
    socket.once('close', () => {
      this.#open.delete(socket);
      unwatch();
    });
  }

  #protocol(): WebsocketHandler {
    return socketProtocol(
      {
        connectionInitWaitTimeout: INIT_TIMEOUT_MS,
        onConnect: (context) => this.#onConnect(context),
        onSubscribe: (context, id, payload) => this.#onSubscribe(context, id, payload),
        execute: (args) => operationOf(args).execute(),
        subscribe: (args) => operationOf(args).subscribe(),
        onClose: ({ extra }) => this.#drop(extra.socket),
      },
      this.#parts.logger,
    );
  }

  async #onConnect({ connectionParams, extra, subscriptions }: SocketContext): Promise<boolean> {
    const { socket, request } = extra;
    const init = initSchema.safeParse(connectionParams);
    if (!init.success) return false;
    const credentials = credentialsOf(request.headers, init.data?.authorization);
    const door: LiveDoor = {
      endAccess: ({ code }) => socket.close(CloseCode.Forbidden, code),
      comeBack: () => socket.close(TRY_AGAIN_LATER, this.#comeBackReason()),
    };
    const address = this.#parts.addressOf(request);
    const opener = { credentials, address, carrier: 'socket' } as const;
    const client = new LiveClient(this.#parts, opener, door);
    const writer = new SocketWriter(new SocketEnd(this.#parts, this.#bundle, extra));
    this.#clients.set(socket, { client, writer, socket, subscriptions, latest: new Map() });
    try {
      await client.open();
    } catch (error) {
      this.#tellRefused(error);
      // What the library closes with `false` counts only when this has not closed it already.
      if (error instanceof TooManyConnections) socket.close(TRY_AGAIN_LATER, error.code);
      else if (endsAccess(error)) door.endAccess(error);
      else door.comeBack();
      return false;
    }
    if (socket.readyState !== socket.OPEN) this.#drop(socket);
    return true;
  }

  async #onSubscribe(
    { extra, subscriptions }: SocketContext,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const connected = this.#clients.get(extra.socket);
    const { operationsPerSocket } = this.#parts.settings;
    if (!connected || Object.keys(subscriptions).length > operationsPerSocket)
      return [refusalError(new TooManyOperations(operationsPerSocket))];
    const { operations } = this.#parts;
    const request = operations.complete(payload);
    const kind = request instanceof DomainError ? null : operations.kindOf(request);
    return {
      schema: NO_SCHEMA,
      // The operation's server says what is wrong with a document, in its own words and codes.
      document: STAND_INS[kind ?? OperationTypeNode.QUERY],
      contextValue: new SocketOperation(connected, { id, request }, kind !== null),
    };
  }

  #drop(socket: Extra['socket']): void {
    this.#clients.get(socket)?.client.close();
    this.#clients.delete(socket);
  }
}
