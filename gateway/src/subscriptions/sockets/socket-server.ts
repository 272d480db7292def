import type { WebsocketHandler } from '@fastify/websocket';
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  GraphQLSchema,
  OperationTypeNode,
  parse,
} from 'graphql';
import { CloseCode, type Context, handleProtocols, MessageType, type SubscribePayload } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/@fastify/websocket';
import { z } from 'zod';
import { endsAccess } from '../../authentication/callers.ts';
import { credentialsOf } from '../../http/credentials.ts';
import { refusalError } from '../../refusals/refusal-error.ts';
import { TooManyConnections, TooManyOperations } from '../../refusals/refusals.ts';
import { LiveClient, type LiveDoor, type LiveParts } from '../live-client.ts';
import type { LiveSettings } from '../live-settings.ts';
import { kindOf } from '../operation-kind.ts';
import { awayMs, restartReason, SERVICE_RESTART, TOO_SLOW, TRY_AGAIN_LATER } from './farewell.ts';
import { Heartbeats } from './heartbeats.ts';
import { socketProtocol } from './socket-protocol.ts';
import { SocketSubscription } from './socket-subscription.ts';
import { SocketWriter, type SocketWriterOptions } from './socket-writer.ts';

const INIT_TIMEOUT_MS = 3_000;
const MESSAGE_BYTES_MAX = 100_000;
/** The library wants a schema with every operation; the operation's server knows the real one. */
const NO_SCHEMA = new GraphQLSchema({});
/** It looks at a document only for its kind, and keeps it as long as the operation: these stand for all of theirs. */
const STAND_INS: Readonly<Record<OperationTypeNode, DocumentNode>> = {
  [OperationTypeNode.QUERY]: parse('{ __typename }'),
  [OperationTypeNode.MUTATION]: parse('mutation { __typename }'),
  [OperationTypeNode.SUBSCRIPTION]: parse('subscription { __typename }'),
};

const INVALID: ReadonlySet<unknown> = new Set([
  'GRAPHQL_VALIDATION_FAILED',
  'DOCUMENT_LIMIT_EXCEEDED',
  'INTROSPECTION_DISABLED',
]);

const initSchema = z.object({ authorization: z.string().optional() }).optional();
const extensionsSchema = z.object({ resumeFrom: z.string().nullish() }).nullish();

/** Settings of the library under the sockets. */
export const WEBSOCKET_OPTIONS = { maxPayload: MESSAGE_BYTES_MAX, handleProtocols };

type SocketContext = Context<Record<string, unknown> | undefined, Extra>;

/** What a socket server is told of. */
export interface SocketServerParts extends LiveParts {
  readonly settings: LiveSettings;
  /** A client did not take its messages and was dropped. */
  readonly onSlow: () => void;
}

/** A client with its socket. */
interface Connected {
  readonly client: LiveClient;
  readonly writer: SocketWriter;
  readonly socket: Extra['socket'];
  /** What the library knows to be under way, by id. */
  readonly subscriptions: SocketContext['subscriptions'];
  /** By its id, the operation that was asked for last. */
  readonly latest: Map<string, SocketOperation>;
}

/** Our end of a socket. */
class SocketEnd implements SocketWriterOptions {
  readonly stream: SocketWriterOptions['stream'];
  readonly settings: LiveSettings;
  readonly #socket: Extra['socket'];
  readonly #onSlow: () => void;

  constructor({ settings, onSlow }: SocketServerParts, { socket, request }: Extra) {
    this.stream = request.raw.socket;
    this.settings = settings;
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

/** One operation on its way through the library. */
class SocketOperation {
  readonly connected: Connected;
  readonly id: string;
  readonly payload: SubscribePayload;
  #subscription: SocketSubscription | null = null;

  constructor(connected: Connected, id: string, payload: SubscribePayload) {
    this.connected = connected;
    this.id = id;
    this.payload = payload;
    connected.latest.set(id, this);
  }

  /** Answers a query or a mutation. */
  async execute(): Promise<ExecutionResult> {
    const result = await this.connected.client.execute(this.payload);
    this.#finish();
    if (isInvalid(result)) this.#refuse(result);
    return result;
  }

  /** The end of a subscription, or the result that refuses it. */
  async subscribe(): Promise<SocketSubscription | ExecutionResult> {
    const { client, writer } = this.connected;
    const subscription = new SocketSubscription(this.id, writer);
    const resumeFrom = extensionsSchema.safeParse(this.payload.extensions).data?.resumeFrom ?? null;
    subscription.onEnd = () => this.#finish();
    this.#subscription = subscription;
    const leave = await client.subscribe({ ...this.payload, resumeFrom }, subscription);
    if ((this.connected.latest.get(this.id) ?? this) !== this) return this.#replaced(leave);
    if (typeof leave === 'function') {
      subscription.onLeave = leave;
      return subscription;
    }
    this.#finish();
    if (isInvalid(leave)) this.#refuse(leave);
    return leave;
  }

  /** Says that it never began: with that it has ended, also for the library. */
  #refuse({ errors = [] }: ExecutionResult): void {
    const { socket, subscriptions } = this.connected;
    if (!(this.id in subscriptions)) return;
    Reflect.deleteProperty(subscriptions, this.id);
    socket.send(JSON.stringify({ id: this.id, type: MessageType.Error, payload: errors }));
  }

  /**
   * The client has completed it meanwhile, and asked again by the same id, which the library takes for this one: it says
   * nothing, and when it is to end, that which came in its place does.
   */
  #replaced(leave: (() => void) | ExecutionResult): SocketSubscription {
    if (typeof leave === 'function') leave();
    const { latest, writer } = this.connected;
    const silent = new SocketSubscription(this.id, writer);
    silent.onLeave = () => void latest.get(this.id)?.leave();
    return silent;
  }

  /** Leaves a subscription, as its client does. */
  leave(): void {
    void this.#subscription?.return();
  }

  #finish(): void {
    const { latest } = this.connected;
    if (latest.get(this.id) === this) latest.delete(this.id);
  }
}

/** Whether a document was found invalid, which the protocol has a message of its own for. */
function isInvalid({ data, errors = [] }: ExecutionResult): boolean {
  return data === undefined && errors.some(({ extensions }) => INVALID.has(extensions.code));
}

function operationOf({ contextValue }: ExecutionArgs): SocketOperation {
  if (contextValue instanceof SocketOperation) return contextValue;
  throw new Error('An operation lost its socket.');
}

/** Serves GraphQL over WebSocket (graphql-transport-ws). Sockets close with 4403 when their access ends. */
export class SocketServer {
  readonly #parts: SocketServerParts;
  readonly #clients = new Map<Extra['socket'], Connected>();
  readonly #open = new Set<Extra['socket']>();
  readonly #heartbeats = new Heartbeats();

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
    const { comeBackWithinMs, drainMs } = this.#parts.settings;
    const sockets = [...this.#open];
    for (const socket of sockets)
      socket.close(SERVICE_RESTART, restartReason(awayMs(comeBackWithinMs, Math.random())));
    const cut = () => {
      for (const socket of sockets) socket.terminate();
    };
    setTimeout(cut, drainMs).unref();
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
      endAccess: () => socket.close(CloseCode.Forbidden, 'Forbidden'),
      comeBack: () => socket.close(TRY_AGAIN_LATER, 'Try again later'),
    };
    const opener = { credentials, address: this.#parts.addressOf(request) };
    const client = new LiveClient(this.#parts, opener, door);
    const writer = new SocketWriter(new SocketEnd(this.#parts, extra));
    this.#clients.set(socket, { client, writer, socket, subscriptions, latest: new Map() });
    try {
      await client.open();
    } catch (error) {
      this.#parts.logger.debug({ err: error }, 'A socket was refused.');
      // What the library closes with `false` counts only when this has not closed it already.
      if (error instanceof TooManyConnections) socket.close(TRY_AGAIN_LATER, error.code);
      else if (!endsAccess(error)) door.comeBack();
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
    const kind = kindOf(payload);
    // The operation's server says what is wrong with a document, in its own words and codes.
    if (!kind) return (await connected.client.execute(payload)).errors ?? [];
    return {
      schema: NO_SCHEMA,
      document: STAND_INS[kind],
      contextValue: new SocketOperation(connected, id, payload),
    };
  }

  #drop(socket: Extra['socket']): void {
    this.#clients.get(socket)?.client.close();
    this.#clients.delete(socket);
  }
}
