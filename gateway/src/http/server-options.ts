import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type {
  ConnectionError,
  FastifyError,
  FastifyHttpOptions,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
} from 'fastify';
import { answerRaw, type RawRefusal } from './raw-answer.ts';

const SOCKET_PATH = '/graphql';
/** A request that is not all there by then is given up: 100 kB take that long over the slowest of lines. */
const ARRIVAL_MS_MAX = 20_000;
const HEAD_MS_MAX = 10_000;
/** How often it is looked for requests that are late. */
const LOOK_EVERY_MS = 2_000;

/**
 * Whether a request is taken out of HTTP. What else offers to go on in another protocol, such as the `h2c` that Java's
 * client offers with every request, is answered as if it had not; Node would leave its body, and its connection, to us.
 */
function opensSocket({ method, headers, url = '' }: IncomingMessage): boolean {
  const [path] = url.split('?');
  return method === 'GET' && path === SOCKET_PATH && headers.upgrade?.toLowerCase() === 'websocket';
}

const BROKEN: RawRefusal = { status: '400 Bad Request', message: 'The request is not HTTP/1.1.' };
/** By the code of Node's fault. */
const REFUSALS: ReadonlyMap<string, RawRefusal> = new Map([
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    { status: '408 Request Timeout', message: 'The request took too long to arrive.' },
  ],
  [
    'HPE_HEADER_OVERFLOW',
    { status: '431 Request Header Fields Too Large', message: 'The headers of the request are too large.' },
  ],
]);

/** Refuses what is no request. Whoever has gone is not answered. */
function refuseBroken({ code }: ConnectionError, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else answerRaw(socket, REFUSALS.get(code) ?? BROKEN);
}

/** Refuses addresses that cannot be read. */
function refuseAddress(
  { statusCode = 400, message }: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
) {
  return reply.status(statusCode).send(refusal(message));
}

function refusal(message: string) {
  return { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] };
}

function isNamed({ httpVersion, method, url = '', headers: { host } }: IncomingMessage): boolean {
  if (host === undefined) return httpVersion === '1.0' && method !== 'POST';
  return URL.canParse(`http://${host}/`) && isAt(host, url);
}

/** Whether an address, which may name a host as well, is at that host: who stands before us may have looked at either. */
function isAt(host: string, url: string): boolean {
  if (url.startsWith('/') || !URL.canParse(url)) return true;
  return new URL(url).host === new URL(`http://${host}/`).host;
}

/** Refuses whose `Host` names nothing. HTTP/1.0 knows none, and some ask for health by it. */
function refuseUnnamed({ raw }: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (isNamed(raw)) done();
  else void reply.status(400).send(refusal('The request names no host.'));
}

function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify(refusal('Nothing can be expected but 100-continue.'));
  response.writeHead(417, { 'content-type': 'application/json; charset=utf-8' }).end(body);
}

const NO_TUNNEL: RawRefusal = {
  status: '405 Method Not Allowed',
  message: 'Nobody is connected elsewhere from here.',
  headers: ['allow: GET, HEAD, POST'],
};

function refuseTunnel(_request: IncomingMessage, socket: Duplex): void {
  // Node has let go of it, faults included: one that nobody hears would end the process.
  socket.on('error', () => socket.destroy());
  answerRaw(socket, NO_TUNNEL);
}

/** Refuses in JSON what Node would refuse without a word, or let through to where it breaks. */
export function refuseOddRequests(app: FastifyInstance): void {
  app.addHook('onRequest', refuseUnnamed);
  app.server.on('checkExpectation', refuseExpectation);
  app.server.on('connect', refuseTunnel);
}

/** How a server listens that a gateway is registered with. */
export const SERVER_OPTIONS = {
  // What is under way is answered first: see `finishRequests`.
  forceCloseConnections: 'idle',
  return503OnClosing: false,
  requestTimeout: ARRIVAL_MS_MAX,
  clientErrorHandler: refuseBroken,
  frameworkErrors: refuseAddress,
  http: {
    // See `refuseOddRequests`.
    requireHostHeader: false,
    // Of two hosts, or two types of a body, none is believed: Node would take the first, and others the last.
    joinDuplicateHeaders: true,
    headersTimeout: HEAD_MS_MAX,
    connectionsCheckingInterval: LOOK_EVERY_MS,
    shouldUpgradeCallback: opensSocket,
  },
} as const satisfies FastifyHttpOptions<Server>;
