import { once } from 'node:events';
import type { Server } from 'node:net';

/** Listens on this machine alone; port 0 lets the system choose. The port. */
export async function listenHere(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}
