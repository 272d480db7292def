import { Forbidden, Unauthenticated, Unavailable } from '@freehold/kernel/errors/refusals';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { RequestDoor } from '../http/request-door.ts';
import { answerRefusal } from '../refusals/answer-refusal.ts';
import { isAllowedOrigin } from '../subscriptions/origin.ts';
import { photoFactsOf, photoSizeOf } from './photo-request.ts';
import { refusalOf } from './rest-refusal.ts';
import type { PhotoTaker } from './take-photo.ts';

const PATH = '/jobs/:bookingId/photos';
const CREATED = 201;

/** What the route stands on. */
export interface PhotoRouteParts {
  readonly door: RequestDoor;
  readonly allowedOrigins: readonly string[];
  /** Null where no photos are kept. */
  readonly taker: PhotoTaker | null;
}

function brokenOff({ raw }: FastifyRequest): GraphQLError | null {
  if (!raw.errored) return null;
  return new GraphQLError('The file broke off.', { extensions: { code: 'BAD_REQUEST' } });
}

/** Pages of elsewhere send nothing here, whatever a browser lets them. */
function refuseOtherPages({ headers }: FastifyRequest, allowedOrigins: readonly string[]): void {
  if (!isAllowedOrigin(headers.origin, headers.host, allowedOrigins))
    throw new Forbidden('Pages of this origin may not send photos here.');
}

async function answer(request: FastifyRequest, reply: FastifyReply, parts: PhotoRouteParts) {
  const { door, taker, allowedOrigins } = parts;
  try {
    const sender = door.visitorOf(request);
    refuseOtherPages(request, allowedOrigins);
    if (!sender.caller.member) throw new Unauthenticated();
    const facts = photoFactsOf(request);
    const size = photoSizeOf(request);
    if (!taker)
      throw new Unavailable('Files are not kept here. Keep the photo elsewhere and add its address.');
    const { jobPhoto } = await taker.take({ sender, facts, size, body: request.raw });
    return reply.status(CREATED).send({ jobPhoto });
  } catch (error) {
    const refusal = brokenOff(request) ?? refusalOf(error);
    if (!refusal) throw error;
    return answerRefusal(reply, refusal);
  }
}

/**
 * `POST /jobs/<booking>/photos?kind=AFTER&takenAt=<instant>` with the bytes of an image as the body and an
 * `Idempotency-Key`: keeps a photo of a job, for those who may add one. At most 10,000,000 bytes, which pass through
 * and are never in memory as a whole.
 */
export async function photoRoute(app: FastifyInstance, parts: PhotoRouteParts): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    // Whatever it calls itself: what it is, its bytes say.
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    scope.post(PATH, {
      onRequest: (request, reply) => parts.door.enter(request, reply),
      handler: (request, reply) => answer(request, reply, parts),
    });
    done();
  });
}
