import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serveWeb } from '../web.ts';

const FORWARDED = ['/graphql', '/healthz', '/readyz'];
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

/** A public door for a house in several processes: serves the web by itself and hands the API on to the gateway. */
export async function createFront(web: string, gatewayUrl: string): Promise<FastifyInstance> {
  const gateway = new URL(gatewayUrl);
  const agent = new Agent({ keepAlive: true });
  const app = Fastify({ forceCloseConnections: true });
  await serveWeb(app, web);
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    for (const url of FORWARDED)
      scope.all(url, (request, reply) => forward(request, reply, { gateway, agent }));
    done();
  });
  forwardSockets(app, gateway);
  app.addHook('onClose', () => agent.destroy());
  return app;
}

function throughHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

/** Hands a request on, its `Host` included, and answers what the gateway answers. */
function forward(
  request: FastifyRequest,
  reply: FastifyReply,
  { gateway, agent }: { readonly gateway: URL; readonly agent: Agent },
): Promise<FastifyReply> {
  return new Promise((resolve) => {
    const { method, url } = request;
    const headers = throughHeaders(request.headers);
    const { hostname: host, port } = gateway;
    const upstream = httpRequest({ agent, host, port, method, path: url, headers }, (answer) => {
      void reply.status(answer.statusCode ?? 502).headers(throughHeaders(answer.headers));
      resolve(reply.send(answer));
    });
    upstream.on('error', () => {
      const error = { message: 'The API is away for a moment.', extensions: { code: 'UNAVAILABLE' } };
      if (!reply.sent) resolve(reply.status(503).send({ errors: [error] }));
    });
    reply.raw.on('close', () => upstream.destroy());
    request.raw.pipe(upstream);
  });
}

/** WebSockets are handed on byte by byte, the gateway's refusals too. */
function forwardSockets(app: FastifyInstance, gateway: URL): void {
  const open = new Set<Duplex>();
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [path] = (request.url ?? '').split('?');
    if (path !== FORWARDED[0]) {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    const upstream = connect({ host: gateway.hostname, port: Number(gateway.port) });
    upstream.write(headOf(request));
    upstream.write(head);
    for (const side of [socket, upstream]) {
      open.add(side);
      side.once('close', () => open.delete(side));
    }
    // Either end that breaks takes the other with it.
    pipeline(socket, upstream, () => upstream.destroy());
    pipeline(upstream, socket, () => socket.destroy());
  });
  app.addHook('preClose', () => {
    for (const side of open) side.destroy();
  });
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
  );
  return [`${method} ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}
