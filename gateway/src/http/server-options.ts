import type { IncomingMessage, Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';

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

/** How a server listens that a gateway is registered with. */
export const SERVER_OPTIONS = {
  forceCloseConnections: true,
  requestTimeout: ARRIVAL_MS_MAX,
  http: {
    headersTimeout: HEAD_MS_MAX,
    connectionsCheckingInterval: LOOK_EVERY_MS,
    shouldUpgradeCallback: opensSocket,
  },
} as const satisfies FastifyHttpOptions<Server>;
