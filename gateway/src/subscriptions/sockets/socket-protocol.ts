import type { WebsocketHandler } from '@fastify/websocket';
import { CloseCode, makeServer, type ServerOptions } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/@fastify/websocket';
import type { Logger } from 'pino';

type Params = Record<string, unknown> | undefined;

/** What the library throws for a message that only servers send, such as `next`. */
const OF_A_SERVER = /^Unexpected message of type/;

function isOfServer(error: unknown): boolean {
  return error instanceof Error && OF_A_SERVER.test(error.message);
}

/**
 * The library's protocol (graphql-transport-ws) over the sockets of Fastify. Its own way there writes what clients break
 * to the console, whole, and takes their messages that make no sense for faults of ours.
 */
export function socketProtocol(options: ServerOptions<Params, Extra>, logger: Logger): WebsocketHandler {
  const server = makeServer<Params, Extra>(options);
  return (socket, request) => {
    const refuse = (error: unknown) => {
      if (isOfServer(error)) return socket.close(CloseCode.BadRequest, 'Invalid message received');
      logger.error({ err: error }, 'A message of a socket could not be taken.');
      return socket.close(CloseCode.InternalServerError, 'Internal server error');
    };
    // A frame that breaks the rules: the socket has been closed with the code that says which.
    socket.on('error', (error: unknown) => logger.debug({ err: error }, 'A socket broke.'));
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: (text) =>
          new Promise((resolve) => {
            // Whoever does not get it is gone, which is told by the end of the socket.
            if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
            else resolve();
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) => {
          socket.on('message', (data) => void take(String(data)).catch(refuse));
        },
      },
      { socket, request },
    );
    socket.once('close', (code, reason) => void closed(code, String(reason)).catch(refuse));
  };
}
