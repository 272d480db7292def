import type { Readable } from 'node:stream';
import type { SubgraphAnswer, SubgraphClient } from '@freehold/kernel/caller/subgraph-call';
import { bodyOf, letRestGo } from '@freehold/kernel/caller/upload-body';
import { DomainError } from '@freehold/kernel/errors/domain-error';
import { PayloadTooLarge, Unauthenticated, Unavailable } from '@freehold/kernel/errors/refusals';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { isEncoded } from '../http/is-encoded.ts';
import type { RequestDoor } from '../http/request-door.ts';
import { headRefusal, sendErrors } from '../refusals/answer-refusal.ts';
import { refusalError } from '../refusals/refusal-error.ts';
import { statusOf } from '../refusals/refusal-status.ts';
import { isAllowedOrigin } from '../subscriptions/origin.ts';
import { boundedBody } from './bounded-body.ts';

const PATH = '/calendar/import/:resourceId';
const ICALENDAR = 'text/calendar';
const BYTES_MAX = 10_000_000;
const OTHER_CHARSET = /;\s*charset=(?!"?utf-8"?\s*(?:;|$))/i;
const KEY = /^[\x21-\x7e]{1,200}$/;

/** What the route stands on. */
export interface CalendarImportParts {
  readonly door: RequestDoor;
  /** Takes the calendar, as the file `calendar`. */
  readonly booking: SubgraphClient;
  readonly allowedOrigins: readonly string[];
  readonly logger: Logger;
}

interface Refusal {
  readonly status: number;
  readonly error: GraphQLError;
}

function refusalOf(status: number, code: string, message: string): Refusal {
  return { status, error: new GraphQLError(message, { extensions: { code } }) };
}

/** What a request is refused for before anything of its body is read; null for nothing. */
function headFault({ headers }: FastifyRequest, allowedOrigins: readonly string[]): Refusal | null {
  const type = headers['content-type'] ?? '';
  const [essence = ''] = type.split(';');
  if (!isAllowedOrigin(headers.origin, headers.host, allowedOrigins))
    return refusalOf(403, 'FORBIDDEN', 'Pages of this origin may not import here.');
  if (essence.trim().toLowerCase() !== ICALENDAR || OTHER_CHARSET.test(type))
    return refusalOf(415, 'BAD_REQUEST', 'Send text/calendar in UTF-8.');
  if (isEncoded(headers)) return refusalOf(415, 'BAD_REQUEST', 'The calendar must not be compressed.');
  if (Number(headers['content-length'] ?? 0) > BYTES_MAX)
    return { status: 413, error: refusalError(new PayloadTooLarge(BYTES_MAX)) };
  if (!KEY.test(keyOf(headers['idempotency-key'])))
    return refusalOf(400, 'BAD_REQUEST', 'Name an Idempotency-Key of 1 to 200 printable characters.');
  return null;
}

function keyOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

function refuse(reply: FastifyReply, { status, error }: Refusal): FastifyReply {
  const { http: _, ...extensions }: Record<string, unknown> = { ...error.extensions };
  return sendErrors(headRefusal(reply, extensions).status(status), [{ message: error.message, extensions }]);
}

function refusalBy(error: unknown): Refusal | null {
  const shown = error instanceof DomainError ? refusalError(error) : error;
  return shown instanceof GraphQLError ? { status: statusOf(shown.extensions.code), error: shown } : null;
}

/** Who sends a calendar, or the refusal of them or of what they send. */
function senderOf(request: FastifyRequest, { door, allowedOrigins }: CalendarImportParts) {
  try {
    const visitor = door.visitorOf(request);
    const fault = headFault(request, allowedOrigins);
    if (fault) return { refusal: fault };
    if (!visitor.caller.member) throw new Unauthenticated();
    return { refusal: null, visitor };
  } catch (error) {
    const refusal = refusalBy(error);
    if (refusal) return { refusal };
    throw error;
  }
}

type ImportRequest = FastifyRequest<{ Params: { resourceId: string }; Body: Readable }>;

async function handOn(request: ImportRequest, parts: CalendarImportParts): Promise<SubgraphAnswer> {
  const { caller, trace } = parts.door.visitorOf(request);
  try {
    if (!parts.booking.upload) throw new Error('The subgraph takes no files.');
    return await parts.booking.upload({
      name: 'calendar',
      parameters: {
        resourceId: request.params.resourceId,
        idempotencyKey: keyOf(request.headers['idempotency-key']),
      },
      body: boundedBody(bodyOf(request.body), BYTES_MAX),
      caller,
      ...(trace ? { trace: trace.traceparent } : {}),
    });
  } catch (error) {
    if (error instanceof DomainError) throw error;
    parts.logger.warn({ err: error, requestId: caller.requestId }, 'A calendar was not imported.');
    throw new Unavailable('The calendar cannot be imported at the moment. Try again soon.');
  }
}

async function answer(request: ImportRequest, reply: FastifyReply, parts: CalendarImportParts) {
  try {
    const { data, errors } = await handOn(request, parts);
    const [error] = errors ?? [];
    if (!error) return reply.send(data);
    return refuse(reply, {
      status: statusOf(error.extensions?.code),
      error: new GraphQLError(error.message, { extensions: error.extensions ?? {} }),
    });
  } catch (error) {
    const refusal = refusalBy(error);
    if (refusal) return refuse(reply, refusal);
    throw error;
  } finally {
    // Whoever is refused may still be sending, until the time for it is over, and hears the answer all the same.
    letRestGo(request.body);
  }
}

/**
 * `POST /calendar/import/<resourceId>`: what `importCalendar` does, for a whole calendar of up to 10 MB. Who sends it is
 * known as at `/graphql`, and so is its tenant; `Idempotency-Key` is the key. It passes through to booking as it comes,
 * and its client has as long as any other. Pages of other origins cannot send text/calendar without being asked for
 * their origin. Refusals are JSON, with the status of their code.
 */
export async function calendarImportRoute(app: FastifyInstance, parts: CalendarImportParts): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(ICALENDAR, (_request, body, parsed) => parsed(null, body));
    scope.post<{ Params: { resourceId: string }; Body: Readable }>(PATH, {
      bodyLimit: BYTES_MAX,
      onRequest: [
        (request, reply) => parts.door.enter(request, reply),
        (request, reply, next) => {
          const { refusal } = senderOf(request, parts);
          if (refusal) refuse(reply, refusal);
          else next();
        },
      ],
      handler: (request, reply) => answer(request, reply, parts),
    });
    done();
  });
}
