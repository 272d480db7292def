import { randomUUID } from 'node:crypto';
import type { Caller } from '@freehold/kernel/caller/caller';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { Span } from '@freehold/kernel/tracing/tracer';
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Callers, Credentials } from '../authentication/callers.ts';
import type { Turn } from '../planning/planner.ts';
import type { AddressPlaces } from '../rates/address-places.ts';
import type { ClientAddresses } from '../rates/client-address.ts';
import type { Counted } from '../rates/rate-counter.ts';
import { eachRateHeader, RateLimited, type RateState } from '../rates/rate-limited.ts';
import type { RequestRates } from '../rates/request-rates.ts';
import { answerRefusal } from '../refusals/answer-refusal.ts';
import { refusalError, shownError } from '../refusals/refusal-error.ts';
import { TooManyConnections } from '../refusals/refusals.ts';
import type { OperationContext } from '../supergraph/operation-context.ts';
import { noteCaller, type RequestTracing, requestSpan } from '../tracing/request-span.ts';
import { type Soon, soon } from '../under-way/soon.ts';
import { credentialsOf } from './credentials.ts';

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

const PARSED = Promise.resolve(undefined);

/** A request whose sender is known, or is not to be let in. */
interface Visitor {
  readonly requestId: string;
  readonly address: string | null;
  readonly known: { readonly caller: Caller } | { readonly refusal: unknown };
  readonly trace: Span | null;
}

const VISITOR = Symbol('visitor');
/** Where who asks stands beside the request: a map of requests would be work for the collector of garbage. */
type Visited = FastifyRequest & { [VISITOR]?: Visitor };

/** Identifies and counts requests, before anything of their bodies is read. */
export class RequestDoor {
  readonly #parts: RequestDoorParts;

  constructor(parts: RequestDoorParts) {
    this.#parts = parts;
  }

  /** Lets a request in, or answers it with 429. */
  async enter(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    return (await this.#enter(request, reply)) ?? undefined;
  }

  /** The same as a hook that waits for nobody where everything is at hand. */
  readonly hook: onRequestHookHandler = (request, reply, done) => {
    const entered = this.#enter(request, reply);
    // Only the parser is waited for, which may find that what follows the head is no HTTP: nothing is answered before.
    (entered ?? PARSED).then((answered) => (answered ? undefined : done()), done);
  };

  /**
   * Lets a socket or a stream be opened from the request's address, for as long as it is, or answers with 429. Those
   * that have not said who they are have a place as well: they cost as much.
   */
  async enterBySocket(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (!request.ws) void reply.header('x-request-id', randomUUID());
    try {
      const address = this.#addressOf(request);
      if (address === null) return;
      await this.#takeStranger(address);
      const giveBack = this.#parts.places.take(address);
      const carrier = request.ws ? request.raw.socket : reply.raw;
      carrier.once('close', giveBack);
      if (carrier.destroyed) giveBack();
    } catch (error) {
      if (error instanceof RateLimited) return refuse(reply, error);
      if (error instanceof TooManyConnections) return answerRefusal(reply, refusalError(error));
      throw error;
    }
  }

  /** Whoever opens a socket has not said yet who that is. @throws {RateLimited} */
  async #takeStranger(address: string): Promise<void> {
    const { rates } = this.#parts;
    if (rates) rates.judgeAddress(await rates.takeAddress(address), null);
  }

  /** Who asks. @throws {GraphQLError} the refusal of the request's credentials. */
  visitorOf(request: Visited): Pick<OperationContext, 'requestId' | 'caller' | 'address' | 'trace'> {
    const { requestId, address, known, trace } = this.#visitor(request);
    if ('caller' in known) return { requestId, caller: known.caller, address, ...(trace ? { trace } : {}) };
    const { message, extensions } = shownError(known.refusal, requestId);
    trace?.fail(`${extensions.code}`);
    throw new GraphQLError(message, { extensions: { ...extensions, http: { status: 200 } } });
  }

  /** Why a request was not let in, as it is told; null where it was. */
  refusalOf(request: Visited): GraphQLError | null {
    const { known, requestId } = this.#visitor(request);
    return 'caller' in known ? null : shownError(known.refusal, requestId);
  }

  #visitor(request: Visited): Visitor {
    const visitor = request[VISITOR];
    if (!visitor) throw new Error('A request came in beside the door.');
    return visitor;
  }

  /** In whose turn a request has done what takes long. */
  turnOf(request: Visited): Turn {
    const known = request[VISITOR]?.known;
    const tenantId = known && 'caller' in known ? known.caller.tenant?.id : undefined;
    return { tenantId: tenantId ?? '', isAdmitted: false };
  }

  /** Null for who is let in at once; later the reply where the request is answered here. */
  #enter(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> | null {
    const refused = (error: unknown): FastifyReply => {
      if (error instanceof RateLimited) return refuse(reply, error);
      throw error;
    };
    try {
      const entered = this.#count(request, reply);
      return entered instanceof Promise ? entered.then(nothing, refused) : null;
    } catch (error) {
      return Promise.reject(error).catch(refused);
    }
  }

  /** @throws {RateLimited} */
  #count(request: FastifyRequest, reply: FastifyReply): Soon<unknown> {
    const { tracing, rates } = this.#parts;
    const trace = tracing && requestSpan(tracing, request, reply);
    const address = this.#addressOf(request);
    const counting = rates && address !== null ? rates.takeAddress(address) : null;
    return soon<Counted | null, unknown>(counting, (counted) => {
      const requestId = randomUUID();
      void reply.header('x-request-id', requestId);
      return soon(this.#known(request, requestId), (known) => {
        const caller = this.#remember(request, { requestId, address, known, trace });
        if (!rates || !counted) return null;
        rates.judgeAddress(counted, caller);
        if (!caller || address === null) return null;
        return soon(rates.takeCaller({ caller, address }), (state) => tell(reply, state));
      });
    });
  }

  /** The caller, where it is to be let in. */
  #remember(request: Visited, visitor: Visitor): Caller | null {
    const { known, trace, requestId } = visitor;
    request[VISITOR] = visitor;
    if (!('caller' in known)) return null;
    if (trace) noteCaller(trace, known.caller, requestId);
    return known.caller;
  }

  #addressOf({ raw, headers }: FastifyRequest): string | null {
    return this.#parts.addresses.of(raw.socket.remoteAddress, headers['x-forwarded-for']);
  }

  /** Who asks: at once where everything about them is remembered. */
  #known({ headers }: FastifyRequest, requestId: string): Soon<Visitor['known']> {
    const { callers } = this.#parts;
    const credentials = credentialsOf(headers, headers.authorization);
    try {
      const caller = callers.known(credentials, requestId);
      return caller ? { caller } : this.#identify(credentials, requestId);
    } catch (refusal) {
      return this.#refused(refusal, requestId);
    }
  }

  async #identify(credentials: Credentials, requestId: string): Promise<Visitor['known']> {
    try {
      return { caller: await this.#parts.callers.identify(credentials, requestId) };
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

function nothing(): undefined {
  return undefined;
}

function tell(reply: FastifyReply, state: RateState): void {
  eachRateHeader(state, false, (name, value) => void reply.header(name, value));
}

/** Tells that somebody has asked too much, and when to come again; it may be refused before it has a name. */
export function refuse(reply: FastifyReply, refusal: RateLimited): FastifyReply {
  if (!reply.hasHeader('x-request-id')) void reply.header('x-request-id', randomUUID());
  for (const [name, value] of refusal.headers()) void reply.header(name, value);
  return answerRefusal(reply, refusalError(refusal));
}
