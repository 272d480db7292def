import type { GraphQLFormattedError } from 'graphql';
import type { Caller } from './caller.ts';

/** The header that carries the passport over HTTP. */
export const PASSPORT_HEADER = 'x-freehold-passport';

/** What the gateway asks of a subgraph, in process or over HTTP. */
export interface SubgraphCall {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly caller: Caller;
  /** The browser's cookies that this subgraph may read. */
  readonly cookies?: Readonly<Record<string, string>> | undefined;
}

/** A cookie that the browser is to keep, or with a null value to forget. */
export interface CookieChange {
  readonly name: string;
  readonly value: string | null;
  readonly maxAgeSeconds: number;
}

/** A subgraph's answer. */
export interface SubgraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly setCookies?: readonly CookieChange[] | undefined;
}

/** A subgraph as the gateway sees it, wherever it runs. */
export interface SubgraphClient {
  readonly name: string;
  execute(call: SubgraphCall): Promise<SubgraphAnswer>;
  /** Events one by one, or one answer with errors when the subscription is refused. */
  subscribe(call: SubgraphCall): Promise<AsyncIterable<SubgraphAnswer> | SubgraphAnswer>;
  close(): Promise<void>;
}
