import { randomUUID } from 'node:crypto';
import type { Caller } from '@freehold/kernel/caller/caller';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { Span } from '@freehold/kernel/tracing/tracer';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Callers } from '../authentication/callers.ts';
import type { AddressPlaces } from '../rates/address-places.ts';
import type { ClientAddresses } from '../rates/client-address.ts';
import { eachRateHeader, RateLimited, type RateState } from '../rates/rate-limited.ts';
import type { RequestRates } from '../rates/request-rates.ts';
import { shownError } from '../refusals/refusal-error.ts';
import { TooManyConnections } from '../refusals/refusals.ts';
import type { OperationContext } from '../supergraph/operation-context.ts';
import { noteCaller, type RequestTracing, requestSpan } from '../tracing/request-span.ts';
import { credentialsOf } from './credentials.ts';

const TOO_MANY_REQUESTS = 429;
/** When a place may be free again. */
const RETRY_SECONDS = 5;

/** What the door stands on. */
export interface RequestDoorParts {
  readonly callers: Callers;
  readonly addresses: ClientAddresses;
  /** Null where nobody counts. */
  readonly rates: RequestRates | null;
  /** For what stays open. */
  readonly places: AddressPlaces;
  /** Null where nothing is traced. */
  readonly tracing: RequestTracing | null;
  readonly logger: Logger;
}

/** A request whose sender is known, or is not to be let in. */
interface Visitor {
  readonly requestId: string;
  readonly known: { readonly caller: Caller } | { readonly refusal: unknown };
  readonly trace: Span | null;
}

/** A request to be counted by who asks. */
interface Counting {
  readonly rates: RequestRates;
  readonly caller: Caller;
  readonly address: string | null;
}

/** Identifies and counts requests, before anything of their bodies is read. */
export class RequestDoor {
  readonly #parts: RequestDoorParts;
  readonly #visitors = new WeakMap<FastifyRequest, Visitor>();

  constructor(parts: RequestDoorParts) {
    this.#parts = parts;
  }

  /** Lets a request in, or answers it with 429. */
  async enter(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const { tracing, rates } = this.#parts;
    const trace = tracing && requestSpan(tracing, request, reply);
    try {
      const address = this.#addressOf(request);
      if (rates && address !== null) await rates.takeAddress(address);
      const requestId = randomUUID();
      void reply.header('x-request-id', requestId);
      const known = this.#known(request, requestId) ?? (await this.#identify(request, requestId));
      const caller = this.#remember(request, { requestId, known, trace });
      if (rates && caller) await countCaller({ rates, caller, address }, reply);
    } catch (error) {
      if (error instanceof RateLimited) return refuse(reply, error);
      throw error;
    }
  }

  /**
   * Lets a socket or a stream be opened from the request's address, for as long as it is, or answers with 429. Those
   * that have not said who they are have a place as well: they cost as much.
   */
  async enterBySocket(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    try {
      const address = this.#addressOf(request);
      if (address === null) return;
      await this.#parts.rates?.takeAddress(address);
      const giveBack = this.#parts.places.take(address);
      const carrier = request.ws ? request.raw.socket : reply.raw;
      carrier.once('close', giveBack);
      if (carrier.destroyed) giveBack();
    } catch (error) {
      if (error instanceof RateLimited) return refuse(reply, error);
      if (error instanceof TooManyConnections) return refuseConnection(reply, error);
      throw error;
    }
  }

  /** Who asks. @throws {GraphQLError} the refusal of the request's credentials. */
  visitorOf(request: FastifyRequest): Pick<OperationContext, 'requestId' | 'caller' | 'trace'> {
    const visitor = this.#visitors.get(request);
    if (!visitor) throw new Error('A request came in beside the door.');
    const { requestId, known, trace } = visitor;
    if ('caller' in known) return { requestId, caller: known.caller, ...(trace ? { trace } : {}) };
    const { message, extensions } = shownError(known.refusal, requestId);
    trace?.fail(`${extensions.code}`);
    throw new GraphQLError(message, { extensions: { ...extensions, http: { status: 200 } } });
  }

  /** The caller, where it is to be let in. */
  #remember(request: FastifyRequest, visitor: Visitor): Caller | null {
    const { known, trace, requestId } = visitor;
    this.#visitors.set(request, visitor);
    if (!('caller' in known)) return null;
    if (trace) noteCaller(trace, known.caller, requestId);
    return known.caller;
  }

  #addressOf({ raw, headers }: FastifyRequest): string | null {
    return this.#parts.addresses.of(raw.socket.remoteAddress, headers['x-forwarded-for']);
  }

  /** Who asks, where everything about them is remembered; null where somebody must be asked for it. */
  #known({ headers }: FastifyRequest, requestId: string): Visitor['known'] | null {
    try {
      const caller = this.#parts.callers.known(credentialsOf(headers, headers.authorization), requestId);
      return caller && { caller };
    } catch (refusal) {
      return this.#refused(refusal, requestId);
    }
  }

  async #identify({ headers }: FastifyRequest, requestId: string): Promise<Visitor['known']> {
    const { callers } = this.#parts;
    try {
      return { caller: await callers.identify(credentialsOf(headers, headers.authorization), requestId) };
    } catch (refusal) {
      return this.#refused(refusal, requestId);
    }
  }

  #refused(refusal: unknown, requestId: string): Visitor['known'] {
    if (!(refusal instanceof DomainError))
      this.#parts.logger.error({ err: refusal, requestId }, 'A caller is unknown.');
    return { refusal };
  }
}

function countCaller({ rates, caller, address }: Counting, reply: FastifyReply): Promise<void> | undefined {
  if (address !== null) return rates.takeCaller(caller, address).then((state) => tell(reply, state, false));
  rates.letPass(caller);
  return undefined;
}

function tell(reply: FastifyReply, state: RateState, isRefused: boolean): void {
  eachRateHeader(state, isRefused, (name, value) => void reply.header(name, value));
}

function refuse(reply: FastifyReply, refusal: RateLimited): FastifyReply {
  tell(reply, refusal.state, true);
  return answerRefusal(reply, refusal);
}

function refuseConnection(reply: FastifyReply, refusal: TooManyConnections): FastifyReply {
  return answerRefusal(reply.header('retry-after', RETRY_SECONDS), refusal);
}

function answerRefusal(reply: FastifyReply, { message, code, data }: DomainError): FastifyReply {
  return reply.status(TOO_MANY_REQUESTS).send({ errors: [{ message, extensions: { ...data, code } }] });
}
