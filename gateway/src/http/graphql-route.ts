import { randomUUID } from 'node:crypto';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import websocket from '@fastify/websocket';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Callers } from '../authentication/callers.ts';
import { readRefreshCookie } from '../cookies/refresh-cookie.ts';
import { shownError } from '../refusals/refusal-error.ts';
import { isAllowedOrigin } from '../subscriptions/origin.ts';
import { type SocketServer, WEBSOCKET_OPTIONS } from '../subscriptions/socket-server.ts';
import type { ServerContext } from '../supergraph/operation-context.ts';
import { credentialsOf } from './credentials.ts';

const PATH = '/graphql';
const BODY_BYTES_MAX = 100_000;

/** What the route stands on. */
export interface GraphqlRouteParts {
  readonly server: ApolloServer<ServerContext>;
  readonly callers: Callers;
  readonly sockets: SocketServer;
  readonly allowedOrigins: readonly string[];
  readonly logger: Logger;
}

function answerWith(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.status(status).send({ errors: [{ message, extensions: { code } }] });
}

function contextOf({ callers, logger }: GraphqlRouteParts) {
  return async ({ headers }: FastifyRequest, reply: FastifyReply): Promise<ServerContext> => {
    const requestId = randomUUID();
    void reply.header('x-request-id', requestId);
    try {
      const caller = await callers.identify(credentialsOf(headers, headers.authorization), requestId);
      const cookies = readRefreshCookie(headers.cookie);
      return { operation: { requestId, caller, cookies, cookieChanges: [] } };
    } catch (error) {
      if (!(error instanceof DomainError)) logger.error({ err: error, requestId }, 'A caller is unknown.');
      const { message, extensions } = shownError(error, requestId);
      throw new GraphQLError(message, { extensions: { ...extensions, http: { status: 200 } } });
    }
  };
}

/** Everything that Fastify itself refuses: malformed JSON, too large, another content type. */
function refuseMalformed(logger: Logger) {
  return (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return answerWith(reply, status, 'BAD_REQUEST', error.message);
    logger.error({ err: error }, 'A request failed.');
    return answerWith(reply, 500, 'INTERNAL', 'Something went wrong.');
  };
}

/** `/graphql`: operations by POST, and by WebSocket. Everything else is refused in JSON. */
export async function graphqlRoute(app: FastifyInstance, parts: GraphqlRouteParts): Promise<void> {
  const { server, sockets, allowedOrigins, logger } = parts;
  app.addHook('preClose', (done) => {
    sockets.close();
    done();
  });
  await app.register(websocket, { options: WEBSOCKET_OPTIONS });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(refuseMalformed(logger));
  app.route({
    method: 'POST',
    url: PATH,
    bodyLimit: BODY_BYTES_MAX,
    handler: fastifyApolloHandler(server, { context: contextOf(parts) }),
  });
  const refuseMethod = (_request: FastifyRequest, reply: FastifyReply) =>
    answerWith(reply.header('allow', 'POST'), 405, 'BAD_REQUEST', 'Ask by POST, or open a WebSocket.');
  app.route({ method: ['PUT', 'PATCH', 'DELETE'], url: PATH, handler: refuseMethod });
  app.route({
    method: 'GET',
    url: PATH,
    preValidation: async ({ headers, ws }, reply) => {
      if (ws && !isAllowedOrigin(headers.origin, headers.host, allowedOrigins))
        return answerWith(reply, 403, 'FORBIDDEN', 'Pages of this origin may not open a socket here.');
    },
    handler: refuseMethod,
    wsHandler: sockets.handler(),
  });
}
