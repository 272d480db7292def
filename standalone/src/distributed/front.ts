import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { refuseOddRequests, SERVER_OPTIONS } from '@freehold/gateway/server-options';
import { finishRequests } from '@freehold/kernel/config/finish-requests';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serveWeb } from '../web.ts';
import {
  AWAY,
  errorsOf,
  FORWARDED_FOR,
  forwardedFor,
  forwardSockets,
  type Upstream,
} from './front-sockets.ts';
import { LastWords } from './last-words/last-words.ts';

const FORWARDED = [
  '/graphql',
  '/graphql/*',
  '/calendar/*',
  '/jobs/:bookingId/photos',
  '/objects/*',
  '/healthz',
  '/readyz',
];
/** They speak of one connection, and say nothing about the next. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What is under way over sockets is answered by then, and a gateway that goes as well has told when to come back. */
const LAST_WORDS_MS = 1_000;
const EVENTS = 'text/event-stream';

/** A gateway behind a door, and who listens to it through the door. */
interface Behind {
  readonly agent: Agent;
  readonly upstream: Upstream;
  readonly lastWords: LastWords;
}

/**
 * A public door for a house in several processes: serves the web by itself and hands the API on to the gateway.
 *
 * The forwarding is our own because `@fastify/http-proxy` (11.6.3) answers an upgrade before it has asked the gateway:
 * while the gateway is away, or refuses, a client sees its WebSocket open and then close with 1011, which clients
 * take for final, instead of a 503 or the gateway's own refusal. It also picks the sub-protocol by itself and waits
 * up to half a minute for silent clients when it closes. Ours tells those who listen when to come back: sockets by 1012
 * and `retry-after-ms=`, streams by `retry`.
 */
export async function createFront(web: string, gatewayUrl: string): Promise<FastifyInstance> {
  const agent = new Agent({ keepAlive: true });
  const behind = { agent, upstream: upstreamOf(gatewayUrl), lastWords: new LastWords() };
  const app = Fastify(SERVER_OPTIONS);
  refuseOddRequests(app);
  await serveWeb(app, web);
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    for (const url of FORWARDED) scope.all(url, (request, reply) => forward(request, reply, behind));
    done();
  });
  forwardSockets(app, behind.upstream, behind.lastWords);
  app.addHook('preClose', (done) => {
    setTimeout(() => behind.lastWords.say(), LAST_WORDS_MS).unref();
    done();
  });
  app.addHook('preClose', finishRequests(app.server));
  app.addHook('onClose', () => agent.destroy());
  return app;
}

function upstreamOf(gatewayUrl: string): Upstream {
  const { hostname, port } = new URL(gatewayUrl);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
}

function throughHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

/** Hands a request on, its `Host` included, and answers what the gateway answers. */
function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  { agent, upstream: { host, port }, lastWords }: Behind,
): Promise<FastifyReply> {
  return new Promise((resolve) => {
    const { method, url } = request;
    const headers = { ...throughHeaders(request.headers), [FORWARDED_FOR]: forwardedFor(request.raw) };
    const upstream = httpRequest({ agent, host, port, method, path: url, headers }, (answer) => {
      void reply.status(answer.statusCode ?? 502).headers(throughHeaders(answer.headers));
      resolve(reply.send(answered(answer, lastWords)));
    });
    upstream.on('error', () => {
      if (!reply.sent) resolve(reply.status(503).send(errorsOf(AWAY)));
    });
    reply.raw.on('close', () => {
      upstream.destroy();
      // What was answered before it was all there is read on, or the connection's next request would wait behind it.
      request.raw.unpipe().resume();
    });
    request.raw.pipe(upstream);
  });
}

/** An answer, which ends with a last word where it goes on for good. */
function answered(answer: IncomingMessage, lastWords: LastWords): Readable {
  if (!answer.headers['content-type']?.startsWith(EVENTS)) return answer;
  const events = lastWords.ofEvents();
  pipeline(answer, events, () => undefined);
  return events;
}
