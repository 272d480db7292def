import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type {
  ConnectionError,
  FastifyError,
  FastifyHttpOptions,
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
  return reply.status(statusCode).send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
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
    headersTimeout: HEAD_MS_MAX,
    connectionsCheckingInterval: LOOK_EVERY_MS,
    shouldUpgradeCallback: opensSocket,
  },
} as const satisfies FastifyHttpOptions<Server>;
