import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFront } from './front.ts';

const listenAnywhere = (app: FastifyInstance) => app.listen({ port: 0, host: '127.0.0.1' });

async function createEcho(): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true });
  app.post('/graphql', (request, reply) =>
    reply.header('set-cookie', ['a=1', 'b=2']).send({ host: request.headers.host, body: request.body }),
  );
  app.server.on('upgrade', (_request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: echo\r\n\r\n');
    socket.pipe(socket);
  });
  app.get('/healthz', (_request, reply) => reply.status(418).send());
  return app;
}

describe('the door before several processes', () => {
  let directory: string;
  let gateway: FastifyInstance;
  let front: FastifyInstance;
  let url: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'freehold-front-'));
    await writeFile(join(directory, 'index.html'), '<title>Freehold</title>');
    gateway = await createEcho();
    front = await createFront(directory, await listenAnywhere(gateway));
    url = await listenAnywhere(front);
  });
  afterAll(async () => {
    await front.close();
    await gateway.close();
    await rm(directory, { recursive: true });
  });
  const post = () =>
    front.inject({
      method: 'POST',
      url: '/graphql',
      headers: { host: 'fitzone.localhost:4000' },
      payload: { query: '{ me }' },
    });

  it('hands requests on with their host and body, and answers back with status and cookies', async () => {
    const answer = await post();
    expect(answer.json()).toEqual({ host: 'fitzone.localhost:4000', body: { query: '{ me }' } });
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect((await fetch(`${url}/healthz`)).status).toBe(418);
  });

  it('hands upgraded connections on in both directions', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'echo' };
    const [, socket] = await once(request(`${url}/graphql`, { headers }).end(), 'upgrade');
    socket.write('a word');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toBe('a word');
    socket.destroy();
  });

  it('serves the web by itself', async () => {
    const page = await fetch(`${url}/schedule`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toBe('<title>Freehold</title>');
  });

  it('says UNAVAILABLE while the gateway is away', async () => {
    const lonely = await createFront(directory, 'http://127.0.0.1:1');
    const answer = await lonely.inject({ method: 'POST', url: '/graphql', payload: {} });
    expect(answer.statusCode).toBe(503);
    expect(answer.json().errors[0].extensions.code).toBe('UNAVAILABLE');
    await lonely.close();
  });
});
