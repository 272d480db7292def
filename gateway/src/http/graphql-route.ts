import { randomUUID } from 'node:crypto';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import websocket from '@fastify/websocket';
import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  preHandlerHookHandler,
  RouteHandlerMethod,
} from 'fastify';
import type { Logger } from 'pino';
import { readRefreshCookie } from '../cookies/refresh-cookie.ts';
import type { DocumentGate } from '../limits/document-gate.ts';
import type { GatewayMetrics } from '../metrics/gateway-metrics.ts';
import type { PersistedDocuments } from '../operations/persisted-documents.ts';
import type { Newcomers } from '../planning/newcomers.ts';
import type { RateLimited } from '../rates/rate-limited.ts';
import { answerRefusal, headRefusal, sendErrors } from '../refusals/answer-refusal.ts';
import { shownError } from '../refusals/refusal-error.ts';
import type { ShortcutStand } from '../shortcut/short-answer.ts';
import { Shortcut } from '../shortcut/shortcut.ts';
import type { Live } from '../subscriptions/live.ts';
import { isAllowedOrigin } from '../subscriptions/origin.ts';
import { WEBSOCKET_OPTIONS } from '../subscriptions/sockets/socket-server.ts';
import type { OperationContext, ServerContext } from '../supergraph/operation-context.ts';
import { objectOf, takeJsonOnly } from './json-body.ts';
import { findPersisted } from './persisted-query.ts';
import { refuseBadHandshakes } from './refused-handshake.ts';
import { type RequestDoor, refuse } from './request-door.ts';

const PATH = '/graphql';
const BODY_BYTES_MAX = 100_000;
const STREAM_RANGE = /^\s*(?:text\/event-stream|text\/\*|\*\/\*)\s*(?:;|$)/i;
const NO_WEIGHT = /;\s*q=0(?:\.0*)?\s*(?:;|$)/i;
const GRAPHQL_RESPONSE = 'application/graphql-response+json';
const STATUS_OK = 200;
const PAYLOAD_TOO_LARGE = 413;

/** What the route stands on. */
export interface GraphqlRouteParts {
  readonly server: ApolloServer<ServerContext>;
  /** The way past the server, for operations that it has found valid. */
  readonly shortcut: ShortcutStand;
  readonly door: RequestDoor;
  readonly gate: DocumentGate;
  readonly newcomers: Newcomers;
  readonly live: Live;
  readonly documents: PersistedDocuments;
  readonly allowedOrigins: readonly string[];
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}

function answerWith(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return sendErrors(reply.status(status), [{ message, extensions: { code } }]);
}

function contextOf(door: RequestDoor) {
  return (request: FastifyRequest): OperationContext => {
    const cookies = readRefreshCookie(request.headers.cookie);
    return { ...door.visitorOf(request), cookies, cookieChanges: [], writes: true };
  };
}

/** Everything that Fastify itself refuses: malformed JSON, too large, another content type. */
function refuseMalformed(logger: Logger) {
  return (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    const status = error.statusCode ?? 500;
    // Cut off in the middle of sending, a client would not hear why: what is still to come is read, and thrown away.
    if (status === PAYLOAD_TOO_LARGE) reply.removeHeader('connection');
    if (status < 500) return answerWith(reply, status, 'BAD_REQUEST', error.message);
    const requestId = `${reply.getHeader('x-request-id') ?? randomUUID()}`;
    logger.error({ err: error, requestId }, 'A request failed.');
    return answerRefusal(reply.header('x-request-id', requestId), shownError(error, requestId));
  };
}

const refuseMethod = (_request: FastifyRequest, reply: FastifyReply) =>
  answerWith(reply.header('allow', 'POST'), 405, 'BAD_REQUEST', 'Ask by POST, or open a WebSocket.');

/** An `EventSource` can only ask by GET, and cannot say who asks. */
const refuseOtherStreams = (_request: FastifyRequest, reply: FastifyReply) =>
  answerWith(
    reply.header('allow', 'POST'),
    405,
    'BAD_REQUEST',
    'Ask for a stream by POST, with Accept: text/event-stream; an EventSource cannot say who asks.',
  );

/** Refuses documents that ask for too much before they are validated. */
function passGate(gate: DocumentGate): preHandlerHookHandler {
  return (request, reply, done) => {
    const { query, variables } = objectOf(request) ?? {};
    const refusals = typeof query === 'string' ? gate.refusalsOf(query, variables) : [];
    if (refusals.length === 0) return done();
    const errors = refusals.map(({ message, code, data }) => ({ message, extensions: { ...data, code } }));
    void sendErrors(reply.status(400), errors);
  };
}

/**
 * GraphQL over HTTP: what brings no data is no 200 in the type of GraphQL's own. In plain JSON it stays one where only
 * who asks is refused, since a request that is well-formed SHOULD be answered so.
 */
function refusedByTheBook(pipeline: RouteHandlerMethod, door: RequestDoor): RouteHandlerMethod {
  return async function handle(request, reply) {
    const body = await pipeline.call(this, request, reply);
    const isOwnType = `${reply.getHeader('content-type')}`.startsWith(GRAPHQL_RESPONSE);
    const refusal = isOwnType && reply.statusCode === STATUS_OK ? door.refusalOf(request) : null;
    if (refusal) headRefusal(reply, refusal.extensions);
    return body;
  };
}

/** Has documents wait that nobody has asked before, while others are let in. */
function letIn({ newcomers, shortcut, door }: GraphqlRouteParts): preHandlerHookHandler {
  return (request, reply, done) => {
    const { query } = objectOf(request) ?? {};
    if (typeof query !== 'string' || shortcut.operations.knows(query)) return done();
    const entered = newcomers.enter(query, door.turnOf(request));
    if (!entered) return done();
    const refused = (refusal: RateLimited) => void refuse(reply, refusal);
    void entered.then(() => done(), refused);
  };
}

function operationsByPost(app: FastifyInstance, parts: GraphqlRouteParts): void {
  const { server, door, gate, documents, metrics } = parts;
  const context = contextOf(door);
  const shortcut = new Shortcut({ ...parts.shortcut, contextOf: context });
  const pipeline = fastifyApolloHandler(server, {
    context: async (request) => ({ operation: context(request) }),
  });
  app.route({
    method: 'POST',
    url: PATH,
    bodyLimit: BODY_BYTES_MAX,
    onRequest: door.hook,
    preHandler: [findPersisted(documents), letIn(parts), passGate(gate)],
    onResponse: (_request, reply, done) => {
      metrics.request(reply.statusCode, reply.elapsedTime / 1000);
      done();
    },
    handler: shortcut.before(refusedByTheBook(pipeline, door)),
  });
}

function refuseForeign(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  allowedOrigins: readonly string[],
): FastifyReply | null {
  if (isAllowedOrigin(headers.origin, headers.host, allowedOrigins)) return null;
  return answerWith(reply, 403, 'FORBIDDEN', 'Pages of this origin may not listen here.');
}

/** Whether one of the types that are accepted, but for those of no weight, is that of streams. */
function takesStreams({ headers }: FastifyRequest): boolean {
  const accepted = (headers.accept ?? '').split(',').filter((range) => !NO_WEIGHT.test(range));
  return accepted.some((range) => STREAM_RANGE.test(range));
}

/** Operations as server-sent events. Pages of other origins cannot send JSON without being asked for their origin. */
function operationsByStream(app: FastifyInstance, parts: GraphqlRouteParts): void {
  const { door, gate, live, documents, allowedOrigins } = parts;
  app.route({
    method: 'POST',
    url: `${PATH}/stream`,
    bodyLimit: BODY_BYTES_MAX,
    onRequest: async (request, reply) => {
      if (!takesStreams(request)) return answerWith(reply, 406, 'BAD_REQUEST', 'Accept text/event-stream.');
      return refuseForeign(request, reply, allowedOrigins) ?? door.enterBySocket(request, reply);
    },
    preHandler: [findPersisted(documents), passGate(gate)],
    handler: (request, reply) => live.streams.answer(request, reply),
  });
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: `${PATH}/stream`,
    handler: refuseOtherStreams,
  });
}

function operationsBySocket(app: FastifyInstance, parts: GraphqlRouteParts): void {
  const { door, live, metrics, allowedOrigins } = parts;
  const handle = live.sockets.handler();
  app.route({
    method: 'GET',
    url: PATH,
    preValidation: async (request, reply) => {
      if (!request.ws) return;
      return refuseForeign(request, reply, allowedOrigins) ?? door.enterBySocket(request, reply);
    },
    handler: refuseMethod,
    wsHandler(socket, request) {
      metrics.socketOpened();
      socket.once('close', () => metrics.socketClosed());
      return handle.call(this, socket, request);
    },
  });
}

/** `/graphql`: operations by POST, by WebSocket, and under `/stream` as server-sent events. Everything else is refused in JSON. */
export async function graphqlRoute(app: FastifyInstance, parts: GraphqlRouteParts): Promise<void> {
  const { live, logger } = parts;
  app.addHook('preClose', (done) => {
    live.close();
    done();
  });
  await app.register(websocket, { options: WEBSOCKET_OPTIONS });
  refuseBadHandshakes(app);
  takeJsonOnly(app);
  app.setErrorHandler(refuseMalformed(logger));
  operationsByPost(app, parts);
  app.route({ method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'], url: PATH, handler: refuseMethod });
  operationsByStream(app, parts);
  operationsBySocket(app, parts);
}
