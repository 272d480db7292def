import type { FetchNode } from '@apollo/query-planner';
import type { Caller } from '@freehold/kernel/caller/caller';
import type { CookieChange, SubgraphAnswer } from '@freehold/kernel/caller/subgraph-call';
import type { Span } from '@freehold/kernel/tracing/tracer';
import type { DocumentNode } from 'graphql';

/** What travels with one operation from the door to the subgraphs. */
export interface OperationContext {
  readonly requestId: string;
  readonly caller: Caller;
  /** From where it is asked, as it is counted; null for what is not counted. */
  readonly address?: string | null;
  /** The browser's cookies that a subgraph may see; none over sockets. */
  readonly cookies: Readonly<Record<string, string>>;
  /** Cookies that the answer changes. */
  readonly cookieChanges: CookieChange[];
  /** Set where the answer goes out as JSON and nobody reads its data before. */
  readonly writes?: true;
  /** The span of the request, where it is traced. */
  readonly trace?: Span;
  /** Set where the operation is part of a subscription. */
  readonly live?: LiveStep;
}

/** The context of Apollo Server, as a box: its parts lose the type of what is in it. */
export interface ServerContext {
  readonly operation: OperationContext;
}

/** How a subscription is served. */
export interface SubscriptionPlan {
  /** What the owning subgraph is subscribed to. */
  readonly primary: FetchNode;
  /** The same for all who ask by the same text. */
  readonly document: DocumentNode;
  /** Of the supergraph that it was planned with. */
  readonly generation: number;
}

/** The two steps of a subscription: it is planned once, then each event is completed by the plan. */
export type LiveStep =
  | {
      readonly kind: 'plan';
      /** Whether it is planned again under another supergraph: it was admitted before. */
      readonly isAdmitted: boolean;
      onPlanned(plan: SubscriptionPlan): void;
    }
  | {
      readonly kind: 'event';
      readonly answer: SubgraphAnswer;
      /** Called when a part of the answer is only for the member who asks. */
      onPersonal?(): void;
    };

/** Whether a step belongs to a subscription that has been counted and admitted before. */
export function wasAdmitted(step: LiveStep | undefined): boolean {
  return step?.kind === 'event' || (step?.kind === 'plan' && step.isAdmitted);
}
