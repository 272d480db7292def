import { once } from 'node:events';
import WebSocket from 'ws';
import type { Documents } from './documents.ts';
import type { Person } from './tenants.ts';

/** What all sockets have heard. */
export interface LiveCount {
  events: number;
  /** Sockets that were closed, and errors in what they were told. */
  faults: number;
}

/** What a page follows while somebody looks at it. */
function followedBy({ role }: Person): string {
  return role === 'CUSTOMER' ? 'SessionChanged' : 'UsageChanged';
}

/** Opens a person's socket, as their page does. */
export async function follow(
  person: Person,
  {
    port,
    token,
    documents,
  }: { readonly port: number; readonly token: string; readonly documents: Documents },
  count: LiveCount,
): Promise<WebSocket> {
  const headers = { host: `${person.tenant.slug}.localhost:${port}` };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', { headers });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await once(socket, 'message');
  const query = documents[followedBy(person)];
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  socket.on('message', (data: Buffer) => {
    if (data.includes('"type":"ping"')) socket.send('{"type":"pong"}');
    else if (data.includes('"errors"') || data.includes('"type":"error"')) count.faults += 1;
    else count.events += 1;
  });
  socket.on('close', () => {
    count.faults += 1;
  });
  return socket;
}
