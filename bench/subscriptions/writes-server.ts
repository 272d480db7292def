import { createServer, type Socket } from 'node:net';
import { serve } from './serve.ts';

// The least that a server of Node can do: it knows what clients say by its order, and writes to each the same bytes.
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
let seatsTaken = 0;
serve({ port, host: 'writes.localhost', authorizations: [] }, () => {
  seatsTaken += 1;
  const session = {
    id: 's1',
    seatsTaken,
    revenueMinor: 4200,
    priceMinor: 100,
    trainer: { name: 'Name of trainer-of-s1' },
  };
  const said = frame({ id: crypto.randomUUID(), type: 'next', payload: { data: { seatsChanged: session } } });
  // As for the others, the event is over when all are told, and begins before.
  setImmediate(() => {
    for (const socket of sockets) socket.write(said);
  });
});
