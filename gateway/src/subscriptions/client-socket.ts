import { randomUUID } from 'node:crypto';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import type { Clock } from '@freehold/kernel/values/clock';
import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { type Callers, type Credentials, endsAccess } from '../authentication/callers.ts';
import { concerns, type RightsChange, type RightsChanges } from '../feeds/rights-changes.ts';
import { shownError } from '../refusals/refusal-error.ts';
import type { SubscriptionPlan } from '../supergraph/operation-context.ts';
import { LiveSubscription } from './live-subscription.ts';
import type { OperationRequest, Operations } from './operations.ts';

/** Timers of Node hold no more, some 24 days; no socket lives longer. */
const TIMER_MS_MAX = 2_147_483_647;

/** What every socket shares. */
export interface SocketParts {
  readonly callers: Callers;
  readonly changes: RightsChanges;
  readonly operations: Operations;
  readonly subgraphs: readonly SubgraphClient[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The two ways in which a socket is closed from inside. */
export interface SocketDoor {
  /** The session, the token or the tenant's access has ended. */
  endAccess(): void;
  /** It cannot be told whether it has: the client is to come back and be checked again. */
  comeBack(): void;
}

type Events = LiveSubscription | ExecutionResult;

function isPlan(planned: SubscriptionPlan | ExecutionResult): planned is SubscriptionPlan {
  return 'primary' in planned;
}

/** One client's socket: who it is at present, what it listens to, and its end when its access ends. */
export class ClientSocket {
  readonly #parts: SocketParts;
  readonly #credentials: Credentials;
  readonly #subscriptions = new Set<LiveSubscription>();
  readonly #door: SocketDoor;
  #unlisten: () => void = () => undefined;
  #expiry: NodeJS.Timeout | undefined;

  constructor(parts: SocketParts, credentials: Credentials, door: SocketDoor) {
    this.#parts = parts;
    this.#credentials = credentials;
    this.#door = door;
  }

  /** Lets the client in, and begins to watch its rights. @throws the refusal of its credentials. */
  async open(): Promise<void> {
    const { callers, changes, clock } = this.#parts;
    const caller = await this.#identify(randomUUID());
    const holder = { tenantId: caller.tenant?.id ?? null, sessionId: caller.member?.sessionId ?? null };
    this.#unlisten = changes.listen((change) => this.#onChange(change, holder));
    const expiry = await callers.expiryOf(this.#credentials);
    if (expiry === null) return;
    const remainingMs = Math.min(expiry - clock.now().getTime(), TIMER_MS_MAX);
    this.#expiry = setTimeout(() => this.#door.endAccess(), remainingMs);
  }

  /** Forgets the client. */
  close(): void {
    this.#unlisten();
    clearTimeout(this.#expiry);
  }

  /** Answers a query or a mutation. */
  async execute(request: OperationRequest): Promise<ExecutionResult> {
    const requestId = randomUUID();
    try {
      const caller = await this.#identify(requestId);
      return await this.#parts.operations.execute(request, { requestId, caller });
    } catch (error) {
      return this.#refusal(error, requestId);
    }
  }

  /** The events of a subscription, or the one result that refuses it. */
  async subscribe(request: OperationRequest): Promise<Events> {
    const requestId = randomUUID();
    try {
      const caller = await this.#identify(requestId);
      const planned = await this.#parts.operations.plan(request, { requestId, caller });
      return isPlan(planned) ? await this.#follow(request, planned, requestId) : planned;
    } catch (error) {
      return this.#refusal(error, requestId);
    }
  }

  async #follow(request: OperationRequest, plan: SubscriptionPlan, requestId: string): Promise<Events> {
    const { operations } = this.#parts;
    const subscription = new LiveSubscription({
      identify: () => this.#identify(requestId),
      subscribe: (caller) => this.#subscribeUpstream(request, plan, caller),
      complete: (answer, caller) =>
        operations.execute(request, { requestId, caller }, { kind: 'event', answer }),
      refuse: (thrown) => this.#refusal(thrown, requestId),
      onEnd: () => this.#subscriptions.delete(subscription),
    });
    this.#subscriptions.add(subscription);
    return (await subscription.start()) ?? subscription;
  }

  async #subscribeUpstream({ variables }: OperationRequest, { primary }: SubscriptionPlan, caller: Caller) {
    const client = this.#parts.subgraphs.find(({ name }) => name === primary.serviceName);
    const given = Object.entries(variables ?? {}).filter(([name]) => primary.variableUsages?.includes(name));
    const call = {
      query: primary.operation,
      operationName: primary.operationName,
      variables: Object.fromEntries(given),
      caller,
    };
    const events = await client?.subscribe(call).catch((error: unknown) => {
      const { requestId } = caller;
      this.#parts.logger.error(
        { err: error, requestId, subgraph: client.name },
        'A subgraph did not answer.',
      );
    });
    if (!events) throw new Unavailable('This part cannot be answered at the moment. Try again soon.');
    return events;
  }

  /** The result that says what was thrown; what is no refusal is logged. */
  #refusal(thrown: unknown, requestId: string): ExecutionResult {
    if (!(thrown instanceof DomainError))
      this.#parts.logger.error({ err: thrown, requestId }, 'An operation of a socket failed.');
    return { errors: [shownError(thrown, requestId)] };
  }

  #identify(requestId: string): Promise<Caller> {
    return this.#parts.callers.identify(this.#credentials, requestId);
  }

  #onChange(change: RightsChange, holder: { tenantId: string | null; sessionId: string | null }): void {
    if (!concerns(change, holder)) return;
    this.#recheck().catch((error: unknown) =>
      endsAccess(error) ? this.#door.endAccess() : this.#door.comeBack(),
    );
  }

  async #recheck(): Promise<void> {
    await this.#identify(randomUUID());
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.refresh()));
  }
}
