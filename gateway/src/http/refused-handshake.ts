import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { answerRaw } from './raw-answer.ts';

/** RFC 6455 (4.4) asks for it. */
const HEADERS = ['sec-websocket-version: 13'];

/** Refuses what is no handshake of a WebSocket in JSON; the library would do so in HTML. */
export function refuseBadHandshakes({ websocketServer }: Pick<FastifyInstance, 'websocketServer'>): void {
  websocketServer.on('wsClientError', ({ message }: Error, socket: Duplex) =>
    answerRaw(socket, { status: '400 Bad Request', message, headers: HEADERS }),
  );
}
