import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { type Context, MessageType } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/@fastify/websocket';
import { z } from 'zod';
import type { LiveClient } from '../live-client.ts';
import type { NamedRequest } from '../operations.ts';
import { SocketSubscription } from './socket-subscription.ts';
import type { SocketWriter } from './socket-writer.ts';

const INVALID: ReadonlySet<unknown> = new Set([
  'GRAPHQL_VALIDATION_FAILED',
  'DOCUMENT_LIMIT_EXCEEDED',
  'INTROSPECTION_DISABLED',
]);

const extensionsSchema = z.object({ resumeFrom: z.string().nullish() }).nullish();

/** The cursor to come back to; where there is something else in its place, one that is good for nothing. */
function resumeFromOf({ extensions }: NamedRequest): string | null {
  const { success, data } = extensionsSchema.safeParse(extensions);
  return success ? (data?.resumeFrom ?? null) : '';
}

/** What the library knows of a socket. */
export type SocketContext = Context<Record<string, unknown> | undefined, Extra>;

/** A client with its socket. */
export interface Connected {
  readonly client: LiveClient;
  readonly writer: SocketWriter;
  readonly socket: Extra['socket'];
  /** What the library knows to be under way, by id. */
  readonly subscriptions: SocketContext['subscriptions'];
  /** By its id, the operation that was asked for last. */
  readonly latest: Map<string, SocketOperation>;
}

/** What a client asks by an id. */
export interface Asked {
  readonly id: string;
  /** A refusal where no document was found that it names. */
  readonly request: NamedRequest | DomainError;
}

/** One operation on its way through the library. */
export class SocketOperation {
  readonly connected: Connected;
  readonly id: string;
  readonly request: NamedRequest | DomainError;
  readonly #isKnown: boolean;
  #subscription: SocketSubscription | null = null;

  /** `isKnown` is false for a document in which no operation was found; executed, it is told what is wrong with it. */
  constructor(connected: Connected, { id, request }: Asked, isKnown: boolean) {
    this.connected = connected;
    this.id = id;
    this.request = request;
    this.#isKnown = isKnown;
    connected.latest.set(id, this);
  }

  /** Answers a query or a mutation. */
  async execute(): Promise<SocketSubscription | ExecutionResult> {
    const result = await this.connected.client.execute(this.request);
    if (this.#isReplaced()) return this.#silence();
    this.#finish();
    if (!this.#isKnown || isInvalid(result)) this.#refuse(result);
    return result;
  }

  /** The end of a subscription, or the result that refuses it. */
  async subscribe(): Promise<SocketSubscription | ExecutionResult> {
    const { client, writer } = this.connected;
    const { request } = this;
    if (request instanceof DomainError) throw new Error('What is not known does not subscribe.');
    const subscription = new SocketSubscription(this.id, writer);
    const resumeFrom = resumeFromOf(request);
    subscription.onEnd = () => this.#finish();
    this.#subscription = subscription;
    const leave = await client.subscribe({ ...request, resumeFrom }, subscription);
    if (this.#isReplaced()) {
      if (typeof leave === 'function') leave();
      return this.#silence();
    }
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

  /** Whether the client has completed it meanwhile, and asked again by the same id. */
  #isReplaced(): boolean {
    return (this.connected.latest.get(this.id) ?? this) !== this;
  }

  /**
   * In the place of the answer of what was replaced, since the library takes the one for the other: nothing is said, and
   * when this is to end, that which came in its place does.
   */
  #silence(): SocketSubscription {
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

/** The operation that the library was handed. */
export function operationOf({ contextValue }: ExecutionArgs): SocketOperation {
  if (contextValue instanceof SocketOperation) return contextValue;
  throw new Error('An operation lost its socket.');
}
