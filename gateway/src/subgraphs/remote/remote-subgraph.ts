import { Readable } from 'node:stream';
import type { PassportIssuer } from '@freehold/kernel/caller/passport';
import {
  PASSPORT_HEADER,
  READY_PATH,
  REQUEST_ID_HEADER,
  type SubgraphAnswer,
  type SubgraphCall,
  type SubgraphClient,
  type SubgraphEvents,
  type SubgraphUpload,
  TRACE_HEADER,
} from '@freehold/kernel/caller/subgraph-call';
import type { SubscribePayload } from 'graphql-ws';
import { Pool } from 'undici';
import type { SubgraphRequest } from '../../execution/plan/plan-run.ts';
import { requestHead } from '../../execution/plan/request-template.ts';
import { readText } from '../read-answer.ts';
import { type JsonPost, type JsonReply, postJson } from './json-post.ts';
import { PlainPool } from './plain-pool.ts';
import { SubgraphSocket } from './subgraph-socket.ts';
import { answerOf } from './wire.ts';

const ANSWER_MS_MAX = 5_000;
const CONNECTIONS_MAX = 64;
const ANSWER_BYTES_MAX = 10_000_000;
/** Files that are on their way to one subgraph at a time. */
const UPLOADS_MAX = 8;
const UPLOAD_ANSWER_MS_MAX = 30_000;
const PATH = '/graphql';

/** Where a subgraph listens, and who signs what is asked of it. */
export interface RemoteSubgraphOptions {
  readonly name: string;
  /** Its origin, such as `http://127.0.0.1:4101`. */
  readonly url: string;
  readonly passports: PassportIssuer;
}

/** How questions get to a subgraph. */
interface JsonTransport {
  post(question: JsonPost): Promise<JsonReply>;
  close(): Promise<void>;
}

/** Within a private network requests are written by hand; with TLS they go by undici. */
function transportTo(url: URL): JsonTransport {
  if (url.protocol === 'http:')
    return new PlainPool({ origin: url, connectionsMax: CONNECTIONS_MAX, bytesMax: ANSWER_BYTES_MAX });
  const pool = new Pool(url.origin, {
    connections: CONNECTIONS_MAX,
    connectTimeout: ANSWER_MS_MAX,
    maxResponseSize: ANSWER_BYTES_MAX,
  });
  return { post: (question) => postJson(pool, question), close: () => pool.destroy() };
}

function payloadOf({ query, operationName, variables }: SubgraphCall, extensions: Record<string, unknown>) {
  return {
    query,
    ...(operationName ? { operationName } : {}),
    ...(variables ? { variables: { ...variables } } : {}),
    extensions,
  } satisfies SubscribePayload;
}

/** A call of which something is JSON already, so that it is not written twice. */
type RenderedCall = SubgraphCall & Partial<Pick<SubgraphRequest, 'head' | 'variablesText' | 'read'>>;

function bodyOf(call: RenderedCall): string {
  const { cookies, live } = call;
  const head = call.head ?? requestHead(call.query, call.operationName);
  const variables = call.variablesText ?? JSON.stringify(call.variables ?? {});
  const extensions = cookies || live ? `,"extensions":${JSON.stringify({ cookies, live })}` : '';
  return `${head}${variables}${extensions}}`;
}

class RemoteSubgraph implements SubgraphClient {
  readonly name: string;
  readonly #passports: PassportIssuer;
  readonly #transport: JsonTransport;
  readonly #socket: SubgraphSocket;
  /** Files have connections of their own, so that no question waits behind one. */
  readonly #files: Pool;

  constructor({ name, url, passports }: RemoteSubgraphOptions) {
    this.name = name;
    this.#passports = passports;
    this.#transport = transportTo(new URL(url));
    this.#files = new Pool(new URL(url).origin, {
      connections: UPLOADS_MAX,
      connectTimeout: ANSWER_MS_MAX,
      headersTimeout: UPLOAD_ANSWER_MS_MAX,
      maxResponseSize: ANSWER_BYTES_MAX,
    });
    const socketUrl = new URL(PATH, url);
    socketUrl.protocol = socketUrl.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#socket = new SubgraphSocket(socketUrl.href);
  }

  async execute(call: RenderedCall): Promise<SubgraphAnswer> {
    const { statusCode, text } = await this.#transport.post({
      path: PATH,
      headers: {
        'content-type': 'application/json',
        [PASSPORT_HEADER]: await this.#passports.issue(call.caller),
        ...(call.trace ? { [TRACE_HEADER]: call.trace } : {}),
        [REQUEST_ID_HEADER]: call.caller.requestId,
      },
      body: bodyOf(call),
      deadlineMs: ANSWER_MS_MAX,
    });
    if (statusCode !== 200) throw new Error(`The subgraph ${this.name} answered with status ${statusCode}.`);
    return readText(text, call.read) ?? answerOf(JSON.parse(text));
  }

  /** The file passes through as it comes. */
  async upload({ name, parameters, body, caller, trace }: SubgraphUpload): Promise<SubgraphAnswer> {
    const { statusCode, body: answer } = await this.#files.request({
      method: 'POST',
      path: `/uploads/${encodeURIComponent(name)}`,
      query: { ...parameters },
      headers: {
        'content-type': 'application/octet-stream',
        [PASSPORT_HEADER]: await this.#passports.issue(caller),
        ...(trace ? { [TRACE_HEADER]: trace } : {}),
        [REQUEST_ID_HEADER]: caller.requestId,
      },
      body: Readable.from(body, { objectMode: false }),
    });
    const text = await answer.text();
    if (statusCode !== 200) throw new Error(`The subgraph ${this.name} answered with status ${statusCode}.`);
    return answerOf(JSON.parse(text));
  }

  async subscribe(call: SubgraphCall): Promise<SubgraphEvents | SubgraphAnswer> {
    const passport = await this.#passports.issue(call.caller);
    const { live, caller, trace } = call;
    const identity = { passport, requestId: caller.requestId, ...(trace ? { trace } : {}) };
    if (!live) return this.#socket.subscribe(payloadOf(call, identity));
    const stream = await this.#socket.subscribe(payloadOf(call, { ...identity, live }), true);
    return stream.opening ? stream : this.#refusalOf(stream);
  }

  /** What is said in the place of an opening. */
  async #refusalOf(stream: AsyncIterator<SubgraphAnswer, undefined>): Promise<SubgraphAnswer> {
    const first = await stream.next();
    await stream.return?.();
    if (first.done)
      throw new Error(`The subgraph ${this.name} neither opened a subscription nor refused it.`);
    return first.value;
  }

  async isReady(): Promise<boolean> {
    const headers = { 'content-type': 'application/json' };
    const { statusCode } = await this.#transport.post({
      ...{ path: READY_PATH, headers, body: '{}' },
      deadlineMs: ANSWER_MS_MAX,
    });
    return statusCode === 200;
  }

  async close(): Promise<void> {
    await Promise.all([this.#socket.close(), this.#transport.close(), this.#files.destroy()]);
  }
}

/**
 * A subgraph in another process: operations over kept HTTP connections, subscriptions over one WebSocket,
 * each with a passport of its own. What is not answered within 5 seconds throws.
 */
export function remoteSubgraph(options: RemoteSubgraphOptions): SubgraphClient {
  return new RemoteSubgraph(options);
}
