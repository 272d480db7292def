import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import { refuseOddRequests, SERVER_OPTIONS } from '@freehold/gateway/server-options';
import { finishRequests } from '@freehold/kernel/config/finish-requests';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serveWeb } from '../web.ts';

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

const FORWARDED_FOR = 'x-forwarded-for';

/** A gateway that goes as well may still tell those who listen when to come back. */
const GOODBYE_MS_MAX = 1_000;

const AWAY = { message: 'The API is away for a moment.', code: 'UNAVAILABLE' };

/** Where the gateway listens, in the words of `node:net`. */
interface Upstream {
  readonly host: string;
  readonly port: number;
}

/**
 * A public door for a house in several processes: serves the web by itself and hands the API on to the gateway.
 *
 * The forwarding is our own because `@fastify/http-proxy` (11.6.3) answers an upgrade before it has asked the gateway:
 * while the gateway is away, or refuses, a client sees its WebSocket open and then close with 1011, which clients
 * take for final, instead of a 503 or the gateway's own refusal. It also picks the sub-protocol by itself and waits
 * up to half a minute for silent clients when it closes.
 */
export async function createFront(web: string, gatewayUrl: string): Promise<FastifyInstance> {
  const upstream = upstreamOf(gatewayUrl);
  const agent = new Agent({ keepAlive: true });
  const app = Fastify(SERVER_OPTIONS);
  refuseOddRequests(app);
  await serveWeb(app, web);
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    for (const url of FORWARDED) scope.all(url, (request, reply) => forward(request, reply, upstream, agent));
    done();
  });
  forwardSockets(app, upstream);
  app.addHook('preClose', finishRequests(app.server));
  app.addHook('onClose', () => agent.destroy());
  return app;
}

function upstreamOf(gatewayUrl: string): Upstream {
  const { hostname, port } = new URL(gatewayUrl);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
}

function errorsOf({ message, code }: typeof AWAY) {
  return { errors: [{ message, extensions: { code } }] };
}

function throughHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

/** From where a request comes: what it says of itself, and behind that what is known. */
function forwardedFor({ headers, socket }: IncomingMessage): string {
  return [headers[FORWARDED_FOR] ?? [], socket.remoteAddress ?? 'unknown'].flat().join(', ');
}

/** Hands a request on, its `Host` included, and answers what the gateway answers. */
function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  { host, port }: Upstream,
  agent: Agent,
): Promise<FastifyReply> {
  return new Promise((resolve) => {
    const { method, url } = request;
    const headers = { ...throughHeaders(request.headers), [FORWARDED_FOR]: forwardedFor(request.raw) };
    const upstream = httpRequest({ agent, host, port, method, path: url, headers }, (answer) => {
      void reply.status(answer.statusCode ?? 502).headers(throughHeaders(answer.headers));
      resolve(reply.send(answer));
    });
    upstream.on('error', () => {
      if (!reply.sent) resolve(reply.status(503).send(errorsOf(AWAY)));
    });
    reply.raw.on('close', () => upstream.destroy());
    request.raw.pipe(upstream);
  });
}

/** WebSockets are handed on byte by byte, the gateway's refusals too. */
function forwardSockets(app: FastifyInstance, place: Upstream): void {
  const open = new Set<Duplex>();
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const upstream = connect(place);
    for (const side of [socket, upstream]) {
      open.add(side);
      side.once('close', () => open.delete(side));
    }
    join(socket, upstream, () => {
      upstream.write(headOf(request));
      upstream.write(head);
    });
  };
  app.server.on('upgrade', onUpgrade);
  const cut = () => {
    for (const side of open) side.destroy();
  };
  app.addHook('preClose', (done) => {
    app.server.off('upgrade', onUpgrade);
    setTimeout(cut, GOODBYE_MS_MAX).unref();
    done();
  });
}

/** Joins a client with the gateway as soon as the gateway answers; from then on either end takes the other with it. */
function join(socket: Duplex, upstream: Socket, onConnect: () => void): void {
  const isAway = () => refuse(socket, '503 Service Unavailable', AWAY);
  upstream.once('error', isAway);
  socket.on('error', () => upstream.destroy());
  upstream.once('connect', () => {
    upstream.off('error', isAway);
    onConnect();
    pipeline(socket, upstream, () => upstream.destroy());
    pipeline(upstream, socket, () => socket.destroy());
  });
}

function refuse(socket: Duplex, status: string, refusal: typeof AWAY): void {
  const body = JSON.stringify(errorsOf(refusal));
  const lines = [
    `HTTP/1.1 ${status}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.on('error', () => socket.destroy());
  socket.end([...lines, '', body].join('\r\n'), () => socket.destroy());
}

function headOf(request: IncomingMessage): string {
  const { method, url, rawHeaders } = request;
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() !== FORWARDED_FOR ? [`${name}: ${rawHeaders[index + 1]}`] : [],
  );
  const known = `${FORWARDED_FOR}: ${forwardedFor(request)}`;
  return [`${method} ${url} HTTP/1.1`, ...lines, known, '', ''].join('\r\n');
}
