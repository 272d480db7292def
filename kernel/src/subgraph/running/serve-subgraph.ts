import type { Readable } from 'node:stream';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError, parse } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Caller } from '../../caller/caller.ts';
import { PassportRefused, type PassportVerifier } from '../../caller/passport.ts';
import {
  PASSPORT_HEADER,
  READY_PATH,
  REQUEST_ID_HEADER,
  type SubgraphAnswer,
  type SubgraphCall,
  type SubgraphClient,
  type SubgraphEvents,
  TRACE_HEADER,
} from '../../caller/subgraph-call.ts';
import { bodyOf, letRestGo } from '../../caller/upload-body.ts';
import { finishRequests } from '../../config/finish-requests.ts';

const BODY_BYTES_MAX = 10_000_000;
const SERVER_OPTIONS = {
  bodyLimit: BODY_BYTES_MAX,
  // What is under way is answered first: see `finishRequests`.
  forceCloseConnections: 'idle',
  return503OnClosing: false,
} as const;

/** Where a subgraph listens, and whose passports it takes. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly passports: PassportVerifier;
  readonly logger: Logger;
}

/** A subgraph that listens. */
export interface ServedSubgraph {
  readonly url: string;
  close(): Promise<void>;
}

const liveSchema = z.object({ after: z.string().optional() }).optional();

const parametersSchema = z.record(z.string(), z.string());

const callSchema = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z
    .object({
      cookies: z.record(z.string(), z.string()).optional(),
      passport: z.string().optional(),
      requestId: z.string().optional(),
      trace: z.string().optional(),
      live: liveSchema,
    })
    .nullish(),
});

function callOf(body: z.infer<typeof callSchema>, caller: Caller): SubgraphCall {
  return {
    query: body.query,
    operationName: body.operationName ?? undefined,
    variables: body.variables ?? undefined,
    cookies: body.extensions?.cookies,
    live: body.extensions?.live,
    caller,
  };
}

function wireOf({ data, errors, setCookies, live }: SubgraphAnswer) {
  const extensions = { ...(setCookies ? { setCookies } : {}), ...(live ? { live } : {}) };
  return { data, errors, ...(Object.keys(extensions).length > 0 ? { extensions } : {}) };
}

/** As a live subscription crosses the wire: before its events it says that it is open, and where it begins. */
function* openingOf({ opening = { place: null, isShareable: false } }: SubgraphEvents) {
  yield { extensions: { opening } };
}

function wiredEvents(answer: SubgraphEvents | SubgraphAnswer, isLive: boolean) {
  if (!(Symbol.asyncIterator in answer)) return wireOf(answer);
  const source = answer[Symbol.asyncIterator]();
  const first = isLive ? openingOf(answer) : null;
  const events = {
    next: async () => {
      const opening = first?.next();
      if (opening && !opening.done) return { done: false, value: opening.value };
      const { done, value } = await source.next();
      return done ? { done, value: undefined } : { done: false, value: wireOf(value) };
    },
    return: async () => {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => events,
  };
  return events;
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.status(status).send({ errors: [{ message, extensions: { code } }] });
}

/** Who asks; null for whom the gateway has not signed. */
function callerOf({ headers }: FastifyRequest, passports: PassportVerifier): Promise<Caller | null> {
  const passport = headers[PASSPORT_HEADER];
  const token = typeof passport === 'string' ? passport : '';
  return passports.verify(token, headers[REQUEST_ID_HEADER]).catch(() => null);
}

function answerHttp(subgraph: SubgraphClient, passports: PassportVerifier) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = await callerOf(request, passports);
    if (!caller) return refuse(reply, 401, 'PASSPORT_REFUSED', new PassportRefused().message);
    const body = callSchema.safeParse(request.body);
    if (!body.success) return refuse(reply, 400, 'INVALID', 'The body is not a GraphQL request.');
    const trace = request.headers[TRACE_HEADER];
    const call = callOf(body.data, caller);
    return wireOf(await subgraph.execute(typeof trace === 'string' ? { ...call, trace } : call));
  };
}

/** The file stays a stream, so that nothing of it is held here. */
function takeFiles(app: FastifyInstance, subgraph: SubgraphClient, passports: PassportVerifier): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, body, done) => done(null, body));
  app.post<{ Params: { name: string }; Body: Readable }>('/uploads/:name', async (request, reply) => {
    const caller = await callerOf(request, passports);
    if (!caller || !subgraph.upload)
      return refuse(reply, 401, 'PASSPORT_REFUSED', new PassportRefused().message);
    const { params, query, body, headers } = request;
    const parameters = parametersSchema.parse(query);
    const trace = headers[TRACE_HEADER];
    const upload = { name: params.name, parameters, body: bodyOf(body), caller };
    const answer = await subgraph.upload(typeof trace === 'string' ? { ...upload, trace } : upload);
    letRestGo(body);
    return wireOf(answer);
  });
}

function answerSocket(subgraph: SubgraphClient, passports: PassportVerifier) {
  return makeHandler({
    onSubscribe: async (_context, _id, payload) => {
      const body = callSchema.parse(payload);
      const { passport = '', requestId } = body.extensions ?? {};
      const caller = await passports.verify(passport, requestId).catch(() => null);
      if (!caller)
        return [
          new GraphQLError(new PassportRefused().message, { extensions: { code: 'PASSPORT_REFUSED' } }),
        ];
      return {
        schema: undefined as never,
        document: parse(body.query),
        contextValue: { ...callOf(body, caller), trace: body.extensions?.trace },
      };
    },
    // The subgraph parses, validates and executes by itself; the socket only carries.
    execute: ({ contextValue }) => subgraph.execute(contextValue as SubgraphCall) as never,
    subscribe: async ({ contextValue }) => {
      const call = contextValue as SubgraphCall;
      return wiredEvents(await subgraph.subscribe(call), call.live !== undefined) as never;
    },
    // As the subgraph wrote it: graphql-ws would ask each error for its `toJSON`, and errors on the wire have none.
    onNext: (_context, _id, _payload, _args, result) => result as never,
  });
}

/** Its process answers by itself on `/healthz`; here it says whether it can answer anything else. */
function answerReady(subgraph: SubgraphClient) {
  return async (_request: FastifyRequest, reply: FastifyReply) => {
    if ((await subgraph.isReady?.()) ?? true) return { status: 'ready' };
    return reply.status(503).send({ status: 'not ready' });
  };
}

/**
 * Serves a subgraph over HTTP and WebSocket to the gateway alone: everything without a passport is refused, but for
 * whether it is there and ready.
 */
export async function serveSubgraph(
  subgraph: SubgraphClient,
  options: ServeOptions,
): Promise<ServedSubgraph> {
  const app: FastifyInstance = Fastify(SERVER_OPTIONS);
  app.addHook('preClose', finishRequests(app.server));
  await app.register(websocket, { options: { maxPayload: BODY_BYTES_MAX } });
  app.get('/healthz', () => ({ status: 'ok' }));
  app.route({ method: ['GET', 'POST'], url: READY_PATH, handler: answerReady(subgraph) });
  app.route({
    method: 'POST',
    url: '/graphql',
    handler: answerHttp(subgraph, options.passports),
  });
  await app.register((scope, _options, done) => {
    takeFiles(scope, subgraph, options.passports);
    done();
  });
  app.route({
    method: 'GET',
    url: '/graphql',
    handler: (_request, reply) => refuse(reply, 401, 'PASSPORT_REFUSED', new PassportRefused().message),
    wsHandler: answerSocket(subgraph, options.passports),
  });
  const url = await app.listen({ host: options.host, port: options.port });
  return { url, close: () => app.close() };
}
