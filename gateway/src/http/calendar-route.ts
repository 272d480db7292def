import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { answerRefusal } from '../refusals/answer-refusal.ts';
import { statusOf } from '../refusals/refusal-status.ts';
import type { Operations } from '../subscriptions/operations.ts';
import type { RequestDoor } from './request-door.ts';

const PATH = '/calendar/:file';
const EXTENSION = '.ics';
const ICALENDAR = 'text/calendar; charset=utf-8';
/** What the route asks, so that it can be listed. */
export const CALENDAR_OPERATION = 'query CalendarFeed($token: String!) { calendarFeed(token: $token) }';
const NOTHING_THERE = 404;

const answerSchema = z.object({ calendarFeed: z.string().nullable() });
const parametersSchema = z.object({ file: z.string().endsWith(EXTENSION).max(500) });

function refuse(reply: FastifyReply, code: string): FastifyReply {
  const isAbsent = statusOf(code) === NOTHING_THERE;
  const message = isAbsent ? 'There is no such calendar.' : 'The calendar cannot be read at present.';
  return answerRefusal(reply, { message, extensions: { code } });
}

async function answer(request: FastifyRequest, reply: FastifyReply, parts: CalendarRouteParts) {
  const parameters = parametersSchema.safeParse(request.params);
  if (!parameters.success) return refuse(reply, 'NOT_FOUND');
  const token = parameters.data.file.slice(0, -EXTENSION.length);
  const asker = visitorOf(request, parts);
  if (asker instanceof GraphQLError) return refuse(reply, `${asker.extensions.code}`);
  const { data, errors } = await parts.operations.execute(
    { query: CALENDAR_OPERATION, variables: { token } },
    asker,
  );
  const text = answerSchema.safeParse(data).data?.calendarFeed;
  if (typeof text !== 'string') return refuse(reply, `${errors?.[0]?.extensions.code ?? 'NOT_FOUND'}`);
  return reply.type(ICALENDAR).header('cache-control', 'private, no-cache').send(text);
}

/** Who asks, or the refusal of the address or of what a client brings without need. */
function visitorOf(request: FastifyRequest, { door }: CalendarRouteParts) {
  try {
    return door.visitorOf(request);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** What the route stands on. */
export interface CalendarRouteParts {
  readonly door: RequestDoor;
  readonly operations: Operations;
}

/**
 * `GET /calendar/<token>.ics`: a calendar feed, as calendar programs read it. They cannot sign in; whoever has the
 * address may read. 404 for every token that is not one of the host's tenant.
 */
export function calendarRoute(app: FastifyInstance, parts: CalendarRouteParts): void {
  app.get(PATH, {
    onRequest: (request, reply) => parts.door.enter(request, reply),
    handler: (request, reply) => answer(request, reply, parts),
  });
}
