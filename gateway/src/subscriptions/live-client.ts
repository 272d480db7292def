import { randomUUID } from 'node:crypto';
import type { Caller } from '@freehold/kernel/caller/caller';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import { Unauthenticated } from '@freehold/kernel/errors/refusals';
import type { Span, Tracer } from '@freehold/kernel/tracing/tracer';
import type { Clock } from '@freehold/kernel/values/clock';
import type { FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { type Callers, type Credentials, endsAccess } from '../authentication/callers.ts';
import { concerns, type RightsChange, type RightsChanges } from '../feeds/rights-changes.ts';
import { shownError } from '../refusals/refusal-error.ts';
import type { SubscriptionPlan } from '../supergraph/operation-context.ts';
import { type Carrier, recordedOperation } from '../tracing/live-spans.ts';
import { noteCaller } from '../tracing/request-span.ts';
import { Mailbox } from './delivery/mailbox.ts';
import type { LivePlaces } from './live-places.ts';
import type { Asker, OperationRequest, Operations } from './operations.ts';
import type { Rechecks } from './rechecks.ts';
import { bondOf, placeOf } from './sharing/cursor.ts';
import type { Lanes } from './sharing/lanes.ts';
import { PlanUnknown, RightsHolder } from './sharing/rights-holder.ts';
import type { Standing } from './sharing/standing.ts';
import { type Listener, Subscriber } from './sharing/subscriber.ts';
import { topicOf } from './sharing/topic.ts';

/** Timers of Node hold no more, some 24 days; no connection lives longer. */
const TIMER_MS_MAX = 2_147_483_647;

/** What all clients share. */
export interface LiveParts {
  readonly callers: Callers;
  readonly changes: RightsChanges;
  readonly operations: Operations;
  readonly lanes: Lanes;
  readonly places: LivePlaces;
  readonly rechecks: Rechecks;
  /** Whether we are told at once when rights change. */
  readonly isTold: () => boolean;
  /** From where a client asks, as it is counted; null for what is not counted. */
  readonly addressOf: (request: Pick<FastifyRequest, 'raw' | 'headers'>) => string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where operations and events are traced to; null where nothing is. */
  readonly tracer: Tracer | null;
}

/** Who opens a connection. */
export interface Opener {
  readonly credentials: Credentials;
  /** From where, as it is counted; null for what is not counted. */
  readonly address: string | null;
  readonly carrier: Carrier;
}

/** The two ways in which a connection is closed from inside. */
export interface LiveDoor {
  /** The session, the token or the tenant's access has ended; which one is said by the refusal. */
  endAccess(refusal: DomainError): void;
  /** It cannot be told whether it has: the client is to come back and be checked again. */
  comeBack(): void;
}

/** A subscription, from a client's own words. */
export interface LiveRequest extends OperationRequest {
  /** The cursor of the last event that the client has heard; null for a new subscription. */
  readonly resumeFrom: string | null;
}

/** Who listens, in whose name, and the span in which it begins. */
interface Listening {
  readonly standing: Standing;
  readonly listener: Listener;
  readonly trace: Span | null;
}

function isPlan(planned: SubscriptionPlan | ExecutionResult): planned is SubscriptionPlan {
  return 'primary' in planned;
}

/** One client's connection, whatever carries it: who it is at present, what it listens to, and its end. */
export class LiveClient {
  readonly #parts: LiveParts;
  readonly #credentials: Credentials;
  readonly #address: string | null;
  readonly #carrier: Carrier;
  readonly #door: LiveDoor;
  readonly #holder: RightsHolder;
  readonly #subscribers = new Set<Subscriber>();
  readonly #mailbox = new Mailbox<Subscriber>();
  #unlisten: () => void = () => undefined;
  #givePlaceBack: () => void = () => undefined;
  #expiry: NodeJS.Timeout | undefined;
  #endRechecks: () => void = () => undefined;

  constructor(parts: LiveParts, { credentials, address, carrier }: Opener, door: LiveDoor) {
    this.#parts = parts;
    this.#credentials = credentials;
    this.#address = address;
    this.#carrier = carrier;
    this.#door = door;
    this.#holder = new RightsHolder({
      identify: () => this.#identify(randomUUID()),
      isTold: parts.isTold,
    });
  }

  /**
   * Lets the client in, and begins to watch its rights.
   * @throws the refusal of its credentials. @throws {TooManyConnections}
   */
  async open(): Promise<void> {
    const { callers, changes, clock, places, rechecks } = this.#parts;
    const { caller } = await this.#holder.check();
    this.#givePlaceBack = places.take(caller);
    const holder = { tenantId: caller.tenant?.id ?? null, sessionId: caller.member?.sessionId ?? null };
    this.#unlisten = changes.listen((change) => this.#onChange(change, holder));
    this.#endRechecks = rechecks.watch(() => this.#recheck());
    const expiry = await callers.expiryOf(this.#credentials);
    if (expiry === null) return;
    const remainingMs = Math.min(expiry - clock.now().getTime(), TIMER_MS_MAX);
    const end = () => this.#door.endAccess(new Unauthenticated('Your access has ended.'));
    this.#expiry = setTimeout(end, remainingMs);
  }

  /** Forgets the client. */
  close(): void {
    this.#unlisten();
    this.#givePlaceBack();
    clearTimeout(this.#expiry);
    this.#endRechecks();
    for (const subscriber of this.#subscribers) subscriber.leave();
    this.#subscribers.clear();
  }

  /** Answers a query or a mutation, or what was found to be neither. */
  execute(request: OperationRequest | DomainError): Promise<ExecutionResult> {
    const { tracer, operations } = this.#parts;
    const requestId = randomUUID();
    return recordedOperation(tracer, this.#carrier, async (trace) => {
      try {
        const caller = await this.#identify(requestId);
        const asker = this.#asker(caller, requestId, trace);
        if (request instanceof DomainError) return await operations.refuse(request, asker);
        return await operations.execute(request, asker);
      } catch (error) {
        return this.#refusal(error, requestId);
      }
    });
  }

  /** Lets a listener hear a subscription; how it leaves, or the one result that refuses it. */
  subscribe(request: LiveRequest, listener: Listener): Promise<(() => void) | ExecutionResult> {
    const { tracer, operations } = this.#parts;
    const requestId = randomUUID();
    return recordedOperation(tracer, this.#carrier, async (trace) => {
      try {
        const standing = await this.#holder.check();
        const asker = this.#asker({ ...standing.caller, requestId }, requestId, trace);
        const planned = await operations.plan(request, asker);
        return isPlan(planned)
          ? await this.#listen(request, planned, { standing, listener, trace })
          : planned;
      } catch (error) {
        return this.#refusal(error, requestId);
      }
    });
  }

  #asker(caller: Caller, requestId: string, trace: Span | null): Asker {
    if (trace) noteCaller(trace, caller, requestId);
    return { requestId, caller, address: this.#address, ...(trace ? { trace } : {}) };
  }

  async #listen(
    request: LiveRequest,
    plan: SubscriptionPlan,
    { standing, listener, trace }: Listening,
  ): Promise<(() => void) | ExecutionResult> {
    const { lanes, clock } = this.#parts;
    const { query, operationName, variables, resumeFrom } = request;
    const topic = topicOf({ query, operationName, variables }, plan, trace?.traceparent);
    const bond = bondOf(topic, standing.caller.tenant?.id);
    const floor = resumeFrom === null ? null : placeOf(resumeFrom, bond, clock.now().getTime());
    const subscriber = new Subscriber({
      topic,
      holder: this.#holder,
      mailbox: this.#mailbox,
      listener,
      floor,
    });
    for (const other of this.#subscribers) if (other.isEnded) this.#subscribers.delete(other);
    this.#subscribers.add(subscriber);
    const leave = () => {
      this.#subscribers.delete(subscriber);
      subscriber.leave();
    };
    const refusal = await lanes.join(subscriber, standing);
    if (refusal) leave();
    return refusal ?? leave;
  }

  /** The result that says what was thrown; what is no refusal is logged. */
  #refusal(thrown: unknown, requestId: string): ExecutionResult {
    if (!(thrown instanceof DomainError))
      this.#parts.logger.error({ err: thrown, requestId }, 'An operation of a live connection failed.');
    return { errors: [shownError(thrown, requestId)] };
  }

  #identify(requestId: string): Promise<Caller> {
    return this.#parts.callers.identify(this.#credentials, requestId);
  }

  #onChange(change: RightsChange, holder: { tenantId: string | null; sessionId: string | null }): void {
    if (!concerns(change, holder)) return;
    this.#holder.doubt();
    this.#recheck();
  }

  #recheck(): void {
    this.#followRights().catch((error: unknown) => {
      if (endsAccess(error)) this.#door.endAccess(error);
      // Each event asks for the plan again, until it can be told.
      else if (!(error instanceof PlanUnknown)) this.#door.comeBack();
    });
  }

  async #followRights(): Promise<void> {
    const standing = await this.#holder.check();
    for (const subscriber of this.#subscribers) this.#parts.lanes.move(subscriber, standing);
  }
}
