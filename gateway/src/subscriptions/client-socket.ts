import { randomUUID } from 'node:crypto';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import type { Clock } from '@freehold/kernel/values/clock';
import type { ExecutionResult } from 'graphql';
import type { Callers, Credentials } from '../authentication/callers.ts';
import { concerns, type RightsChange, type RightsChanges } from '../feeds/rights-changes.ts';
import { shownError } from '../refusals/refusal-error.ts';
import type { SubscriptionPlan } from '../supergraph/subscription-planner.ts';
import { LiveSubscription } from './live-subscription.ts';
import type { OperationRequest, Operations } from './operations.ts';

/** Timers of Node hold no more; a token that lives longer is checked again then. */
const TIMER_MS_MAX = 2_147_483_647;

/** What every socket shares. */
export interface SocketParts {
  readonly callers: Callers;
  readonly changes: RightsChanges;
  readonly operations: Operations;
  readonly subgraphs: readonly SubgraphClient[];
  readonly clock: Clock;
}

type Events = LiveSubscription | ExecutionResult;

function isPlan(planned: SubscriptionPlan | ExecutionResult): planned is SubscriptionPlan {
  return 'perEvent' in planned;
}

/** One client's socket: who it is at present, what it listens to, and its end when its access ends. */
export class ClientSocket {
  readonly #parts: SocketParts;
  readonly #credentials: Credentials;
  readonly #subscriptions = new Set<LiveSubscription>();
  readonly #endAccess: () => void;
  #unlisten: () => void = () => undefined;
  #expiry: NodeJS.Timeout | undefined;

  /** `endAccess` is called once the session, the token or the tenant's access has ended. */
  constructor(parts: SocketParts, credentials: Credentials, endAccess: () => void) {
    this.#parts = parts;
    this.#credentials = credentials;
    this.#endAccess = endAccess;
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
    this.#expiry = setTimeout(this.#endAccess, remainingMs);
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
      return { errors: [shownError(error, requestId)] };
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
      return { errors: [shownError(error, requestId)] };
    }
  }

  async #follow(request: OperationRequest, plan: SubscriptionPlan, requestId: string): Promise<Events> {
    const { operations } = this.#parts;
    const subscription = new LiveSubscription({
      identify: () => this.#identify(requestId),
      subscribe: (caller) => this.#subscribeUpstream(request, plan, caller),
      complete: (answer, caller) =>
        operations.execute(request, { requestId, caller }, { kind: 'event', plan, answer }),
      refuse: (thrown) => ({ errors: [shownError(thrown, requestId)] }),
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
    const events = await client?.subscribe(call).catch(() => undefined);
    if (!events) throw new Unavailable('This part cannot be answered at the moment. Try again soon.');
    return events;
  }

  #identify(requestId: string): Promise<Caller> {
    return this.#parts.callers.identify(this.#credentials, requestId);
  }

  #onChange(change: RightsChange, holder: { tenantId: string | null; sessionId: string | null }): void {
    if (!concerns(change, holder)) return;
    // Whatever cannot be checked now is closed: the client comes back and is checked again.
    this.#recheck().catch(this.#endAccess);
  }

  async #recheck(): Promise<void> {
    await this.#identify(randomUUID());
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.refresh()));
  }
}
