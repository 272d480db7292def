import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { CaughtMessages } from './caught-messages.ts';
import { listenHere } from './listen-here.ts';
import { type GatewayAnswer, MessageDoor } from './message-door.ts';
import { pageOf } from './page.ts';
import type { Trouble } from './trouble.ts';

const HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Takes SMS and push messages by HTTP, and shows everything that was caught. */
export interface HttpCatcher {
  readonly port: number;
  close(): Promise<void>;
}

type Route = (request: IncomingMessage) => Promise<GatewayAnswer> | GatewayAnswer;

/** A page of elsewhere whose name was made to point here may not read what was caught. */
function isAskedHere({ headers }: IncomingMessage): boolean {
  return /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(headers.host ?? '');
}

const NOWHERE: Route = () => ({
  status: 404,
  body: { error: 'There are GET / and /messages, POST /sms and /push.' },
});
const FROM_ELSEWHERE: Route = () => ({ status: 403, body: { error: 'Ask at 127.0.0.1.' } });

function write(response: ServerResponse, { status, body }: NonNullable<GatewayAnswer>): void {
  const isPage = typeof body === 'string';
  response
    .writeHead(status, {
      ...HEADERS,
      'content-type': `${isPage ? 'text/html' : 'application/json'}; charset=utf-8`,
    })
    .end(isPage ? body : JSON.stringify(body));
}

/** Listens on this machine alone; port 0 lets the system choose. */
export async function startHttpCatcher(
  port: number,
  messages: CaughtMessages,
  trouble: Trouble,
): Promise<HttpCatcher> {
  const door = new MessageDoor(messages, trouble);
  const routes: Readonly<Record<string, Route>> = {
    'GET /': () => ({ status: 200, body: pageOf(messages.all()) }),
    'GET /messages': () => ({ status: 200, body: { messages: messages.all() } }),
    'POST /sms': (request) => door.take('SMS', request),
    'POST /push': (request) => door.take('PUSH', request),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = routes[`${request.method} ${request.url}`] ?? NOWHERE;
    const reply = await (isAskedHere(request) ? route : FROM_ELSEWHERE)(request);
    if (reply) write(response, reply);
    else request.socket.destroy();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return {
    port: await listenHere(server, port),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
