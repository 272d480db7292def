import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses what is no handshake of a WebSocket in JSON, as everything else is refused here; the library would do so in
 * HTML. The version is named as RFC 6455 (4.4) asks for.
 */
export function refuseBadHandshakes({ websocketServer }: Pick<FastifyInstance, 'websocketServer'>): void {
  websocketServer.on('wsClientError', ({ message }: Error, socket: Duplex) => {
    const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    const head = [
      'HTTP/1.1 400 Bad Request',
      'connection: close',
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'sec-websocket-version: 13',
    ];
    socket.once('finish', () => socket.destroy());
    socket.end([...head, '', body].join('\r\n'));
  });
}
