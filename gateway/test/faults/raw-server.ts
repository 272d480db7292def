import { createServer, type Server, type Socket } from 'node:net';

/** What a {@link RawServer} does with a request that has come as a whole. */
export type Behaviour = (socket: Socket, body: string) => void;

/** The answer of a subgraph that behaves. */
export function wellFormed(body: string, headers = ''): string {
  return `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
}

const REQUEST = /^POST [^\r]*\r\n(?:[^\r]+\r\n)*content-length: (\d+)\r\n\r\n/;

/** A server that answers HTTP byte by byte as a test wants it. */
export class RawServer {
  readonly url: string;
  /** How many connections were opened. */
  opened = 0;
  readonly sockets = new Set<Socket>();
  behave: Behaviour;
  readonly #server: Server;

  private constructor(server: Server, url: string, behave: Behaviour) {
    this.#server = server;
    this.url = url;
    this.behave = behave;
  }

  static async open(behave: Behaviour): Promise<RawServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const raw = new RawServer(server, `http://127.0.0.1:${port}`, behave);
    server.on('connection', (socket) => raw.#take(socket));
    return raw;
  }

  #take(socket: Socket): void {
    this.opened += 1;
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      const [head, length] = REQUEST.exec(text) ?? [];
      if (head === undefined || text.length < head.length + Number(length)) return;
      const body = text.slice(head.length);
      text = '';
      this.behave(socket, body);
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
