import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { json, text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameOf } from '../../test/frame-of.ts';
import { createFront } from './front.ts';

const listenAnywhere = (app: FastifyInstance) => app.listen({ port: 0, host: '127.0.0.1' });

async function createEcho(): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true });
  app.post('/graphql', (request, reply) =>
    reply
      .header('set-cookie', ['a=1', 'b=2'])
      .header('x-told-from', request.headers['x-forwarded-for'])
      .send({ host: request.headers.host, body: request.body }),
  );
  app.post(
    '/graphql/stream',
    { onRequest: async (_request, reply) => reply.status(413).send({}) },
    () => ({}),
  );
  app.server.on('upgrade', ({ headers }, socket) => {
    if (headers['x-refuse']) return socket.end('HTTP/1.1 429 Too Many Requests\r\nconnection: close\r\n\r\n');
    const heard = ['host', 'origin', 'sec-websocket-protocol', 'x-forwarded-for'].map(
      (name) => `x-${name}: ${headers[name]}`,
    );
    const head = ['HTTP/1.1 101 Switching Protocols', 'connection: Upgrade', 'upgrade: websocket', ...heard];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    return socket.pipe(socket);
  });
  app.get('/healthz', (_request, reply) => reply.status(418).send());
  return app;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function switched(key = ''): string {
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  const head = ['HTTP/1.1 101 Switching Protocols', 'connection: Upgrade', 'upgrade: websocket'];
  return [...head, `sec-websocket-accept: ${accept}`, '', ''].join('\r\n');
}

describe('the door before several processes', () => {
  let directory: string;
  let gateway: FastifyInstance;
  let front: FastifyInstance;
  let gatewayUrl: string;
  let url: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'freehold-front-'));
    await writeFile(join(directory, 'index.html'), '<title>Freehold</title>');
    gateway = await createEcho();
    gatewayUrl = await listenAnywhere(gateway);
    front = await createFront(directory, gatewayUrl);
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

  it('says from where a request came, behind what it says of itself', async () => {
    const told = async (headers: Record<string, string>) => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      };
      return (await fetch(`${url}/graphql`, init)).headers.get('x-told-from');
    };
    expect(await told({})).toBe('127.0.0.1');
    expect(await told({ 'x-forwarded-for': '203.0.113.9' })).toBe('203.0.113.9, 127.0.0.1');
    const asking = upgrade(`${url}/graphql`, { 'x-forwarded-for': '203.0.113.9' });
    const [answer, socket] = await once(asking, 'upgrade');
    expect(answer.headers['x-x-forwarded-for']).toBe('203.0.113.9, 127.0.0.1');
    socket.destroy();
  });

  it('hands bodies on as they come, whatever they are', async () => {
    const body = '{"query":  "{ me }"}';
    const length = String(body.length);
    const asking = request(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': length, expect: '100-continue' },
    });
    asking.write(body.slice(0, 5));
    await once(asking, 'continue');
    asking.end(body.slice(5));
    const [answer] = await once(asking, 'response');
    expect(answer.statusCode).toBe(200);
    answer.resume();
  });

  it('answers at once what comes behind a body that the gateway did not want to hear out', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const post = async (path: string, body: string) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const asking = request(`${url}${path}`, { method: 'POST', agent, headers }).end(body);
      const [answer] = await once(asking, 'response');
      await text(answer);
      return answer.statusCode;
    };
    expect(await post('/graphql/stream', 'x'.repeat(8_000_000))).toBe(413);
    expect(await post('/graphql', '{"query":"{ me }"}')).toBe(200);
    agent.destroy();
  });

  const upgrade = (to: string, more: Record<string, string> = {}) =>
    request(to, { headers: { connection: 'Upgrade', upgrade: 'websocket', ...more } }).end();

  it('hands upgraded connections on in both directions, with host, origin and sub-protocols', async () => {
    const headers = {
      host: 'fitzone.localhost:4000',
      origin: 'http://fitzone.localhost:4000',
      'sec-websocket-protocol': 'graphql-ws, graphql-transport-ws',
    };
    const [answer, socket] = await once(upgrade(`${url}/graphql`, headers), 'upgrade');
    expect(answer.headers).toMatchObject(
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [`x-${name}`, value])),
    );
    socket.write('a word');
    const [echo] = await once(socket, 'data');
    expect(String(echo)).toBe('a word');
    socket.destroy();
  });

  it("hands on the gateway's refusal of an upgrade, and opens sockets nowhere but at the API", async () => {
    const [refusal] = await once(upgrade(`${url}/graphql`, { 'x-refuse': 'yes' }), 'response');
    expect(refusal.statusCode).toBe(429);
    const [nothing] = await once(upgrade(`${url}/healthz`), 'response');
    expect(nothing.statusCode).toBe(418);
  });

  it('closes at once, also before clients that say nothing', async () => {
    const closing = await createFront(directory, gatewayUrl);
    const [, socket] = await once(upgrade(`${await listenAnywhere(closing)}/graphql`), 'upgrade');
    socket.on('error', () => undefined);
    const startedAt = performance.now();
    await closing.close();
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('carries the last words of a gateway that goes as well', async () => {
    const closing = await createFront(directory, gatewayUrl);
    const [, socket] = await once(upgrade(`${await listenAnywhere(closing)}/graphql`), 'upgrade');
    const closed = closing.close();
    await delay(200);
    socket.write('come back');
    const [echo] = await once(socket, 'data');
    expect(String(echo)).toBe('come back');
    socket.end();
    await closed;
  });

  /** A client that listens through a door, before a gateway that frames by itself. */
  async function listening(begin: (socket: Duplex) => void) {
    const behind = createServer().on('upgrade', ({ headers }, socket) => {
      socket.write(switched(headers['sec-websocket-key']));
      begin(socket);
      socket.on('end', () => socket.end());
    });
    behind.listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const closing = await createFront(directory, `http://127.0.0.1:${Object(behind.address()).port}`);
    const socket = new WebSocket(`${(await listenAnywhere(closing)).replace('http', 'ws')}/graphql`);
    await once(socket, 'open');
    return { behind, closing, socket };
  }

  it('that restarts alone tells sockets when to come back, behind the message that is on its way', async () => {
    const { behind, closing, socket } = await listening((gatewayEnd) => {
      gatewayEnd.write(frameOf('whole'));
      const late = frameOf('x'.repeat(70_000));
      gatewayEnd.write(late.subarray(0, 40_000));
      setTimeout(() => gatewayEnd.write(late.subarray(40_000)), 1_200);
    });
    const heard: string[] = [];
    socket.addEventListener('message', ({ data }) => heard.push(data));
    const ended = once(socket, 'close');
    await closing.close();
    const [{ code, reason, wasClean }] = await ended;
    expect({ code, reason, wasClean }).toEqual({
      code: 1012,
      reason: expect.stringMatching(/^retry-after-ms=\d+$/),
      wasClean: true,
    });
    expect(heard).toEqual(['whole', 'x'.repeat(70_000)]);
    behind.close();
  });

  it('that restarts alone ends streams with a time to come back, and answers what it was asked', async () => {
    const behind = Fastify({ forceCloseConnections: true });
    behind.post('/graphql/stream', (_request, reply) => {
      reply.hijack().raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      reply.raw.write('event: next\ndata: 1\n\n');
    });
    behind.post('/graphql', async () => {
      await delay(1_300);
      return { data: 'late' };
    });
    const closing = await createFront(directory, await listenAnywhere(behind));
    const at = await listenAnywhere(closing);
    const stream = await fetch(`${at}/graphql/stream`, { method: 'POST' });
    const asked = fetch(`${at}/graphql`, { method: 'POST' });
    await delay(100);
    const closed = closing.close();
    expect(await stream.text()).toMatch(/^event: next\ndata: 1\n\nretry: \d+\n\n$/);
    expect(await (await asked).json()).toEqual({ data: 'late' });
    await closed;
    await behind.close();
  });

  it('serves the web by itself', async () => {
    const page = await fetch(`${url}/schedule`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toBe('<title>Freehold</title>');
  });

  it('says UNAVAILABLE while the gateway is away, to upgrades too', async () => {
    const lonely = await createFront(directory, 'http://127.0.0.1:1');
    const lonelyUrl = await listenAnywhere(lonely);
    const answer = await lonely.inject({ method: 'POST', url: '/graphql', payload: {} });
    expect(answer.statusCode).toBe(503);
    expect(answer.json().errors[0].extensions.code).toBe('UNAVAILABLE');
    const [refusal] = await once(upgrade(`${lonelyUrl}/graphql`), 'response');
    expect(refusal.statusCode).toBe(503);
    expect(await json(refusal)).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
    await lonely.close();
  });
});
