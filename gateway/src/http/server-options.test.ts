import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTinyGateway, type TinyGateway } from '../../test/tiny-gateway.ts';
import type { TinyTenant } from '../../test/tiny-world.ts';

const BODY = '{"query":"{ tenant { name } }"}';
const UPGRADE = ['connection: upgrade', 'upgrade: websocket'];
const KEY = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==';
const VERSION = 'sec-websocket-version: 13';

describe('a server with a gateway', () => {
  let gateway: TinyGateway;
  let tenant: TinyTenant;
  beforeAll(async () => {
    gateway = await startTinyGateway();
    tenant = gateway.world.addTenant('fitzone');
  });
  afterAll(() => gateway.close());

  /** What comes back until the server hangs up, or `until` has come. */
  async function answer(lines: readonly string[], body = '', until = '\0'): Promise<string> {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    const [first = '', ...rest] = lines;
    socket.write([`${first} HTTP/1.1`, `host: ${tenant.host}`, ...rest, '', body].join('\r\n'));
    const heard: string[] = [];
    socket.setEncoding('utf8').on('data', (part: string) => {
      heard.push(part);
      if (heard.join('').includes(until)) socket.destroy();
    });
    await once(socket, 'close');
    return heard.join('');
  }
  const connections = promisify((done: (error: Error | null, count: number) => void) =>
    gateway.app.server.getConnections(done),
  );

  it('answers who offers another protocol as if it had not, body and all', async () => {
    const offer = ['connection: Upgrade, HTTP2-Settings', 'upgrade: h2c', 'http2-settings: AAMAAABkAAQAAP__'];
    const head = ['POST /graphql', ...offer, 'content-type: application/json'];
    const told = await answer([...head, `content-length: ${BODY.length}`], BODY, '"fitzone"');
    expect(told).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it.each(['/nothing', '/healthz', '/graphql/stream'])('opens no WebSocket at %s', async (path) => {
    const told = await answer([`GET ${path}`, ...UPGRADE, KEY, VERSION], '', '\r\n\r\n');
    expect(told).toMatch(/^HTTP\/1\.1 (404|200|405) /);
    expect(told).toMatch(/content-type: application\/json/);
    await expect.poll(() => connections()).toBe(0);
  });

  it.each([
    ['without a key', [VERSION]],
    ['with a key that is none', ['sec-websocket-key: abc', VERSION]],
    ['in another version', [KEY, 'sec-websocket-version: 12']],
    ['with sub-protocols that are none', [KEY, VERSION, 'sec-websocket-protocol: ,,;']],
  ])('refuses a handshake %s in JSON, and hangs up', async (_, lines) => {
    const told = await answer(['GET /graphql', ...UPGRADE, ...lines]);
    const [head = '', body = ''] = told.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 .*content-type: application\/json.*sec-websocket-version: 13/s);
    expect(JSON.parse(body).errors[0].extensions).toEqual({ code: 'BAD_REQUEST' });
    await expect.poll(() => connections()).toBe(0);
  });

  it.each([
    ['two lengths', ['POST /graphql', 'content-length: 2', 'content-length: 3'], 400],
    ['a length and chunks', ['POST /graphql', 'content-length: 2', 'transfer-encoding: chunked'], 400],
    ['an encoding that there is none of', ['POST /graphql', 'transfer-encoding: gzip'], 400],
    ['20 kB of headers', ['GET /graphql', `x: ${'x'.repeat(20_000)}`], 431],
    ['an address that cannot be read', ['GET /graphql%', 'connection: close', 'content-length: 2'], 400],
    [
      'a name that is too long',
      [`GET /calendar/${'x'.repeat(600)}.ics`, 'connection: close', 'content-length: 2'],
      414,
    ],
  ])('refuses %s in JSON, and hangs up', async (_, lines, status) => {
    const told = await answer(lines, '{}');
    const [head = '', body = ''] = told.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*content-type: application/json`, 's'));
    expect(JSON.parse(body).errors[0].extensions).toEqual({ code: 'BAD_REQUEST' });
    await expect.poll(() => connections()).toBe(0);
  });

  const TYPE = 'content-type: application/json';
  it.each([
    ['that names no host', '1.1', ['POST /graphql', TYPE]],
    ['of HTTP/1.0 that names no host', '1.0', ['POST /graphql', TYPE]],
    ['that names a host that cannot be', '1.1', ['POST /graphql', TYPE, 'host: a b']],
    ['whose host ends in a number', '1.1', ['POST /graphql', TYPE, 'host: fitzone.1']],
    ['that names two hosts', '1.1', ['POST /graphql', TYPE, 'host: fitzone.localhost', 'host: b.localhost']],
    [
      'whose address is at another host than it says',
      '1.1',
      ['POST http://fitzone.localhost/graphql', TYPE, 'host: b.localhost'],
    ],
    ['of two types', '1.1', ['POST /graphql', TYPE, 'content-type: text/plain', 'host: fitzone.localhost']],
    ['that names no host for its health', '1.1', ['GET /healthz']],
    ['that expects what there is not', '1.1', ['POST /graphql', TYPE, `host: a.localhost`, 'expect: fish']],
  ])('refuses a request %s in JSON', async (_, version, [first, ...lines]) => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    const head = [
      `${first} HTTP/${version}`,
      ...lines,
      'connection: close',
      `content-length: ${BODY.length}`,
    ];
    socket.write([...head, '', BODY].join('\r\n'));
    const told = await text(socket);
    expect(told).toMatch(/^HTTP\/1\.1 4(00|15|17) .*content-type: application\/json/s);
    expect(told).toContain('"code":"BAD_REQUEST"');
  });

  it('answers whose address names the host that it says', async () => {
    const head = [`POST http://${tenant.host}/graphql`, TYPE, `content-length: ${BODY.length}`];
    expect(await answer(head, BODY, '"fitzone"')).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it('hears out who sends too much, whose connection would else break before the answer is read', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    const heard: string[] = [];
    socket.setEncoding('utf8').on('data', (part: string) => heard.push(part));
    const head = (length: number) =>
      ['POST /graphql HTTP/1.1', `host: ${tenant.host}`, TYPE, `content-length: ${length}`, '', ''].join(
        '\r\n',
      );
    socket.write(`${head(3_000_000)}[`);
    await expect.poll(() => heard.join('')).toMatch(/^HTTP\/1\.1 413 .*"code":"BAD_REQUEST"/s);
    for (let count = 0; count < 29; count += 1) {
      socket.write(' '.repeat(100_000));
      await setImmediate();
    }
    socket.write(`${' '.repeat(99_999)}${head(BODY.length)}${BODY}`);
    await expect.poll(() => heard.join('')).toMatch(/"fitzone"/);
    socket.destroy();
  });

  it('says that it opens no tunnels', async () => {
    const told = await answer(['CONNECT elsewhere.example:443']);
    expect(told).toMatch(/^HTTP\/1\.1 405 .*content-type: application\/json.*"code":"BAD_REQUEST"/s);
    await expect.poll(() => connections()).toBe(0);
  });

  it('survives who asks for a tunnel, or a socket, and is gone', async () => {
    const { port } = new URL(gateway.url);
    for (const line of ['CONNECT elsewhere.example:443', 'GET /graphql']) {
      const head = [`${line} HTTP/1.1`, `host: ${tenant.host}`, ...UPGRADE, VERSION, '', ''].join('\r\n');
      for (let count = 0; count < 20; count += 1) {
        const socket = connect(Number(port), '127.0.0.1');
        await once(socket, 'connect');
        socket.write(head, () => socket.resetAndDestroy());
        await once(socket, 'close');
      }
    }
    await expect.poll(() => connections()).toBe(0);
  });

  it('tells its health by HTTP/1.0 as well', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.write('GET /healthz HTTP/1.0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('waits for a request for half a minute at most', () => {
    const { requestTimeout, headersTimeout } = gateway.app.server;
    for (const timeout of [requestTimeout, headersTimeout]) {
      expect(timeout).toBeGreaterThan(0);
      expect(timeout).toBeLessThanOrEqual(30_000);
    }
  });
});
