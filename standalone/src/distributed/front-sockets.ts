import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { LastWord } from './last-words/last-word.ts';
import type { LastWords } from './last-words/last-words.ts';

/** The header in which each proxy says from where a request came to it. */
export const FORWARDED_FOR = 'x-forwarded-for';
/** What is said while the gateway does not answer. */
export const AWAY = { message: 'The API is away for a moment.', code: 'UNAVAILABLE' };

/** Who has not gone some time after its last word is cut off. */
const CUT_MS = 1_500;

/** Where the gateway listens, in the words of `node:net`. */
export interface Upstream {
  readonly host: string;
  readonly port: number;
}

/** A refusal in the form of an answer of GraphQL. */
export function errorsOf({ message, code }: typeof AWAY) {
  return { errors: [{ message, extensions: { code } }] };
}

/** From where a request comes: what it says of itself, and behind that what is known. */
export function forwardedFor({ headers, socket }: IncomingMessage): string {
  return [headers[FORWARDED_FOR] ?? [], socket.remoteAddress ?? 'unknown'].flat().join(', ');
}

/** Hands WebSockets on byte by byte, the gateway's refusals too. */
export function forwardSockets(app: FastifyInstance, place: Upstream, lastWords: LastWords): void {
  const open = new Set<Duplex>();
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const upstream = connect(place);
    for (const side of [socket, upstream]) {
      open.add(side);
      side.once('close', () => open.delete(side));
    }
    join(socket, upstream, () => {
      upstream.write(headOf(request));
      upstream.write(head);
      return lastWords.ofSocket();
    });
  };
  app.server.on('upgrade', onUpgrade);
  const cut = () => {
    for (const side of open) side.destroy();
  };
  app.addHook('preClose', (done) => {
    app.server.off('upgrade', onUpgrade);
    setTimeout(cut, CUT_MS).unref();
    done();
  });
}

/** Joins a client with the gateway as soon as the gateway answers; from then on either end takes the other with it. */
function join(socket: Duplex, upstream: Socket, onConnect: () => LastWord): void {
  const isAway = () => refuse(socket, '503 Service Unavailable', AWAY);
  upstream.once('error', isAway);
  socket.on('error', () => upstream.destroy());
  upstream.once('connect', () => {
    upstream.off('error', isAway);
    const words = onConnect();
    pipeline(socket, upstream, () => upstream.destroy());
    pipeline(upstream, words, socket, () => socket.destroy());
  });
}

function refuse(socket: Duplex, status: string, refusal: typeof AWAY): void {
  const body = JSON.stringify(errorsOf(refusal));
  const lines = [
    `HTTP/1.1 ${status}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.on('error', () => socket.destroy());
  socket.end([...lines, '', body].join('\r\n'), () => socket.destroy());
}

function headOf(request: IncomingMessage): string {
  const { method, url, rawHeaders } = request;
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() !== FORWARDED_FOR ? [`${name}: ${rawHeaders[index + 1]}`] : [],
  );
  const known = `${FORWARDED_FOR}: ${forwardedFor(request)}`;
  return [`${method} ${url} HTTP/1.1`, ...lines, known, '', ''].join('\r\n');
}
