import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartFault } from '@freehold/kernel/config/start-fault';
import type { FastifyInstance } from 'fastify';

/** Where to listen. */
export interface ListenPlace {
  readonly host: string;
  readonly port: number;
}

/**
 * Looks whether we may listen there, before anything else is started.
 * @throws {StartFault} when another program does, or when the system forbids it.
 */
export async function refuseTakenPort(place: ListenPlace): Promise<void> {
  const server = createServer();
  try {
    server.listen(place);
    await once(server, 'listening');
  } catch (error) {
    throw listenFault(error, place);
  }
  server.close();
  await once(server, 'close');
}

/**
 * Opens the door; the port on which it is open.
 * @throws {StartFault} as {@link refuseTakenPort} does.
 */
export async function listen(app: FastifyInstance, place: ListenPlace): Promise<number> {
  try {
    return Number(new URL(await app.listen({ host: place.host, port: place.port })).port);
  } catch (error) {
    throw listenFault(error, place);
  }
}

/** The sentence for an error of listening. */
function listenFault(error: unknown, { host, port }: ListenPlace): StartFault {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const another = 'Stop it, or choose another port, for example: PORT=4001 npm start';
  switch (code) {
    case 'EADDRINUSE':
      return new StartFault(`Port ${port} is taken by another program. ${another}`, error);
    case 'EACCES':
      return new StartFault(
        `Port ${port} may not be used by this account. Choose one from 1024 up: PORT=4001.`,
        error,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartFault(`HOST ${host} is no address of this machine.`, error);
    default:
      return new StartFault(`Nobody can listen on ${host} port ${port}: ${String(error)}`, error);
  }
}
