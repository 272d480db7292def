import { createServer, type Socket } from 'node:net';
import { SUBSCRIPTIONS } from './messages.ts';
import { serve } from './serve.ts';

// The least that a server of Node can do: it knows what clients say by its order, and writes to each the same bytes,
// once, whatever there is to say.
const ACCEPTED = [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
];

/** A frame of text; every length in two bytes. */
function frame(message: object): Buffer {
  const text = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from([0x81, 126, text.length >> 8, text.length & 255]), text]);
}

const sockets = new Set<Socket>();
const server = createServer({ noDelay: true }, (socket) => {
  const answers = [Buffer.from(`${ACCEPTED.join('\r\n')}\r\n\r\n`), frame({ type: 'connection_ack' })];
  socket.on('data', () => {
    const answer = answers.shift();
    if (answer) socket.write(answer);
    else sockets.add(socket);
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4_096, resolve));
const address = server.address();
const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
const [subscriptions = '1'] = process.argv.slice(2);
const told = SUBSCRIPTIONS.slice(0, Number(subscriptions));
let seatsTaken = 0;
let said: Buffer[] = [];
serve({ port, host: 'writes.localhost', authorizations: [] }, () => {
  seatsTaken += 1;
  if (said.length === 0) {
    // As for the others, the event is over when all are told, and begins before.
    setImmediate(() => {
      const together = Buffer.concat(said);
      said = [];
      for (const socket of sockets) socket.write(together);
    });
  }
  for (const each of told) {
    const payload = { data: { seatsChanged: each.told(seatsTaken) } };
    said.push(frame({ id: crypto.randomUUID(), type: 'next', payload }));
  }
});
