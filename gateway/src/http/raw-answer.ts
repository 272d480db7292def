import type { Duplex } from 'node:stream';

/** A refusal of what is no request, or no handshake. */
export interface RawRefusal {
  /** Such as `400 Bad Request`. */
  readonly status: string;
  readonly message: string;
  readonly headers?: readonly string[];
}

/** Refuses by a connection alone, in JSON as everything else is refused, and hangs up. */
export function answerRaw(socket: Duplex, { status, message, headers = [] }: RawRefusal): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  const head = [
    `HTTP/1.1 ${status}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...headers,
  ];
  socket.once('finish', () => socket.destroy());
  socket.end([...head, '', body].join('\r\n'));
}
