import { connect } from 'node:net';
import { FrameReader, frame, handshake } from './bare-socket.ts';
import { type BackOrder, LAST, MISSED_MAX, nowMs, SUBSCRIPTIONS } from './messages.ts';

const NEXT = /"id":"(\d)","type":"next".*"seatsTaken":(\d+)/;

/** What a client is still to be told, of each of its subscriptions. */
class Missed {
  readonly #next: number[];

  constructor(lag: number) {
    this.#next = SUBSCRIPTIONS.map(() => LAST - lag + 1);
  }

  get isOver(): boolean {
    return this.#next.every((next) => next > LAST);
  }

  hear(text: string): void {
    const [, id, seats] = NEXT.exec(text) ?? [];
    const index = Number(id);
    if (Number(seats) !== this.#next[index]) throw new Error(`Out of order: ${text}`);
    this.#next[index] = Number(seats) + 1;
  }
}

/** Comes back after as many missed events; when it has been told all of them. */
function comeBack(order: BackOrder, index: number): Promise<number> {
  const lag = (index * order.stride) % (MISSED_MAX + 1);
  const missed = new Missed(lag);
  const told = Promise.withResolvers<number>();
  const authorization = order.authorizations[index % order.authorizations.length];
  const init = frame({ type: 'connection_init', payload: { authorization } });
  const subscribe = SUBSCRIPTIONS.map(({ query }, subscription) => {
    const extensions = { resumeFrom: order.cursors[subscription]?.[MISSED_MAX - lag] };
    return frame({ type: 'subscribe', id: String(subscription), payload: { query, extensions } });
  });
  const socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true });
  const reader = new FrameReader();
  const hear = (received: Buffer) => {
    if (received.includes('HTTP/1.1 101')) socket.write(init);
    else if (received.includes('connection_ack')) socket.write(Buffer.concat(subscribe));
    else if (received.includes('"type":"next"')) missed.hear(received.toString('utf8'));
    else return;
    if (missed.isOver) told.resolve(nowMs());
  };
  socket.on('error', told.reject);
  socket.on('close', () => told.reject(new Error('The server has closed a socket.')));
  socket.on('data', (chunk: Buffer) => {
    for (const received of reader.take(chunk)) hear(received);
  });
  socket.write(handshake(order));
  return told.promise;
}

process.on('disconnect', () => process.exit());
process.once('message', async (order: BackOrder) => {
  const startedMs = nowMs();
  const at = await Promise.all(Array.from({ length: order.clients }, (_, index) => comeBack(order, index)));
  process.send?.({ kind: 'told', tookMs: at.map((each) => each - startedMs) });
});
