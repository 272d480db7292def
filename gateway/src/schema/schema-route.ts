import { Unauthenticated } from '@freehold/kernel/errors/refusals';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import type { RequestDoor } from '../http/request-door.ts';
import { answerRefusal } from '../refusals/answer-refusal.ts';
import { refusalError } from '../refusals/refusal-error.ts';

const PATH = '/graphql/schema';
const SDL = 'text/plain; charset=utf-8';

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
        return answerRefusal(reply, refusalError(new Unauthenticated()));
      } catch (error) {
        if (error instanceof GraphQLError) return answerRefusal(reply, error);
        throw error;
      }
    },
  });
}
