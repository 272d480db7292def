import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { FrameReader, frame, handshake } from './bare-socket.ts';
import { type ClientOrder, nowMs } from './messages.ts';

const OPENED_AT_ONCE = 50;
const PING = 0x89;
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

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
  const reader = new FrameReader();
  socket.on('data', (chunk: Buffer) => {
    for (const received of reader.take(chunk))
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
