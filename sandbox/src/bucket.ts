import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenHere } from './listen-here.ts';
import { Trouble } from './trouble.ts';

const XML = { 'content-type': 'application/xml' };

/** A store that speaks the part of S3's protocol that objects are kept by. It believes whoever asks. */
export class Bucket {
  /** Bytes by their keys. */
  readonly objects = new Map<string, Buffer>();
  /** What goes wrong next: `BUSY` is answered with 503, `HANG_UP` not at all. */
  readonly trouble = new Trouble();
  readonly name: string;
  readonly url: string;
  readonly #server: Server;

  private constructor(name: string, port: number, server: Server) {
    this.name = name;
    this.url = `http://127.0.0.1:${port}`;
    this.#server = server;
    server.on('request', (request, response) => {
      // A sender that goes away in the middle leaves nothing, as with S3.
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /** Opens a bucket on this machine alone, in memory. */
  static async open(name: string): Promise<Bucket> {
    const server = createServer();
    return new Bucket(name, await listenHere(server, 0), server);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const key = decodeURIComponent(pathname).slice(`/${this.name}/`.length);
    const mishap = this.trouble.next();
    if (mishap === 'HANG_UP') return void response.destroy();
    if (mishap) return void response.writeHead(503, XML).end('<Error><Code>SlowDown</Code></Error>');
    return this.#one(request, response, key);
  }

  async #one(request: IncomingMessage, response: ServerResponse, key: string): Promise<void> {
    if (request.method === 'PUT') {
      this.objects.set(key, await buffer(request));
      return void response.writeHead(200).end();
    }
    if (request.method === 'DELETE') {
      this.objects.delete(key);
      return void response.writeHead(204).end();
    }
    const bytes = this.objects.get(key);
    if (!bytes) return void response.writeHead(404, XML).end('<Error><Code>NoSuchKey</Code></Error>');
    response.writeHead(200, {
      'content-length': bytes.length,
      'last-modified': 'Mon, 23 Nov 2026 09:00:00 GMT',
    });
    response.end(request.method === 'HEAD' ? '' : bytes);
  }
}
