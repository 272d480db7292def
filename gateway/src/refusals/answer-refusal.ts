import type { FastifyReply } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { answerType } from '../shortcut/answer-type.ts';
import { statusOf } from './refusal-status.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const NEEDS_SIGN_IN = 401;
const TOO_MUCH = 429;
const AWAY = 503;
/** When a place may be free again, or a part be back, where nothing better is known. */
const RETRY_SECONDS = 5;

/** A refusal as it is told. */
export interface ToldRefusal {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** RFC 6750 (3): whoever brought no token is not told that it was a bad one. */
function challengeOf({ request }: FastifyReply): string {
  return request.headers.authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
}

function secondsOf(retryAfterMs: unknown): number {
  return typeof retryAfterMs === 'number' ? Math.max(Math.ceil(retryAfterMs / 1000), 1) : RETRY_SECONDS;
}

/**
 * Gives an answer the status of a refusal's code, and what HTTP wants to be said beside it: by what one signs in
 * (`WWW-Authenticate`), and when to come again (`Retry-After`, unless it stands there).
 */
export function headRefusal(
  reply: FastifyReply,
  { code, retryAfterMs }: Readonly<Record<string, unknown>>,
): FastifyReply {
  const status = statusOf(code);
  if (status === NEEDS_SIGN_IN) void reply.header('www-authenticate', challengeOf(reply));
  if ((status === TOO_MUCH || status === AWAY) && !reply.hasHeader('retry-after'))
    void reply.header('retry-after', secondsOf(retryAfterMs));
  return reply.status(status);
}

/** Sends errors without data, in the type for errors of GraphQL that the request accepts first; else as JSON. */
export function sendErrors(reply: FastifyReply, errors: readonly GraphQLFormattedError[]): FastifyReply {
  return reply.type(answerType(reply.request.headers.accept) ?? JSON_TYPE).send({ errors });
}

/** Answers with a refusal alone, by the status of its code. */
export function answerRefusal(reply: FastifyReply, { message, extensions }: ToldRefusal): FastifyReply {
  const { http: _, ...shown } = extensions;
  return sendErrors(headRefusal(reply, shown), [{ message, extensions: shown }]);
}
