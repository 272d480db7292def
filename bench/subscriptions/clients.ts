import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type ClientOrder, nowMs } from './messages.ts';

const OPENED_AT_ONCE = 50;
const TEXT = 0x81;
const PING = 0x89;
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const MASKED = 0x80;
const IN_TWO_BYTES = 126;

// Clients that do as little as can be done, since they share the machine with the server: frames are masked with zeros,
// and answers are looked through for what they are, not parsed.

function frame(message: object): Buffer {
  const text = Buffer.from(JSON.stringify(message));
  const length =
    text.length < IN_TWO_BYTES ? [text.length] : [IN_TWO_BYTES, text.length >> 8, text.length & 255];
  const [first = 0, ...rest] = length;
  return Buffer.concat([Buffer.from([TEXT, first | MASKED, ...rest, 0, 0, 0, 0]), text]);
}

function handshake({ host }: ClientOrder): string {
  const lines = [
    'GET /graphql HTTP/1.1',
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.alloc(16, 1).toString('base64')}`,
    'Sec-WebSocket-Protocol: graphql-transport-ws',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** What all sockets of the process have heard of what was fired last. */
class Ears {
  readonly #messages: number;
  /** Messages by socket. */
  readonly #counts: Uint8Array;
  #atMs: number[] = [];
  #texts: string[] = [];

  constructor({ sockets, messages }: ClientOrder) {
    this.#messages = messages;
    this.#counts = new Uint8Array(sockets);
  }

  hear(index: number, received: Buffer): void {
    this.#atMs.push(nowMs());
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    if (index === 0) this.#texts.push(received.toString('utf8', received.indexOf('{"')));
    if (this.#atMs.length < this.#counts.length * this.#messages) return;
    if (this.#counts.some((count) => count !== this.#messages))
      throw new Error('A socket was told too little, another too much.');
    process.send?.({ kind: 'heard', atMs: this.#atMs, texts: this.#texts });
    this.forget();
  }

  forget(): void {
    this.#atMs = [];
    this.#texts = [];
    this.#counts.fill(0);
  }
}

/** What is in a chunk of a server's: frames begin and end with chunks, as small as they are. */
function* framesOf(chunk: Buffer): Generator<Buffer> {
  let at = chunk[0] === TEXT || chunk[0] === PING ? 0 : chunk.indexOf('\r\n\r\n') + 4;
  if (at > 0) yield chunk.subarray(0, at);
  while (at < chunk.length) {
    const short = chunk[at + 1] ?? 0;
    const [head, length] = short === IN_TWO_BYTES ? [4, chunk.readUInt16BE(at + 2)] : [2, short];
    yield chunk.subarray(at, at + head + length);
    at += head + length;
  }
}

interface Opening {
  readonly init: Buffer;
  readonly subscribe: Buffer;
  readonly hear: (received: Buffer) => void;
  onOpen(): void;
}

function onFrame(socket: Socket, received: Buffer, { init, subscribe, hear, onOpen }: Opening): void {
  if (received[0] === PING) socket.write(PONG);
  else if (received.includes('"type":"next"')) hear(received);
  else if (received.includes('HTTP/1.1 101')) socket.write(init);
  else if (received.includes('connection_ack')) {
    socket.write(subscribe);
    onOpen();
  }
}

async function open(order: ClientOrder, index: number, ears: Ears): Promise<void> {
  const authorization = order.authorizations[index % Math.max(order.authorizations.length, 1)];
  const init = frame({ type: 'connection_init', ...(authorization ? { payload: { authorization } } : {}) });
  const subscribe = Buffer.concat(
    order.queries.map((query) => frame({ type: 'subscribe', id: crypto.randomUUID(), payload: { query } })),
  );
  const hear = (received: Buffer) => ears.hear(index, received);
  const socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true });
  const opened = Promise.withResolvers<void>();
  socket.on('error', (error) => {
    throw error;
  });
  socket.on('data', (chunk: Buffer) => {
    for (const received of framesOf(chunk))
      onFrame(socket, received, { init, subscribe, hear, onOpen: opened.resolve });
  });
  socket.on('close', () => {
    throw new Error('The server has closed a socket.');
  });
  socket.write(handshake(order));
  await opened.promise;
}

process.on('disconnect', () => process.exit());
process.once('message', async (order: ClientOrder) => {
  const ears = new Ears(order);
  process.on('message', () => ears.forget());
  // A few at a time, so that none waits longer than a server lets it.
  for (let first = 0; first < order.sockets; first += OPENED_AT_ONCE) {
    const count = Math.min(OPENED_AT_ONCE, order.sockets - first);
    await Promise.all(Array.from({ length: count }, (_, index) => open(order, first + index, ears)));
  }
  // What was asked last is still on its way.
  await delay(500);
  process.send?.({ kind: 'open' });
});
