import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { StartFault } from '@freehold/kernel/config/start-fault';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  // The component library writes style elements and attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=()',
};

/** Beneath it is the API, and no page. */
const API_PATH = '/graphql/';
const FOREVER = 'public, max-age=31536000, immutable';
const ASK_EVERY_TIME = 'no-cache';

/**
 * The folder of the built web.
 * @throws {StartFault} when it was not built.
 */
export async function webDirectory(): Promise<string> {
  const directory = join(
    dirname(createRequire(import.meta.url).resolve('@freehold/web/package.json')),
    'dist',
  );
  await access(join(directory, 'index.html')).catch((error: unknown) => {
    throw new StartFault('The web is not built. Run: npm run build', error);
  });
  return directory;
}

/**
 * Serves the web's files, and its one page at every address that is a page. Files under `/assets/` carry a hash
 * in their name and are kept for ever; the page is asked for every time. All answers carry the security headers.
 */
export async function serveWeb(app: FastifyInstance, directory: string): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  await app.register(fastifyStatic, {
    root: directory,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.startsWith(join(directory, 'assets')) ? FOREVER : ASK_EVERY_TIME);
    },
  });
  app.setNotFoundHandler((request, reply) =>
    isPage(request) ? reply.sendFile('index.html') : refuse(reply),
  );
}

function isPage({ method, url, headers }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  const wantsPage = (headers.accept ?? '').includes('text/html');
  const isApi = path.startsWith(API_PATH);
  return (
    ['GET', 'HEAD'].includes(method) &&
    wantsPage &&
    !isApi &&
    !path.slice(path.lastIndexOf('/')).includes('.')
  );
}

function refuse(reply: FastifyReply): FastifyReply {
  const error = { message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND' } };
  return reply.status(404).send({ errors: [error] });
}
