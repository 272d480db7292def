import { Unauthenticated } from '@freehold/kernel/errors/refusals';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import type { RequestDoor } from '../http/request-door.ts';
import { statusOf } from '../refusals/refusal-status.ts';

const PATH = '/graphql/schema';
const SDL = 'text/plain; charset=utf-8';

function refuse(reply: FastifyReply, message: string, extensions: object): FastifyReply {
  const { http: _, ...shown }: { code?: unknown } & Record<string, unknown> = { http: null, ...extensions };
  return reply.status(statusOf(shown.code)).send({ errors: [{ message, extensions: shown }] });
}

/**
 * `GET /graphql/schema`: the API in GraphQL's own language, for those who are signed in; 401 for everybody else, and for what
 * is refused at the door the status of its code. In
 * production, where nobody may ask by introspection, tools learn it here.
 */
export function schemaRoute(app: FastifyInstance, door: RequestDoor, sdl: () => string): void {
  app.get(PATH, {
    onRequest: (request, reply) => door.enter(request, reply),
    handler: (request, reply) => {
      try {
        if (door.visitorOf(request).caller.member) return reply.type(SDL).send(sdl());
        const { message, code } = new Unauthenticated();
        return refuse(reply, message, { code });
      } catch (error) {
        if (error instanceof GraphQLError) return refuse(reply, error.message, error.extensions);
        throw error;
      }
    },
  });
}
