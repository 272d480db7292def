import type { GraphQLFormattedError } from 'graphql';
import type { Caller } from './caller.ts';

/** Where a subgraph in a process of its own says whether it is ready: 200 or 503. */
export const READY_PATH = '/readyz';

/** The header that carries the passport over HTTP. */
export const PASSPORT_HEADER = 'x-freehold-passport';

/** The header that carries the trace over HTTP. */
export const TRACE_HEADER = 'traceparent';
/** The header that names the request beside its passport: good for finding lines of the log, and for no right. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** That a call is part of a live subscription, whose answers are to say what they may be shared by and continued from. */
export interface LiveCall {
  /** Only what happened after this place, kept or still to come; without it, what comes from now on. */
  readonly after?: string | undefined;
}

/** What a subgraph says of an answer to a live call. */
export interface LiveMark {
  /** How far it has come in what happens. Of two places of one subgraph the later is the greater string. */
  readonly place: string | null;
  /**
   * True when nobody looked at who the member is: whoever has the same tenant, roles and plan gets the same answer.
   */
  readonly isShareable: boolean;
  /** Of an event that is traced: the trace that it began, in the form of W3C Trace Context. */
  readonly trace?: string | undefined;
}

/** What the gateway asks of a subgraph, in process or over HTTP. */
export interface SubgraphCall {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly caller: Caller;
  /** The browser's cookies that this subgraph may read. */
  readonly cookies?: Readonly<Record<string, string>> | undefined;
  /** Set for a live subscription and for what completes its events. */
  readonly live?: LiveCall | undefined;
  /** The trace that it is a part of, in the form of W3C Trace Context; none where nothing is traced. */
  readonly trace?: string | undefined;
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
  /** Of an answer to a live call. */
  readonly live?: LiveMark | undefined;
}

/** The events of a subscription, each answered. */
export interface SubgraphEvents extends AsyncIterable<SubgraphAnswer> {
  /** Of a live call: where the events begin, and whether the choice of them may be shared. */
  readonly opening?: LiveMark | undefined;
}

/** A file that is handed to a subgraph as it comes, in process or over HTTP. */
export interface SubgraphUpload {
  /** Which of the files that the subgraph takes. */
  readonly name: string;
  /** What is said beside it, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** May break off, by throwing. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly caller: Caller;
  /** The trace that it is a part of, in the form of W3C Trace Context; none where nothing is traced. */
  readonly trace?: string | undefined;
}

/** How much a subgraph has been asked, beside what the gateway asks for itself. */
export interface Crowd {
  /** Operations and events that it is at. */
  readonly underWay: number;
  /** Those that wait until it is at fewer. */
  readonly waiting: number;
}

/** A subgraph as the gateway sees it, wherever it runs. */
export interface SubgraphClient {
  readonly name: string;
  execute(call: SubgraphCall): Promise<SubgraphAnswer>;
  /** Events one by one, or one answer with errors when the subscription is refused. */
  subscribe(call: SubgraphCall): Promise<SubgraphEvents | SubgraphAnswer>;
  /** What became of a file is the data of the answer. Missing where no files are taken. */
  upload?(upload: SubgraphUpload): Promise<SubgraphAnswer>;
  /** Whether it and its database answer at present; where it cannot tell, any answer of it will do. */
  isReady?(): Promise<boolean>;
  /** How crowded it is; missing where that is told elsewhere. */
  crowd?(): Crowd;
  close(): Promise<void>;
}
